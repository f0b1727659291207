from django.apps import AppConfig


class ProcessesConfig(AppConfig):
    name = "jukugi.apps.processes"
    label = "processes"

    def ready(self) -> None:
        from jukugi.apps.processes import archive_part, offers, open_files, open_tables, report_sections, stories
        from jukugi.apps.processes.record import load_record
        from jukugi.apps.processes.sample import load_sample
        from jukugi.kit.pages.places import samples

        stories.register()
        offers.register()
        open_files.register()
        open_tables.register()
        samples.register("processes", load_sample, order=30)
        samples.register("processes_record", load_record, order=32)
        archive_part.register()
        report_sections.register()
