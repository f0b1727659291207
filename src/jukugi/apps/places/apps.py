from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "jukugi.apps.places"
    label = "places"

    def ready(self) -> None:
        from jukugi.apps.places import (
            archive_part,
            holdings,
            offers,
            open_files,
            open_tables,
            report_sections,
            sealed,
            tasks,
        )
        from jukugi.apps.places.sample import load_sample
        from jukugi.kit.pages.places import samples

        sealed.register()
        tasks.register()
        offers.register()
        samples.register("places", load_sample, order=55)
        open_files.register()
        open_tables.register()
        archive_part.register()
        report_sections.register()
        holdings.register()
