"""What a row of the ledger says: as it is typed, as it is kept, as it is laid under everybody's eyes."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jukugi.apps.areas.models import Area
from jukugi.apps.budgeting.enums.ledger import (
    AMOUNTS_AT_MOST,
    CODE_LIMIT,
    FIRST_YEAR,
    LAST_YEAR,
    LINE_LIMIT,
    TITLE_LIMIT,
    WORDS_LIMIT,
    YEN_AT_MOST,
    DecidedBy,
    MoneySource,
    ProposedBy,
    Way,
)
from jukugi.apps.budgeting.errors import ledger as errors
from jukugi.apps.budgeting.models import Amount, Investment, Project
from jukugi.apps.issues.enums import IssueLevel
from jukugi.apps.issues.models import Issue, Policy
from jukugi.apps.organizations.models import Organization
from jukugi.apps.places.models import Place
from jukugi.kit.pages.wording import jdate
from jukugi.kit.worded import checked, checked_line


@dataclass(frozen=True)
class AmountDraft:
    """Money of one source in one fiscal year; ``settled_yen`` None as long as it is not known."""

    fiscal_year: int
    source: MoneySource
    planned_yen: int
    settled_yen: int | None = None


@dataclass(frozen=True)
class InvestmentDraft:
    """An investment as it is typed. ``area`` None stands for the whole city; an empty ``code`` is given by us."""

    title: str
    purpose: str
    level: IssueLevel
    way: Way
    department: Organization | None
    proposed_by: ProposedBy
    decided_by: DecidedBy
    decided_on: date
    expected: str
    amounts: tuple[AmountDraft, ...]
    area: Area | None = None
    code: str = ""
    proposer_words: str = ""
    decision_words: str = ""
    carried_out_on: date | None = None
    issues: tuple[Issue, ...] = field(default=())
    policies: tuple[Policy, ...] = field(default=())
    places: tuple[Place, ...] = field(default=())
    project: Project | None = None


def checked_draft(draft: InvestmentDraft, *, now: datetime) -> InvestmentDraft:
    """The same with clean words. Raises what the words can raise, AreaUnfit, DepartmentMissing, DecidedInTheFuture,
    NoAmounts, AmountTwice, AmountUnfit."""
    kept = replace(
        draft,
        code=checked_line(draft.code, field=_("番号"), limit=CODE_LIMIT),
        title=checked_line(draft.title, field=_("事業の名前"), limit=TITLE_LIMIT, is_needed=True),
        purpose=checked(draft.purpose, field=_("何のためか"), limit=WORDS_LIMIT, is_needed=True),
        expected=checked(draft.expected, field=_("期待する成果"), limit=WORDS_LIMIT, is_needed=True),
        proposer_words=checked_line(draft.proposer_words, field=_("提案した人や団体の名前"), limit=LINE_LIMIT),
        decision_words=checked_line(draft.decision_words, field=_("決め方のことば"), limit=LINE_LIMIT),
        amounts=tuple(sorted(draft.amounts, key=lambda one: (one.fiscal_year, MoneySource.values.index(one.source)))),
    )
    check_area(kept.level, kept.area)
    if kept.department is None:
        raise errors.DepartmentMissing
    if kept.decided_on > timezone.localdate(now):
        raise errors.DecidedInTheFuture(day=jdate(kept.decided_on))
    _check_amounts(kept.amounts)
    return kept


def check_area(level: IssueLevel, area: Area | None) -> None:
    """Raises AreaUnfit."""
    needs = level in (IssueLevel.CHIIKI, IssueLevel.KUIKI)
    if (needs and area is None) or (level == IssueLevel.SHIIKI and area is not None):
        raise errors.AreaUnfit(level=IssueLevel(level).label, area=area.name if area else _("市全体"))


def _check_amounts(amounts: tuple[AmountDraft, ...]) -> None:
    if not amounts:
        raise errors.NoAmounts
    seen = set()
    for one in amounts[: AMOUNTS_AT_MOST + 1]:
        is_sum = 0 <= one.planned_yen <= YEN_AT_MOST and 0 <= (one.settled_yen or 0) <= YEN_AT_MOST
        if not is_sum or not FIRST_YEAR <= one.fiscal_year <= LAST_YEAR or len(amounts) > AMOUNTS_AT_MOST:
            raise errors.AmountUnfit(year=one.fiscal_year)
        if (one.fiscal_year, one.source) in seen:
            raise errors.AmountTwice(year=one.fiscal_year, source=MoneySource(one.source).label)
        seen.add((one.fiscal_year, one.source))


def facts_of(draft: InvestmentDraft) -> dict[str, Any]:
    """All that a draft says, so that it can be kept, compared and read without our tables."""
    assert draft.department is not None
    return {
        "title": draft.title,
        "purpose": draft.purpose,
        "level": str(draft.level),
        "area": _named(draft.area),
        "way": str(draft.way),
        "department": _named(draft.department),
        "proposed_by": str(draft.proposed_by),
        "proposer_words": draft.proposer_words,
        "decided_by": str(draft.decided_by),
        "decided_on": draft.decided_on.isoformat(),
        "decision_words": draft.decision_words,
        "expected": draft.expected,
        "carried_out_on": draft.carried_out_on.isoformat() if draft.carried_out_on else None,
        "amounts": [[one.fiscal_year, str(one.source), one.planned_yen, one.settled_yen] for one in draft.amounts],
        "issues": [[one.pk, str(one)] for one in sorted(draft.issues, key=lambda one: one.pk)],
        "policies": [[one.pk, one.name] for one in sorted(draft.policies, key=lambda one: one.pk)],
        "places": [[one.pk, str(one)] for one in sorted(draft.places, key=lambda one: one.pk)],
        "project": [draft.project.pk, str(draft.project)] if draft.project else None,
    }


def lay_on(investment: Investment, facts: Mapping[str, Any]) -> None:
    """Make the columns of an investment say this; saves nothing."""
    for name in ("title", "purpose", "level", "way", "proposed_by", "proposer_words", "decided_by"):
        setattr(investment, name, facts[name])
    investment.decision_words, investment.expected = facts["decision_words"], facts["expected"]
    investment.area_id = facts["area"] and facts["area"][0]
    investment.department_id = facts["department"][0]
    investment.project_id = facts["project"] and facts["project"][0]
    investment.decided_on = date.fromisoformat(facts["decided_on"])
    done = facts["carried_out_on"]
    investment.carried_out_on = date.fromisoformat(done) if done else None


def lay_below(investment: Investment, facts: Mapping[str, Any]) -> None:
    """Make the money and the links of a saved investment say this. Links to what is gone meanwhile fall away."""
    investment.amounts.all().delete()
    Amount.objects.bulk_create(
        Amount(investment=investment, fiscal_year=year, source=source, planned_yen=planned, settled_yen=settled)
        for year, source, planned, settled in facts["amounts"]
    )
    for name, model in (("issues", Issue), ("policies", Policy), ("places", Place)):
        keys = [key for key, _name in facts[name]]
        there: Any = model._default_manager.filter(pk__in=keys) if keys else []
        getattr(investment, name).set(there)


def current_facts(investment: Investment) -> dict[str, Any]:
    """What the columns, the money and the links of an investment say now. Six queries."""
    return facts_of(draft_of(investment))


def draft_of(investment: Investment) -> InvestmentDraft:
    """An investment as it would be typed. Six queries."""
    return InvestmentDraft(
        code=investment.code,
        title=investment.title,
        purpose=investment.purpose,
        level=IssueLevel(investment.level),
        area=investment.area,
        way=Way(investment.way),
        department=investment.department,
        proposed_by=ProposedBy(investment.proposed_by),
        proposer_words=investment.proposer_words,
        decided_by=DecidedBy(investment.decided_by),
        decided_on=investment.decided_on,
        decision_words=investment.decision_words,
        expected=investment.expected,
        carried_out_on=investment.carried_out_on,
        amounts=tuple(
            AmountDraft(one.fiscal_year, MoneySource(one.source), one.planned_yen, one.settled_yen)
            for one in investment.amounts.all()
        ),
        issues=tuple(investment.issues.all()),
        policies=tuple(investment.policies.all()),
        places=tuple(investment.places.all()),
        project=investment.project,
    )


def _named(thing: Area | Organization | None) -> list[Any] | None:
    return None if thing is None else [thing.pk, thing.name]
