"""What of this room is sealed."""

from jukugi.apps.meetings.models import HandCount
from jukugi.kit.audit.streams import Stream, streams


def register() -> None:
    count = ("pk", "table_id", "question_id", "hand", "count", "client_key", "counted_at")
    streams.register("hand_counts", Stream(HandCount, count))
