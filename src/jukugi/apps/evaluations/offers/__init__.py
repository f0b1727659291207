"""What the room offers to the pages of all rooms, to issues, the stories of voices and gates."""

from jukugi.apps.evaluations.offers import desk, gates, home, issues, lineage, reaching, threads


def register() -> None:
    desk.register()
    gates.register()
    home.register()
    issues.register()
    lineage.register()
    reaching.register()
    threads.register()
