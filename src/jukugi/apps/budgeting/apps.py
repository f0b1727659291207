from django.apps import AppConfig


class BudgetingConfig(AppConfig):
    name = "jukugi.apps.budgeting"
    label = "budgeting"

    def ready(self) -> None:
        from jukugi.apps.budgeting import offers, sealed, sealed_ledger, sealed_results, tasks
        from jukugi.apps.budgeting.actions.counting import verified_results
        from jukugi.apps.budgeting.sample_ledger import load_sample
        from jukugi.kit.pages.places import samples
        from jukugi.kit.verifying import verifiable

        sealed.register()
        sealed_ledger.register()
        sealed_results.register()
        tasks.register()
        offers.register()
        samples.register("ledger", load_sample, order=89)
        verifiable.register("budgeting", verified_results)
