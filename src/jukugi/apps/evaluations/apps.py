from django.apps import AppConfig


class EvaluationsConfig(AppConfig):
    name = "jukugi.apps.evaluations"
    label = "evaluations"

    def ready(self) -> None:
        from jukugi.apps.evaluations import archive_part, holdings, news, offers, open_tables, report_sections, sealed
        from jukugi.apps.evaluations.sample import load_sample
        from jukugi.kit.pages.places import samples

        sealed.register()
        offers.register()
        samples.register("evaluations", load_sample, order=82)
        open_tables.register()
        news.register()
        archive_part.register()
        report_sections.register()
        holdings.register()
