from django.apps import AppConfig


class BudgetingConfig(AppConfig):
    name = "jukugi.apps.budgeting"
    label = "budgeting"

    def ready(self) -> None:
        from jukugi.apps.budgeting import sealed, sealed_results, tasks
        from jukugi.apps.budgeting.actions.counting import verified_results
        from jukugi.kit.verifying import verifiable

        sealed.register()
        sealed_results.register()
        tasks.register()
        verifiable.register("budgeting", verified_results)
