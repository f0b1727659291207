"""What of this room is sealed: the steps that issues took."""

from jukugi.apps.issues.models import StatusChange
from jukugi.kit.audit.streams import Stream, streams


def register() -> None:
    """Steps are only ever added."""
    step = ("pk", "issue_id", "was", "became", "reason", "actor_key", "made_at")
    streams.register("issue_states", Stream(StatusChange, step))
