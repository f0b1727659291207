from django.apps import AppConfig


class OrganizationsConfig(AppConfig):
    name = "jukugi.apps.organizations"
    label = "organizations"
