"""What the room offers to pages that show all rooms."""

from jukugi.apps.outcomes.offers import desk, home, parts, threads


def register() -> None:
    desk.register()
    home.register()
    parts.register()
    threads.register()
