from django.apps import AppConfig


class SortitionConfig(AppConfig):
    name = "jukugi.apps.sortition"
    label = "sortition"

    def ready(self) -> None:
        from jukugi.apps.sortition import offers, sealed, tasks
        from jukugi.apps.sortition.sample import load_sample
        from jukugi.kit.pages.places import samples

        sealed.register()
        tasks.register()
        offers.register()
        samples.register("sortition", load_sample, order=74)
