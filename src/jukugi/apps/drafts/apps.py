from django.apps import AppConfig


class DraftsConfig(AppConfig):
    name = "jukugi.apps.drafts"
    label = "drafts"

    def ready(self) -> None:
        from jukugi.apps.drafts import offers, sealed, tasks

        sealed.register()
        tasks.register()
        offers.register()
