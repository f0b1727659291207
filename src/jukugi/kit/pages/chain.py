"""A thread as a picture: stations on one line, from a voice to what came of it. The same stands in words beside it."""

from dataclasses import dataclass
from enum import StrEnum


class StationState(StrEnum):
    """Whether a thread came to a station, ended there with a reason, or has not come so far."""

    REACHED = "reached"
    ENDED = "ended"
    AHEAD = "ahead"


@dataclass(frozen=True)
class Station:
    """One station: its name, and when it was reached, or how many stand there. ``detail`` is never empty."""

    label: str
    detail: str
    state: StationState = StationState.REACHED
