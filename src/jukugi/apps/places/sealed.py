"""What of this room is sealed."""

from jukugi.apps.places.models import PlaceWriting
from jukugi.apps.places.models.register import facts_digest
from jukugi.kit.audit.streams import Check, Contradictions, Stream, checks, streams


def register() -> None:
    writing = ("pk", "place_id", "act", "digest", "reason", "actor_key", "done_at")
    streams.register("place_writings", Stream(PlaceWriting, writing))
    checks.register("place_writings", Check("居場所の記録の中身と指紋", writings_agree))


def writings_agree() -> Contradictions:
    """Writings that say something else than when they were made; those that were forgotten say nothing. One query."""
    rows = PlaceWriting.objects.order_by("pk").values_list("pk", "facts", "digest")
    wrong = [key for key, facts, digest in rows.iterator() if facts and facts_digest(facts) != digest]
    return Contradictions(len(wrong), f"writing {wrong[0]}" if wrong else "")
