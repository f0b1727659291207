"""What of this room is sealed: the steps that issues took, the versions of their directions."""

from jukugi.apps.issues.models import DirectionVersion, StatusChange
from jukugi.kit.audit.streams import Stream, streams


def register() -> None:
    """Both are only ever added."""
    step = ("pk", "issue_id", "was", "became", "reason", "actor_key", "made_at")
    streams.register("issue_states", Stream(StatusChange, step))
    version = ("pk", "issue_id", "number", "text", "reason", "actor_key", "written_at")
    streams.register("issue_directions", Stream(DirectionVersion, version))
