"""What the room offers to the pages of all rooms."""

from jukugi.apps.surveys.offers import desk, gates, home, reaching, taking_part, threads


def register() -> None:
    desk.register()
    gates.register()
    home.register()
    reaching.register()
    taking_part.register()
    threads.register()
