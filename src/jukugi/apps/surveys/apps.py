from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "jukugi.apps.surveys"
    label = "surveys"

    def ready(self) -> None:
        from jukugi.apps.surveys import offers, sealed, tasks

        sealed.register()
        tasks.register()
        offers.register()
