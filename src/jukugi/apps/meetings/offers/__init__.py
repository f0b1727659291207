"""What the room offers to home and the desk, to the issues, to the stories of voices and to gates."""

from jukugi.apps.meetings.offers import desk, gates, home, issues, lineage, threads


def register() -> None:
    home.register()
    desk.register()
    issues.register()
    lineage.register()
    threads.register()
    gates.register()
