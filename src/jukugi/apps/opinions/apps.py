from django.apps import AppConfig


class OpinionsConfig(AppConfig):
    name = "jukugi.apps.opinions"
    label = "opinions"

    def ready(self) -> None:
        from jukugi.apps.opinions import offers, phases, sealed

        phases.register()
        sealed.register()
        offers.register()
