from django.apps import AppConfig


class ReadabilityConfig(AppConfig):
    name = "jukugi.apps.readability"
    label = "readability"

    def ready(self) -> None:
        from jukugi.apps.readability import offers
        from jukugi.apps.readability.sample import load_sample
        from jukugi.kit.pages.places import desk_rooms, samples
        from jukugi.kit.readings import staff_readings

        staff_readings.register("readability", offers.ReadingsOfStaff())
        desk_rooms.register("readability", offers.desk_room, order=85)
        samples.register("readability", load_sample, order=27)
