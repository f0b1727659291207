from django.apps import AppConfig


class PublicCommentsConfig(AppConfig):
    name = "jukugi.apps.public_comments"
    label = "public_comments"
