from django.apps import AppConfig


class BudgetingConfig(AppConfig):
    name = "jukugi.apps.budgeting"
    label = "budgeting"

    def ready(self) -> None:
        from jukugi.apps.budgeting import offers, sample_cocreation, sample_ledger, sealed_ledger, tasks_cocreation
        from jukugi.kit.pages.places import samples

        offers.register()
        sealed_ledger.register()
        tasks_cocreation.register()
        samples.register("ledger", sample_ledger.load_sample, order=88)
        samples.register("cocreation", sample_cocreation.load_sample, order=89)
