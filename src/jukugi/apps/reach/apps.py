from django.apps import AppConfig


class ReachConfig(AppConfig):
    name = "jukugi.apps.reach"
    label = "reach"

    def ready(self) -> None:
        from jukugi.apps.reach import offers, sealed, tasks
        from jukugi.apps.reach.sample import load_sample
        from jukugi.kit.pages.places import samples

        sealed.register()
        tasks.register()
        offers.register()
        samples.register("reach", load_sample, order=95)
