"""What the room offers to the pages of all rooms, to issues and the stories of receipt numbers."""

from jukugi.apps.circles.offers import desk, home, issues, threads


def register() -> None:
    desk.register()
    home.register()
    issues.register()
    threads.register()
