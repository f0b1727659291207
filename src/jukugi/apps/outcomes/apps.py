from django.apps import AppConfig


class OutcomesConfig(AppConfig):
    name = "jukugi.apps.outcomes"
    label = "outcomes"
