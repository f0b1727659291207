from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "jukugi.apps.reports"
    label = "reports"

    def ready(self) -> None:
        from jukugi.apps.reports import archive_part, news, offers, open_tables, sealed, tasks
        from jukugi.apps.reports.sample import load_sample
        from jukugi.apps.reports.verifying import verified_editions
        from jukugi.kit.pages.places import samples
        from jukugi.kit.verifying import verifiable

        sealed.register()
        tasks.register()
        offers.register()
        open_tables.register()
        news.register()
        archive_part.register()
        samples.register("reports", load_sample, order=99)
        verifiable.register("reports", verified_editions)
