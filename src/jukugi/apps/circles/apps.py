from django.apps import AppConfig


class CirclesConfig(AppConfig):
    name = "jukugi.apps.circles"
    label = "circles"

    def ready(self) -> None:
        from jukugi.apps.circles import archive_part, holdings, offers, open_tables, report_sections, sealed, tasks
        from jukugi.apps.circles.sample import load_sample
        from jukugi.kit.pages.places import samples

        sealed.register()
        tasks.register()
        offers.register()
        open_tables.register()
        samples.register("circles", load_sample, order=86)
        archive_part.register()
        report_sections.register()
        holdings.register()
