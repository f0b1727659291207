"""Replacements: what the quotas still ask for beside those who have confirmed, drawn by the same lottery."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from jukugi.core.sortition.errors import UnknownPerson
from jukugi.core.sortition.pool import Pool, Quota


@dataclass(frozen=True)
class Vacancies:
    """``size`` seats for the people of ``pool``, under the quotas that remain.

    ``exceeded`` are quotas of which the confirmed alone are more than the most; no replacement can mend that.
    """

    pool: Pool
    quotas: tuple[Quota, ...]
    size: int
    exceeded: tuple[Quota, ...]


def vacancies(
    pool: Pool, quotas: Sequence[Quota], size: int, *, confirmed: Collection[str], gone: Collection[str]
) -> Vacancies:
    """The seats left, who may fill them, and the residual quotas.

    Parameters
    ----------
    confirmed : keys of those who come. They, and everybody of their households, are not drawn again.
    gone : keys of those who withdrew or could not be reached. They are not drawn again, their households may be.

    Raises
    ------
    UnknownPerson : a key that no volunteer has.
    """
    unknown = sorted({*confirmed, *gone} - pool.place_of.keys())
    if unknown:
        raise UnknownPerson(keys=tuple(unknown))
    seated = [pool.volunteers[pool.place_of[key]] for key in sorted(set(confirmed))]
    homes = {person.household for person in seated if person.household is not None}
    out = {*confirmed, *gone}
    left = tuple(p for p in pool.volunteers if p.key not in out and (p.household is None or p.household not in homes))
    has = Counter(each for person in seated for each in zip(pool.features, person.values, strict=True))
    residual = tuple(_less(quota, has[quota.feature, quota.value]) for quota in quotas)
    exceeded = tuple(quota for quota in quotas if has[quota.feature, quota.value] > quota.high)
    return Vacancies(Pool(pool.features, left), residual, max(size - len(seated), 0), exceeded)


def _less(quota: Quota, count: int) -> Quota:
    """The quota for the others, when so many have confirmed."""
    low, high = max(quota.low - count, 0), max(quota.high - count, 0)
    return replace(
        quota,
        low=low,
        high=high,
        low_flex=None if quota.low_flex is None else max(quota.low_flex - count, 0),
        high_flex=None if quota.high_flex is None else max(quota.high_flex - count, 0),
    )
