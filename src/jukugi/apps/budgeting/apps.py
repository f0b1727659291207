from django.apps import AppConfig


class BudgetingConfig(AppConfig):
    name = "jukugi.apps.budgeting"
    label = "budgeting"
