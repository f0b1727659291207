"""What the room offers to home, to the desk and to gates."""

from jukugi.apps.threads.offers import desk, gates, home


def register() -> None:
    home.register()
    desk.register()
    gates.register()
