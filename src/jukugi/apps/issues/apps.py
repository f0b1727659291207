from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IssuesConfig(AppConfig):
    name = "jukugi.apps.issues"
    label = "issues"

    def ready(self) -> None:
        from jukugi.apps.issues import archive_part, news, offers, open_tables, report_sections, sealed
        from jukugi.apps.issues.sample import load_sample
        from jukugi.kit.pages.places import Door, desk_rooms, doors, samples

        doors.register("issues", Door(_("論点"), "issues:board", "/issues/"), order=40)
        desk_rooms.register("issues", offers.desk_room, order=40)
        sealed.register()
        samples.register("issues", load_sample, order=40)
        open_tables.register()
        news.register()
        archive_part.register()
        report_sections.register()
