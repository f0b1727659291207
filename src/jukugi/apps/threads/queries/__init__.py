"""Reads of this room: one voice, many at once, letters, numbers."""
