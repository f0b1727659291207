from django.apps import AppConfig


class DraftsConfig(AppConfig):
    name = "jukugi.apps.drafts"
    label = "drafts"
