"""What people and jobs do in this room."""
