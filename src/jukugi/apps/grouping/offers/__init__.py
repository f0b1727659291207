"""What the room offers to the staff desk, to the work on one voice, to the page of an issue, to revisions and lineage."""

from jukugi.apps.grouping.actions.following import follow
from jukugi.apps.grouping.offers import desk, issues, lineage
from jukugi.apps.opinions.enums import followers


def register() -> None:
    desk.register()
    issues.register()
    followers.register("grouping", follow)
    lineage.register()
