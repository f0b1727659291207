"""What the ledger says, in the words of the screen and of tables."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jukugi.apps.budgeting.enums.ledger import DecidedBy, MoneySource, ProposedBy, Way
from jukugi.apps.issues.enums import IssueLevel
from jukugi.kit.pages.wording import jdate, thousands

LABELS: dict[str, Any] = {
    "title": gettext_lazy("事業の名前"),
    "purpose": gettext_lazy("何のためか"),
    "level": gettext_lazy("広さ"),
    "area": gettext_lazy("区域"),
    "way": gettext_lazy("実施の方法"),
    "department": gettext_lazy("担当課"),
    "proposed_by": gettext_lazy("提案した人"),
    "proposer_words": gettext_lazy("提案した人や団体の名前"),
    "decided_by": gettext_lazy("決めた人"),
    "decided_on": gettext_lazy("決めた日"),
    "decision_words": gettext_lazy("決め方のことば"),
    "expected": gettext_lazy("期待する成果"),
    "carried_out_on": gettext_lazy("実施した日"),
    "amounts": gettext_lazy("金額"),
    "issues": gettext_lazy("関わる論点"),
    "policies": gettext_lazy("関わる施策"),
    "places": gettext_lazy("関わる居場所"),
    "project": gettext_lazy("投票で選ばれた事業"),
}
CHOICES: dict[str, Any] = {"level": IssueLevel, "way": Way, "proposed_by": ProposedBy, "decided_by": DecidedBy}


@dataclass(frozen=True)
class FactChange:
    """One thing that a change would say otherwise, in words."""

    label: Any
    before: str
    after: str


def yen_words(yen: int) -> str:
    """A sum as people say it: 1億2,300万円, 350万円; exact where it is not whole ten thousands."""
    if yen < 10_000 or yen % 10_000:
        return f"{thousands(yen)}円"
    hundred_millions, rest = divmod(yen // 10_000, 10_000)
    words = f"{thousands(hundred_millions)}億" if hundred_millions else ""
    return f"{words}{thousands(rest)}万円" if rest else f"{words}円"


def changes_between(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[FactChange, ...]:
    """What two writings say differently, in the order of the page."""
    return tuple(
        FactChange(label, _said(name, before.get(name)), _said(name, after.get(name)))
        for name, label in LABELS.items()
        if before.get(name) != after.get(name)
    )


def facts_lines(facts: Mapping[str, Any]) -> list[tuple[Any, str]]:
    """All that a writing says."""
    return [(label, _said(name, facts.get(name))) for name, label in LABELS.items()]


def amount_words(amounts: list[list[Any]]) -> Iterator[str]:
    """Each amount on a line."""
    for year, source, planned, settled in amounts:
        done = _("未決算") if settled is None else _("決算%(sum)s") % {"sum": yen_words(settled)}
        told = {"year": year, "source": MoneySource(source).label, "sum": yen_words(planned), "done": done}
        yield _("%(year)s年度 %(source)s 予算%(sum)s（%(done)s）") % told


def _said(name: str, value: Any) -> str:
    if name == "amounts":
        return "、".join(amount_words(value or []))
    if name in ("issues", "policies", "places"):
        return "、".join(title for _key, title in value or []) or _("なし")
    if name == "area":
        return value[1] if value else _("市全体")
    if not value:
        return _("なし")
    if name in ("department", "project"):
        return str(value[1])
    if name in CHOICES:
        return str(CHOICES[name](value).label)
    return jdate(date.fromisoformat(value)) if name.endswith("_on") else str(value)
