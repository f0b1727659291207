from django.apps import AppConfig


class AreasConfig(AppConfig):
    name = "jukugi.apps.areas"
    label = "areas"

    def ready(self) -> None:
        from jukugi.apps.areas import open_files, open_tables
        from jukugi.apps.areas.sample import load_sample
        from jukugi.kit.pages.places import samples

        samples.register("areas", load_sample, order=10)
        open_files.register()
        open_tables.register()
