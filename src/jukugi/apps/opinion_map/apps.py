from django.apps import AppConfig


class OpinionMapConfig(AppConfig):
    name = "jukugi.apps.opinion_map"
    label = "opinion_map"

    def ready(self) -> None:
        from jukugi.apps.opinion_map import (
            archive_part,
            holdings,
            moderated,
            open_tables,
            phases,
            report_sections,
            sealed,
            tasks,
        )
        from jukugi.apps.opinion_map.actions.editions import verified_editions
        from jukugi.apps.opinion_map.offers import lineage, paper, reasons, statements, taking_part, topics
        from jukugi.apps.opinion_map.sample import load_sample
        from jukugi.kit.pages.places import samples
        from jukugi.kit.verifying import verifiable

        phases.register()
        tasks.register()
        moderated.register()
        sealed.register()
        topics.register()
        lineage.register()
        statements.register()
        paper.register()
        reasons.register()
        taking_part.register()
        verifiable.register("opinion_map", verified_editions)
        samples.register("opinion_map", load_sample, order=80)
        open_tables.register()
        archive_part.register()
        report_sections.register()
        holdings.register()
