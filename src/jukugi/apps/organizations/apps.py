from django.apps import AppConfig


class OrganizationsConfig(AppConfig):
    name = "jukugi.apps.organizations"
    label = "organizations"

    def ready(self) -> None:
        from jukugi.apps.organizations import offers, tasks
        from jukugi.apps.organizations.sample import load_sample
        from jukugi.kit.pages.places import samples

        offers.register()
        tasks.register()
        samples.register("organizations", load_sample, order=25)
