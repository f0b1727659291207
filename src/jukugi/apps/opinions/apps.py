from django.apps import AppConfig


class OpinionsConfig(AppConfig):
    name = "jukugi.apps.opinions"
    label = "opinions"

    def ready(self) -> None:
        from jukugi.apps.opinions import offers, phases, sealed, tasks
        from jukugi.apps.opinions.sample import load_sample
        from jukugi.kit.pages.places import samples

        phases.register()
        sealed.register()
        offers.register()
        tasks.register()
        samples.register("opinions", load_sample, order=60)
