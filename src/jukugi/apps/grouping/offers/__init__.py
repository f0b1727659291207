"""What the room offers to the staff desk, to the work on one voice, to the page of an issue and to gates."""

from jukugi.apps.grouping.offers import desk, gates, issues


def register() -> None:
    desk.register()
    issues.register()
    gates.register()
