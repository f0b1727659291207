from django.apps import AppConfig


class PublicCommentsConfig(AppConfig):
    name = "jukugi.apps.public_comments"
    label = "public_comments"

    def ready(self) -> None:
        from jukugi.apps.public_comments import offers, sealed, tasks

        sealed.register()
        tasks.register()
        offers.register()
