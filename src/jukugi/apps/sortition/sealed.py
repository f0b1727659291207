"""What of this room is sealed."""

from jukugi.apps.sortition.models import LotteryStep, PublishedFile, SeatStep, VolunteerStep
from jukugi.kit.audit.streams import Stream, streams


def register() -> None:
    streams.register("lottery_steps", Stream(LotteryStep, ("pk", "lottery_id", "act", "note", "actor_key", "done_at")))
    streams.register(
        "volunteer_steps", Stream(VolunteerStep, ("pk", "volunteer_id", "act", "reason", "actor_key", "done_at"))
    )
    streams.register("published_lots", Stream(PublishedFile, ("pk", "draw_id", "name", "digest", "made_at")))
    streams.register("seat_steps", Stream(SeatStep, ("pk", "seat_id", "act", "note", "actor_key", "done_at")))
