from django.apps import AppConfig


class SortitionConfig(AppConfig):
    name = "jukugi.apps.sortition"
    label = "sortition"

    def ready(self) -> None:
        from jukugi.apps.sortition import offers, sealed, tasks

        sealed.register()
        tasks.register()
        offers.register()
