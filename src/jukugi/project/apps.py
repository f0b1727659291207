from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProjectConfig(AppConfig):
    name = "jukugi.project"
    label = "project"

    def ready(self) -> None:
        from django.core.management import call_command

        from jukugi.kit import jobs
        from jukugi.kit.pages.places import Door, doors
        from jukugi.project import archive_part

        jobs.register("project.clear_sessions", lambda: call_command("clearsessions"))
        jobs.every(24 * 60 * 60, "project.clear_sessions")
        doors.register("home", Door(_("ホーム"), "home", "/"), order=10)
        archive_part.register()
