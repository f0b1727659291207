from django.apps import AppConfig


class ReceiptsConfig(AppConfig):
    name = "jukugi.kit.receipts"
    label = "receipts"
