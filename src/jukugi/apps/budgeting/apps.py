from django.apps import AppConfig


class BudgetingConfig(AppConfig):
    name = "jukugi.apps.budgeting"
    label = "budgeting"

    def ready(self) -> None:
        from jukugi.apps.budgeting import offers, sealed, sealed_ledger
        from jukugi.apps.budgeting.sample_ledger import load_sample
        from jukugi.kit.pages.places import samples

        sealed.register()
        sealed_ledger.register()
        offers.register()
        samples.register("ledger", load_sample, order=89)
