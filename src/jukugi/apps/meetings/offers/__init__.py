"""What the room offers to home and the desk, to the issues, and to the stories of voices."""

from jukugi.apps.meetings.offers import desk, home, issues, lineage, threads


def register() -> None:
    home.register()
    desk.register()
    issues.register()
    lineage.register()
    threads.register()
