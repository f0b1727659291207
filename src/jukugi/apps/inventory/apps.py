from django.apps import AppConfig


class InventoryConfig(AppConfig):
    name = "jukugi.apps.inventory"
    label = "inventory"

    def ready(self) -> None:
        from jukugi.apps.inventory import archive_part, offers, open_tables, tasks
        from jukugi.apps.inventory.words import keep_words
        from jukugi.kit.migrating import around_migrations

        tasks.register()
        offers.register()
        open_tables.register()
        around_migrations(self, after=keep_words)
        archive_part.register()
