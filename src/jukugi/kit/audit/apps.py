from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "jukugi.kit.audit"
    label = "audit"

    def ready(self) -> None:
        from django.utils import timezone

        from jukugi.kit import jobs
        from jukugi.kit.audit.models import AuditEntry
        from jukugi.kit.audit.sealing import seal_all
        from jukugi.kit.audit.streams import Stream, streams

        columns = ("pk", "action", "actor_key", "subject_type", "subject_key", "details", "at")
        streams.register("audit", Stream(AuditEntry, columns), order=0)
        jobs.register("audit.seal", lambda: seal_all(now=timezone.now()))
        jobs.every(60, "audit.seal")
