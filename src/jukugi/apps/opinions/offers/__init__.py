"""What the room offers to home and the desk, to the issues, and to the stories of voices."""

from jukugi.apps.opinions.offers import home, issues, threads


def register() -> None:
    home.register()
    issues.register()
    threads.register()
