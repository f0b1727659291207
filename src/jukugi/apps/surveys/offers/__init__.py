"""What the room offers to the pages of all rooms."""

from jukugi.apps.surveys.offers import desk, gates, home, reaching, threads


def register() -> None:
    desk.register()
    gates.register()
    home.register()
    reaching.register()
    threads.register()
