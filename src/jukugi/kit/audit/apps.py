from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    name = "jukugi.kit.audit"
    label = "audit"

    def ready(self) -> None:
        from django.utils import timezone

        from jukugi.kit import jobs
        from jukugi.kit.audit.days import close_days, find_contradictions
        from jukugi.kit.audit.models import AuditEntry
        from jukugi.kit.audit.sealing import seal_all
        from jukugi.kit.audit.streams import Check, Stream, checks, streams

        columns = ("pk", "action", "actor_key", "subject_type", "subject_key", "details", "at")
        streams.register("audit", Stream(AuditEntry, columns), order=0)
        jobs.register("audit.seal", lambda: seal_all(now=timezone.now()))
        jobs.every(60, "audit.seal")
        jobs.register("audit.close_days", lambda: close_days(now=timezone.now()))
        jobs.every(600, "audit.close_days")
        checks.register("day_digests", Check(_("毎日の印と、封印"), find_contradictions), order=0)
