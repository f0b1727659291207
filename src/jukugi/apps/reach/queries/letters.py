"""How many letters are needed so that enough of a group answer."""

from dataclasses import dataclass

from jukugi.apps.reach.errors import NotEnoughLetters
from jukugi.core.representation import Interval, letters_needed, wilson_interval


@dataclass(frozen=True)
class Forecast:
    """``letters`` by chance: (0.8, 320), (0.95, 410)."""

    wanted: int
    sent: int
    answered: int
    interval: Interval
    letters: tuple[tuple[float, int], ...]

    @property
    def knows_little(self) -> bool:
        """Whether too few letters were sent before to say much."""
        return self.sent < 30


def forecast(*, wanted: int, sent: int, answered: int) -> Forecast:
    """Raises NotEnoughLetters. No query."""
    found = []
    for chance in (0.8, 0.95):
        letters = letters_needed(wanted, answered=answered, sent=sent, confidence=chance)
        if letters is None:
            raise NotEnoughLetters(wanted=wanted)
        found.append((chance, letters))
    interval = wilson_interval(answered / sent if sent else 0.0, sent)
    return Forecast(wanted, sent, answered, interval, tuple(found))
