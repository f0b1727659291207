from django.apps import AppConfig


class CirclesConfig(AppConfig):
    name = "jukugi.apps.circles"
    label = "circles"
