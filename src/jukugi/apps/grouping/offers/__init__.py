"""What the room offers to the desk, to one voice, to the page of an issue, to revisions, to lineage and to gates."""

from jukugi.apps.grouping.actions.following import follow
from jukugi.apps.grouping.offers import desk, gates, issues, lineage
from jukugi.apps.opinions.enums import followers


def register() -> None:
    desk.register()
    issues.register()
    followers.register("grouping", follow)
    lineage.register()
    gates.register()
