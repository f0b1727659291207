from django.apps import AppConfig


class SortitionConfig(AppConfig):
    name = "jukugi.apps.sortition"
    label = "sortition"

    def ready(self) -> None:
        from jukugi.apps.sortition import archive_part, offers, open_tables, personal_exports, sealed, tasks
        from jukugi.apps.sortition.actions.erasing import verify_erasures
        from jukugi.apps.sortition.sample import load_sample
        from jukugi.kit.pages.places import samples
        from jukugi.kit.verifying import verifiable

        sealed.register()
        tasks.register()
        offers.register()
        open_tables.register()
        personal_exports.register()
        verifiable.register("sortition", verify_erasures)
        samples.register("sortition", load_sample, order=74)
        archive_part.register()
