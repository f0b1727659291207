from django.apps import AppConfig


class ProcessesConfig(AppConfig):
    name = "jukugi.apps.processes"
    label = "processes"

    def ready(self) -> None:
        from jukugi.apps.processes.sample import load_sample
        from jukugi.kit.pages.places import samples

        samples.register("processes", load_sample, order=30)
