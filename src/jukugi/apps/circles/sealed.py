"""What of this room is sealed, and what must agree with it."""

from collections.abc import Iterator

from jukugi.apps.circles.models import CircleReview, FundStep, StepWriting
from jukugi.apps.circles.models.circles import words_digest
from jukugi.kit.audit.streams import Check, Contradictions, Stream, checks, streams


def register() -> None:
    steps = ("pk", "circle_id", "step", "digest", "said_on", "actor_key", "written_at")
    streams.register("circle_steps", Stream(StepWriting, steps))
    reviews = ("pk", "circle_id", "story_id", "act", "reason", "actor_key", "decided_at")
    streams.register("circle_reviews", Stream(CircleReview, reviews))
    acts = ("pk", "request_id", "act", "yen", "digest", "actor_key", "done_at")
    streams.register("fund_steps", Stream(FundStep, acts))
    checks.register("circle_steps", Check("活動の歩みの言葉と指紋", steps_agree))
    checks.register("fund_steps", Check("小さな基金の記録の言葉と指紋", fund_agrees))


def steps_agree() -> Contradictions:
    """Steps that say something else than when they were written; what was forgotten says nothing. One query."""
    rows = StepWriting.objects.order_by("pk").values_list("pk", "text", "digest")
    return _wrong(rows.iterator())


def fund_agrees() -> Contradictions:
    """The same of acts on requests for money. One query."""
    return _wrong(FundStep.objects.order_by("pk").values_list("pk", "text", "digest").iterator())


def _wrong(rows: Iterator[tuple[int, str, str]]) -> Contradictions:
    wrong = [key for key, text, digest in rows if text and words_digest(text) != digest]
    return Contradictions(len(wrong), f"row {wrong[0]}" if wrong else "")
