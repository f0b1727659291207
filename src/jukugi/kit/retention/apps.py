from django.apps import AppConfig

DAY = 24 * 60 * 60


class RetentionConfig(AppConfig):
    name = "jukugi.kit.retention"
    label = "retention"

    def ready(self) -> None:
        from django.utils import timezone

        from jukugi.kit import jobs
        from jukugi.kit.retention.running import run_all

        jobs.register("retention.run", lambda: run_all(now=timezone.now()))
        jobs.every(DAY, "retention.run")
