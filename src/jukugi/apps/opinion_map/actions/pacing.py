"""How often maps are computed: the longer one took, the longer it rests."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

REST_PER_SECOND = 4
"""A map that took a second rests four, so that no topic holds the worker for more than a fifth of its time."""


class Pace:
    """When each topic may be computed again. Stands in the memory of one worker: lost with it, which costs one map.

    ``clock`` gives seconds that only go forward.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._rests_until: dict[int, float] = {}

    def may_go(self, topic_pk: int) -> bool:
        """Whether the topic has rested long enough."""
        return self._clock() >= self._rests_until.get(topic_pk, 0.0)

    @contextmanager
    def measuring(self, topic_pk: int) -> Iterator[None]:
        """What is done within is a computation of this topic; a failed one rests as well."""
        began = self._clock()
        try:
            yield
        finally:
            ended = self._clock()
            self._rests_until[topic_pk] = ended + REST_PER_SECOND * (ended - began)
