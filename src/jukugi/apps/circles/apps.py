from django.apps import AppConfig


class CirclesConfig(AppConfig):
    name = "jukugi.apps.circles"
    label = "circles"

    def ready(self) -> None:
        from jukugi.apps.circles import sealed, tasks

        sealed.register()
        tasks.register()
