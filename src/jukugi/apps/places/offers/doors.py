"""まち in the header: places first, with associations behind the same door; and what one can do on home."""

from django.utils.translation import gettext_lazy as _

from jukugi.kit.pages import places


def register() -> None:
    places.doors.register("places", places.Door(_("まち"), "places:list", "/places/"), order=50)
    places.door_paths.register("associations", ("places:list", "/associations/"), order=50)
