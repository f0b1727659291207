"""What the room offers to home, to the desk, to the hand-over of an association, and to the sample."""

from jukugi.apps.inventory.offers import desk, hand_over, home
from jukugi.apps.inventory.sample import load_sample
from jukugi.kit.pages.places import samples


def register() -> None:
    home.register()
    desk.register()
    hand_over.register()
    samples.register("inventory", load_sample, order=75)
