from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "jukugi.kit.jobs"
    label = "jobs"

    def ready(self) -> None:
        from django.core.management import call_command

        from jukugi.kit import jobs

        jobs.register("jobs.prune", lambda: call_command("prune_db_task_results", min_age_days=7, verbosity=0))
        jobs.every(24 * 60 * 60, "jobs.prune")
        jobs.register("jobs.resume_lost", _resume_lost)
        jobs.every(60, "jobs.resume_lost")


def _resume_lost() -> None:
    from django.utils import timezone

    from jukugi.kit.jobs.resuming import resume_lost

    resume_lost(now=timezone.now())
