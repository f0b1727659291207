from django.apps import AppConfig


class ThreadsConfig(AppConfig):
    name = "jukugi.apps.threads"
    label = "threads"

    def ready(self) -> None:
        from jukugi.apps.threads import archive_part, holdings, offers, tasks
        from jukugi.apps.threads.sample import load_sample
        from jukugi.kit.pages.places import samples

        tasks.register()
        offers.register()
        samples.register("threads", load_sample, order=90)
        archive_part.register()
        holdings.register()
