from django.apps import AppConfig


class OpinionsConfig(AppConfig):
    name = "jukugi.apps.opinions"
    label = "opinions"

    def ready(self) -> None:
        from jukugi.apps.opinions import (
            archive_part,
            holdings,
            moderated,
            offers,
            open_tables,
            phases,
            report_sections,
            sealed,
            search_changes,
            tasks,
        )
        from jukugi.apps.opinions.sample import load_sample
        from jukugi.kit.migrating import around_migrations
        from jukugi.kit.pages.places import samples

        phases.register()
        tasks.register()
        sealed.register()
        offers.register()
        samples.register("opinions", load_sample, order=60)
        around_migrations(self, before=search_changes.stop_noting, after=search_changes.start_noting)
        open_tables.register()
        archive_part.register()
        moderated.register()
        report_sections.register()
        holdings.register()
