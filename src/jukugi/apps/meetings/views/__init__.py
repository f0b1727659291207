"""Pages of the room: for everybody, for those at the tables, and for staff."""
