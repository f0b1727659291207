from django.apps import AppConfig


class OrganizationsConfig(AppConfig):
    name = "jukugi.apps.organizations"
    label = "organizations"

    def ready(self) -> None:
        from jukugi.apps.organizations import offers
        from jukugi.apps.organizations.sample import load_sample
        from jukugi.kit.pages.places import desk_rooms, samples

        desk_rooms.register("organizations", offers.desk_room, order=80)
        samples.register("organizations", load_sample, order=25)
