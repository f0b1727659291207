from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "jukugi.kit.pages"
    label = "kit_pages"
