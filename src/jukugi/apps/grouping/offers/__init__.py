"""What the room offers to the staff desk, to the work on one voice, and to the page of an issue."""

from jukugi.apps.grouping.offers import desk, issues


def register() -> None:
    desk.register()
    issues.register()
