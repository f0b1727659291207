from django.apps import AppConfig


class OrganizationsConfig(AppConfig):
    name = "jukugi.apps.organizations"
    label = "organizations"

    def ready(self) -> None:
        from jukugi.apps.organizations import archive_part, offers, open_tables, personal_exports, tasks
        from jukugi.apps.organizations.sample import load_sample
        from jukugi.kit.pages.places import samples

        offers.register()
        open_tables.register()
        personal_exports.register()
        tasks.register()
        samples.register("organizations", load_sample, order=25)
        archive_part.register()
