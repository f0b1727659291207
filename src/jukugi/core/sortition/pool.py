"""Who volunteered, which quotas the panel must keep, and how many seats it has."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property


@dataclass(frozen=True)
class Quota:
    """From ``low`` to ``high`` people of the panel have this value of this feature.

    If no panel does, the bounds may be moved as far as ``low_flex`` and ``high_flex``; None is as far as can be.
    """

    feature: str
    value: str
    low: int
    high: int
    low_flex: int | None = None
    high_flex: int | None = None


@dataclass(frozen=True)
class Volunteer:
    """One person of the pool: ``values`` one for each feature, in the order of ``Pool.features``.

    ``household`` marks people of whom at most one may be drawn; None is nobody's household.
    """

    key: str
    values: tuple[str, ...]
    household: str | None = None


@dataclass(frozen=True)
class Pool:
    """The volunteers, each key once; every value has a quota (``reading`` sees to both)."""

    features: tuple[str, ...]
    volunteers: tuple[Volunteer, ...]

    @cached_property
    def place_of(self) -> dict[str, int]:
        """Where a person of this key stands."""
        return {person.key: place for place, person in enumerate(self.volunteers)}

    def without_households(self) -> "Pool":
        """The same people, none of whom shares a household with another."""
        return Pool(self.features, tuple(replace(person, household=None) for person in self.volunteers))


def features_of(quotas: Sequence[Quota]) -> tuple[str, ...]:
    """The features that the quotas name, in the order of their first quota."""
    return tuple(dict.fromkeys(quota.feature for quota in quotas))
