"""What the room offers to home and the desk, to the issues, to the stories of voices and to gates."""

from jukugi.apps.opinions.offers import gates, home, issues, lineage, reaching, taking_part, threads


def register() -> None:
    home.register()
    issues.register()
    lineage.register()
    threads.register()
    gates.register()
    reaching.register()
    taking_part.register()
