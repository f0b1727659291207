from django.apps import AppConfig


class DraftsConfig(AppConfig):
    name = "jukugi.apps.drafts"
    label = "drafts"

    def ready(self) -> None:
        from jukugi.apps.drafts import archive_part, news, offers, open_tables, report_sections, sealed, tasks
        from jukugi.apps.drafts.sample import load_sample
        from jukugi.apps.drafts.sample_vision import load_vision
        from jukugi.kit.pages.places import samples

        sealed.register()
        tasks.register()
        offers.register()
        samples.register("drafts", load_sample, order=85)
        samples.register("vision", load_vision, order=90)
        open_tables.register()
        news.register()
        archive_part.register()
        report_sections.register()
