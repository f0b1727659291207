from django.apps import AppConfig


class BudgetingConfig(AppConfig):
    name = "jukugi.apps.budgeting"
    label = "budgeting"

    def ready(self) -> None:
        from jukugi.apps.budgeting import offers, sealed_ledger, tasks_cocreation
        from jukugi.apps.budgeting.sample_ledger import load_sample
        from jukugi.kit.pages.places import samples

        offers.register()
        sealed_ledger.register()
        tasks_cocreation.register()
        samples.register("ledger", load_sample, order=88)
