from django.apps import AppConfig


class SupportConfig(AppConfig):
    name = "jukugi.apps.support"
    label = "support"

    def ready(self) -> None:
        from jukugi.apps.support import (
            archive_part,
            holdings,
            offers,
            offers_company,
            offers_consultations,
            offers_scenarios,
            open_tables,
            report_sections,
            sealed,
            tasks,
        )
        from jukugi.apps.support.sample import load_sample
        from jukugi.apps.support.sample_company import load_sample as load_company
        from jukugi.apps.support.sample_scenarios import load_sample_scenarios
        from jukugi.kit.pages.places import samples

        offers.register()
        offers_company.register()
        offers_consultations.register()
        offers_scenarios.register()
        tasks.register()
        sealed.register()
        samples.register("support", load_sample, order=84)
        samples.register("support scenarios", load_sample_scenarios, order=84)
        samples.register("support company", load_company, order=86)
        open_tables.register()
        archive_part.register()
        report_sections.register()
        holdings.register()
