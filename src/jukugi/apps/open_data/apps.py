from django.apps import AppConfig


class OpenDataConfig(AppConfig):
    name = "jukugi.apps.open_data"
    label = "open_data"

    def ready(self) -> None:
        from jukugi.apps.open_data import archive_part, offers, seals

        offers.register()
        archive_part.register()
        seals.register()
