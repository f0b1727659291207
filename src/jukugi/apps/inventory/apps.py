from django.apps import AppConfig


class InventoryConfig(AppConfig):
    name = "jukugi.apps.inventory"
    label = "inventory"

    def ready(self) -> None:
        from jukugi.apps.inventory import offers, tasks

        tasks.register()
        offers.register()
