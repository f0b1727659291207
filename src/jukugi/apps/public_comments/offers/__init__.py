"""What the room offers to the pages of all rooms, to opinions, documents, the stories of voices and gates."""

from jukugi.apps.opinions.enums import CallKind, followers, takers
from jukugi.apps.public_comments.actions import follow, take_comments
from jukugi.apps.public_comments.offers import desk, documents, gates, home, reaching, taking_part, threads


def register() -> None:
    desk.register()
    documents.register()
    gates.register()
    home.register()
    reaching.register()
    taking_part.register()
    threads.register()
    takers.register(CallKind.CONSULTATION, take_comments)
    followers.register("public_comments", follow)
