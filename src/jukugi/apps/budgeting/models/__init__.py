"""Tables of the room, and what rows say of themselves."""
