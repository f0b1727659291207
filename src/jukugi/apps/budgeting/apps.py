from django.apps import AppConfig


class BudgetingConfig(AppConfig):
    name = "jukugi.apps.budgeting"
    label = "budgeting"

    def ready(self) -> None:
        from jukugi.apps.budgeting import (
            archive_part,
            holdings,
            offers,
            open_ledger,
            open_tables,
            report_sections,
            sample_cocreation,
            sample_ledger,
            sample_results,
            sample_rounds,
            sealed,
            sealed_ledger,
            sealed_results,
            tasks,
            tasks_cocreation,
        )
        from jukugi.apps.budgeting.actions.counting import verified_results
        from jukugi.kit.pages.places import samples
        from jukugi.kit.verifying import verifiable

        offers.register()
        open_tables.register()
        open_ledger.register()
        sealed.register()
        sealed_ledger.register()
        sealed_results.register()
        tasks.register()
        tasks_cocreation.register()
        samples.register("budgeting", sample_rounds.load_rounds, order=87)
        samples.register("ledger", sample_ledger.load_sample, order=88)
        samples.register("cocreation", sample_cocreation.load_sample, order=89)
        samples.register("budget_results", sample_results.load_sample, order=90)
        verifiable.register("budgeting", verified_results)
        archive_part.register()
        report_sections.register()
        holdings.register()
