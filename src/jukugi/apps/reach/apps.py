from django.apps import AppConfig


class ReachConfig(AppConfig):
    name = "jukugi.apps.reach"
    label = "reach"

    def ready(self) -> None:
        from jukugi.apps.reach import archive_part, offers, open_tables, report_sections, sealed, tasks
        from jukugi.apps.reach.actions.publishing import verified_editions
        from jukugi.apps.reach.sample import load_sample
        from jukugi.kit.pages.places import samples
        from jukugi.kit.verifying import verifiable

        sealed.register()
        tasks.register()
        offers.register()
        open_tables.register()
        verifiable.register("reach", verified_editions)
        samples.register("reach", load_sample, order=95)
        archive_part.register()
        report_sections.register()
