from django.apps import AppConfig


class BudgetingConfig(AppConfig):
    name = "jukugi.apps.budgeting"
    label = "budgeting"

    def ready(self) -> None:
        from jukugi.apps.budgeting import sealed_ledger

        sealed_ledger.register()
