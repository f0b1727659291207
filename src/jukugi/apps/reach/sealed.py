"""What of this room is sealed."""

from jukugi.apps.reach.models import Outreach, ReachEdition
from jukugi.kit.audit.streams import Stream, streams


def register() -> None:
    edition = ("pk", "process_id", "number", "digest", "note", "actor_key", "published_at")
    streams.register("reach_editions", Stream(ReachEdition, edition))
    outreach = (
        "pk",
        "process_id",
        "kind",
        "title",
        "handed_out",
        "cost_yen",
        "responses",
        "call_id",
        "corrects_id",
        "actor_key",
        "recorded_at",
    )
    streams.register("outreach", Stream(Outreach, outreach))
