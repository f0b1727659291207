from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProjectConfig(AppConfig):
    name = "jukugi.project"
    label = "project"

    def ready(self) -> None:
        from jukugi.kit.pages.places import Door, doors

        doors.register("home", Door(_("ホーム"), "home", "/"), order=10)
