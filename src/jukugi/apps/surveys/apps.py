from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "jukugi.apps.surveys"
    label = "surveys"

    def ready(self) -> None:
        from jukugi.apps.surveys import offers, sealed

        sealed.register()
        offers.register()
