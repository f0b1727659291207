from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "jukugi.apps.surveys"
    label = "surveys"

    def ready(self) -> None:
        from jukugi.apps.surveys import (
            archive_part,
            holdings,
            offers,
            open_tables,
            personal_exports,
            report_sections,
            sealed,
            tasks,
        )
        from jukugi.apps.surveys.actions.counting import verified_editions
        from jukugi.kit.verifying import verifiable

        tasks.register()
        from jukugi.apps.surveys.sample import load_sample
        from jukugi.kit.pages.places import samples

        sealed.register()
        verifiable.register("surveys", verified_editions)
        offers.register()
        open_tables.register()
        personal_exports.register()
        samples.register("surveys", load_sample, order=72)
        archive_part.register()
        report_sections.register()
        holdings.register()
