"""Pages of the room: for everybody, for one association, for the desk."""
