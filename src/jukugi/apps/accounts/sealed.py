"""What of this room is sealed."""

from jukugi.apps.accounts.models import Erasure, ParticipantMerge, StepReached
from jukugi.kit.audit.streams import Stream, streams


def register() -> None:
    """Who is one with whom, who reached which step, and what was erased: only added."""
    streams.register("participant_merges", Stream(ParticipantMerge, ("pk", "merged_id", "into_id", "merged_at")))
    step = ("pk", "participant_id", "kind", "ward_id", "reached_at")
    streams.register("steps_reached", Stream(StepReached, step))
    streams.register("erasures", Stream(Erasure, ("pk", "participant_id", "reason", "counts", "erased_at")))
