"""What the room offers to the pages of all rooms, to opinions, to the stories of voices and to gates."""

from jukugi.apps.opinions.enums import CallKind, followers, takers
from jukugi.apps.public_comments.actions import follow, take_comments
from jukugi.apps.public_comments.offers import desk


def register() -> None:
    desk.register()
    takers.register(CallKind.CONSULTATION, take_comments)
    followers.register("public_comments", follow)
