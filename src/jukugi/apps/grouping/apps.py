from django.apps import AppConfig


class GroupingConfig(AppConfig):
    name = "jukugi.apps.grouping"
    label = "grouping"

    def ready(self) -> None:
        from jukugi.apps.grouping import offers, tasks

        tasks.register()
        offers.register()
