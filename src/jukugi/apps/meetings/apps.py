from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "jukugi.apps.meetings"
    label = "meetings"

    def ready(self) -> None:
        from jukugi.apps.meetings import (
            archive_part,
            offers,
            open_files,
            open_tables,
            phases,
            report_sections,
            sealed,
            tasks,
        )
        from jukugi.apps.meetings.sample import load_sample
        from jukugi.kit.pages.places import samples

        phases.register()
        sealed.register()
        tasks.register()
        offers.register()
        samples.register("meetings", load_sample, order=70)
        open_files.register()
        open_tables.register()
        archive_part.register()
        report_sections.register()
