"""What the room offers to home and the desk, to the issues, to the stories of voices, to revisions and to gates."""

from jukugi.apps.meetings.actions.following import follow
from jukugi.apps.meetings.offers import desk, gates, home, issues, lineage, taking_part, threads
from jukugi.apps.opinions.enums import followers


def register() -> None:
    home.register()
    desk.register()
    issues.register()
    lineage.register()
    threads.register()
    gates.register()
    taking_part.register()
    followers.register("meetings", follow)
