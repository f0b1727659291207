"""What the room offers to the pages of all rooms, to issues and the stories of receipt numbers."""

from jukugi.apps.places.offers import desk, doors, issues, threads


def register() -> None:
    desk.register()
    doors.register()
    issues.register()
    threads.register()
