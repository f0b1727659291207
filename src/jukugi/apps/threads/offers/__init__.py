"""What the room offers to home, to the desk, to gates, and to rooms that make something public."""

from jukugi.apps.threads.actions.tellings import draft_for_occasion
from jukugi.apps.threads.offers import desk, gates, home
from jukugi.kit.pages import voices


def register() -> None:
    home.register()
    desk.register()
    gates.register()
    voices.occasions.register("threads", draft_for_occasion)
