from django.apps import AppConfig


class ThreadsConfig(AppConfig):
    name = "jukugi.apps.threads"
    label = "threads"
