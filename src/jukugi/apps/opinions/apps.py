from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class OpinionsConfig(AppConfig):
    name = "jukugi.apps.opinions"
    label = "opinions"

    def ready(self) -> None:
        from jukugi.apps.opinions import offers, phases, sealed, search_changes, tasks
        from jukugi.apps.opinions.sample import load_sample
        from jukugi.kit.pages.places import samples

        phases.register()
        tasks.register()
        sealed.register()
        offers.register()
        samples.register("opinions", load_sample, order=60)
        pre_migrate.connect(search_changes.stop_noting, sender=self)
        post_migrate.connect(search_changes.start_noting, sender=self)
