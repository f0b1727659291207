"""Which offers fit an association, and why. A pure calculation: it proposes, people decide."""

from collections.abc import Iterable, Set
from dataclasses import dataclass, field

from jukugi.apps.support.enums import AgeClass, MoneyClass, Need, ReasonKind, SizeClass

WEIGHTS = {
    ReasonKind.WANTED: 4,
    ReasonKind.WORRY: 3,
    ReasonKind.MONEY_SHORT: 2,
    ReasonKind.OFFICERS_OLD: 2,
    ReasonKind.FEW_HOUSEHOLDS: 1,
    ReasonKind.NEVER_TAKEN: 1,
}
"""How much each reason counts for the order alone; a reason that nobody reads decides nothing."""


@dataclass(frozen=True)
class Situation:
    """What an association told, as far as offers are matched with it.

    ``never_taken``: needs for which it is on record that it took no support; where nothing is known, nothing is said.
    """

    wants: Set[str] = frozenset()
    worries: Set[str] = frozenset()
    size: str = SizeClass.UNKNOWN
    officer_ages: str = AgeClass.UNKNOWN
    money: str = MoneyClass.UNKNOWN
    never_taken: Set[str] = frozenset()


@dataclass(frozen=True)
class OfferToMatch:
    """An offer by its key and the needs it helps with; ``ward`` None reaches the whole city."""

    key: int
    needs: Set[str]
    ward: int | None = None


@dataclass(frozen=True)
class Fit:
    """An offer that fits, with the reasons in their order, strongest first."""

    key: int
    reasons: tuple[tuple[ReasonKind, Need], ...] = field(default=())

    @property
    def weight(self) -> int:
        return sum(WEIGHTS[kind] for kind, _need in self.reasons)


def fits(
    situation: Situation, offers: Iterable[OfferToMatch], *, ward: int | None, apart: Set[int] = frozenset()
) -> list[Fit]:
    """Offers within reach of the ward that answer something the association told, those with most reasons first.

    Parameters
    ----------
    situation : what it told. offers : those that can be used now. ward : where it is. apart : keys of offers that are
        proposed, taken or set aside already.

    Returns
    -------
    Each with at least one reason that the association itself told; that support was never taken is no reason by
    itself. Equal ones in the order of their keys. Cost: offers × needs.
    """
    told = _told(situation)
    found = []
    for offer in offers:
        if offer.key in apart or offer.ward not in (None, ward):
            continue
        reasons = [(kind, need) for need in Need if need in offer.needs for kind in told.get(need, ())]
        if not reasons:
            continue
        spoken = {need for _kind, need in reasons}
        reasons += [(ReasonKind.NEVER_TAKEN, need) for need in Need if need in spoken & situation.never_taken]
        reasons.sort(key=lambda one: -WEIGHTS[one[0]])
        found.append(Fit(offer.key, tuple(reasons)))
    return sorted(found, key=lambda fit: (-fit.weight, fit.key))


def _told(situation: Situation) -> dict[Need, list[ReasonKind]]:
    """For each need the reasons that the association's own answers give."""
    told: dict[Need, list[ReasonKind]] = {}
    for need in Need:
        reasons = [ReasonKind.WANTED] if need in situation.wants else []
        reasons += [ReasonKind.WORRY] if need in situation.worries else []
        if reasons:
            told[need] = reasons
    if situation.money in (MoneyClass.TIGHT, MoneyClass.SHORT):
        told.setdefault(Need.MONEY, []).append(ReasonKind.MONEY_SHORT)
    if situation.officer_ages in (AgeClass.MOST, AgeClass.NEARLY_ALL):
        told.setdefault(Need.HANDS, []).append(ReasonKind.OFFICERS_OLD)
    if situation.size == SizeClass.TINY:
        told.setdefault(Need.TOGETHER, []).append(ReasonKind.FEW_HOUSEHOLDS)
    return told
