from django.apps import AppConfig


class OutcomesConfig(AppConfig):
    name = "jukugi.apps.outcomes"
    label = "outcomes"

    def ready(self) -> None:
        from jukugi.apps.outcomes import archive_part, news, offers, open_tables, report_sections, sealed
        from jukugi.apps.outcomes.sample import load_sample
        from jukugi.kit.pages.places import samples

        sealed.register()
        offers.register()
        samples.register("outcomes", load_sample, order=97)
        open_tables.register()
        news.register()
        archive_part.register()
        report_sections.register()
