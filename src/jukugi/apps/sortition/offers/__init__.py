"""What the room offers to other rooms and to pages that show all of them."""

from jukugi.apps.sortition.offers import desk, gates, home


def register() -> None:
    desk.register()
    gates.register()
    home.register()
