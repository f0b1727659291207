"""What the room offers to the pages of all rooms."""

from jukugi.apps.surveys.offers import desk


def register() -> None:
    desk.register()
