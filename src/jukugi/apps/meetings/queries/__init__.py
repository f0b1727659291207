"""Reads of the room: bodies, meetings, tables and notes, minutes, the desk."""
