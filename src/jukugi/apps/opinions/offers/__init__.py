"""What the room offers to home and the desk, to the issues, and to the stories of voices."""

from jukugi.apps.opinions.offers import home, issues, lineage, threads


def register() -> None:
    home.register()
    issues.register()
    lineage.register()
    threads.register()
