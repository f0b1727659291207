from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ThreadsConfig(AppConfig):
    name = "jukugi.apps.threads"
    label = "threads"

    def ready(self) -> None:
        from jukugi.apps.threads import offers
        from jukugi.kit.pages.places import Door, doors, home_parts

        doors.register("threads", Door(_("声のゆくえ"), "threads", "/threads/"), order=70)
        home_parts.register("threads", offers.home_fates, order=50)
        home_parts.register("threads_search", offers.home_search, order=90)
