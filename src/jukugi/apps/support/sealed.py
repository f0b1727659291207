"""What of this room is sealed."""

from jukugi.apps.support.models import SituationSheet
from jukugi.apps.support.models.sealing import words_digest
from jukugi.kit.audit.streams import Check, Contradictions, Stream, checks, streams


def register() -> None:
    sheet = ("pk", "organization_id", "number", "channel", "told_on", "actor_key", "entered_by", "written_at", "digest")
    streams.register("situation_sheets", Stream(SituationSheet, sheet))
    checks.register("situation_sheets", Check("状況シートの中身と指紋", sheets_agree))


def sheets_agree() -> Contradictions:
    """Editions that say something else than when they were written; erased ones say nothing. One query."""
    rows = SituationSheet.objects.filter(erased_at__isnull=True).order_by("pk")
    wrong = [row.pk for row in rows.iterator() if words_digest(row.seal_key, row.told) != row.digest]
    return Contradictions(len(wrong), f"sheet {wrong[0]}" if wrong else "")
