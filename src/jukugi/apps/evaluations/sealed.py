"""What of this room is sealed."""

from jukugi.apps.evaluations.models import EvaluationSheet, FindingStep, ReviewStep, SheetReview, SheetVerdict
from jukugi.apps.evaluations.models.sheets import sheet_digest
from jukugi.kit.audit.streams import Check, Contradictions, Stream, checks, streams


def register() -> None:
    sheet = ("pk", "measure_id", "receipt", "version", "side", "channel", "author_key", "digest", "received_at")
    streams.register("evaluation_sheets", Stream(EvaluationSheet, sheet))
    review = ("pk", "sheet_id", "state", "rule", "reason", "actor_key", "decided_at")
    streams.register("evaluation_reviews", Stream(SheetReview, review))
    step = ("pk", "review_id", "act", "note", "actor_key", "done_at")
    streams.register("evaluation_steps", Stream(ReviewStep, step))
    finding = ("pk", "finding_id", "act", "note", "digest", "actor_key", "done_at")
    streams.register("finding_steps", Stream(FindingStep, finding))
    checks.register("evaluation_sheets", Check("評価シートの言葉と指紋", sheets_agree))


def sheets_agree() -> Contradictions:
    """Sheets that say something else than when they came in; those whose words were erased say nothing. Two queries."""
    said: dict[int, list[tuple[int, str, str]]] = {}
    rows = SheetVerdict.objects.order_by("pk").values_list("sheet", "criterion", "verdict", "reason")
    for sheet, criterion, verdict, reason in rows.iterator():
        said.setdefault(sheet, []).append((criterion, verdict, reason))
    wrong = [
        sheet.pk
        for sheet in EvaluationSheet.objects.filter(erased_at__isnull=True).order_by("pk").iterator()
        if sheet_digest(sheet, said.get(sheet.pk, [])) != sheet.digest
    ]
    return Contradictions(len(wrong), f"sheet {wrong[0]}" if wrong else "")
