"""Reads of this room: hours, public pages, an association's own pages, the desk."""
