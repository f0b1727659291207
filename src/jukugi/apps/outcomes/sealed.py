"""What of this room is sealed."""

from jukugi.apps.outcomes.freezing import digest_of
from jukugi.apps.outcomes.models import PromiseSource, PromiseStep, ReviewEntry, YearlyReview
from jukugi.kit.audit.streams import Check, Contradictions, Stream, checks, streams


def register() -> None:
    source = ("pk", "promise_id", "kind", "clause_id", "answer_id", "errand_id", "recommendation_id", "reason")
    streams.register("promise_sources", Stream(PromiseSource, (*source, "actor_key", "added_at")))
    step = ("pk", "promise_id", "act", "happened_on", "words", "evidence", "value", "due_on", "department_id")
    streams.register("promise_steps", Stream(PromiseStep, (*step, "actor_key", "done_at")))
    entry = ("pk", "review_id", "promise_id", "version", "verdict", "words", "actor_key", "written_at")
    streams.register("review_entries", Stream(ReviewEntry, entry))
    checks.register("yearly_reviews", Check("年次点検と指紋", reviews_agree))


def reviews_agree() -> Contradictions:
    """Closed reviews that say something else than when they were closed. One query."""
    rows = YearlyReview.objects.filter(closed_at__isnull=False).values_list("pk", "frozen", "digest")
    wrong = [pk for pk, frozen, digest in rows if digest_of(frozen) != digest]
    return Contradictions(len(wrong), f"review {wrong[0]}" if wrong else "")
