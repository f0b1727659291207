from datetime import datetime, timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class JobsConfig(AppConfig):
    name = "jukugi.kit.jobs"
    label = "jobs"

    def ready(self) -> None:
        from jukugi.kit import jobs
        from jukugi.kit.retention import NEEDED_ONLY, Retention, retentions

        ended = Retention(
            what=_("終わった裏の仕事の記録"),
            why=_("失敗したわけを調べるため"),
            since=_("仕事が終わった日"),
            days=7,
            basis=NEEDED_ONLY,
            fields=("DBTaskResult.args_kwargs", "DBTaskResult.traceback"),
            erase=_erase_ended,
            is_promised=False,
        )
        retentions.register("jobs.results", ended)

        jobs.register("jobs.resume_lost", _resume_lost)
        jobs.every(60, "jobs.resume_lost")


def _erase_ended(now: datetime, kept: timedelta) -> int:
    from django_tasks_db.models import DBTaskResult

    return DBTaskResult.objects.finished().filter(finished_at__lte=now - kept).delete()[0]


def _resume_lost() -> None:
    from django.utils import timezone

    from jukugi.kit.jobs.resuming import resume_lost

    resume_lost(now=timezone.now())
