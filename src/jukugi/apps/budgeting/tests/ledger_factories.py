from datetime import UTC, date, datetime

from jukugi.apps.accounts.models import User
from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.areas.models import Area
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.budgeting.actions.investing import ResultDraft, publish_waiting, tell_result, write_investment
from jukugi.apps.budgeting.actions.ledger_facts import AmountDraft, InvestmentDraft
from jukugi.apps.budgeting.enums.ledger import (
    DecidedBy,
    MoneySource,
    ProposedBy,
    ResultOutcome,
    ResultYears,
    Way,
)
from jukugi.apps.budgeting.models import Investment
from jukugi.apps.issues.enums import IssueLevel
from jukugi.apps.organizations.tests.factories import DepartmentFactory

NOW = datetime(2026, 6, 5, 1, tzinfo=UTC)
LATER = datetime(2027, 9, 1, 1, tzinfo=UTC)


def investment_draft(ward: Area | None = None, *, is_citywide: bool = False, **fields) -> InvestmentDraft:
    """A ward's bench for two million yen, carried out in May 2026."""
    said = {
        "title": "見本公園のベンチ",
        "purpose": "歩く人が休めるようにします。",
        "level": IssueLevel.SHIIKI if is_citywide else IssueLevel.KUIKI,
        "area": None if is_citywide else ward or WardFactory(),
        "way": Way.DIRECT,
        "department": DepartmentFactory(),
        "proposed_by": ProposedBy.CITIZENS,
        "decided_by": DecidedBy.VOTE,
        "decided_on": date(2026, 4, 1),
        "expected": "一日に50人が使う。",
        "carried_out_on": date(2026, 5, 20),
        "amounts": (AmountDraft(2026, MoneySource.CITY, 2_000_000),),
    }
    return InvestmentDraft(**said | fields)


def written(ward: Area | None = None, officer: User | None = None, **fields) -> Investment:
    """An investment that waits for a second person."""
    officer = officer or RoleFactory().user
    return write_investment(draft=investment_draft(ward, **fields), actor=officer, now=NOW)


def published(ward: Area | None = None, **fields) -> Investment:
    """An investment that everybody sees."""
    made = written(ward, **fields)
    return publish_waiting(investment=made, seen=made.waiting_id, actor=RoleFactory().user, now=NOW)


def result_draft(years: ResultYears = ResultYears.ONE, **fields) -> ResultDraft:
    """It came as hoped."""
    said = {"outcome": ResultOutcome.REACHED, "words": "一日に60人が使っている。", "evidence": "7日間の数え上げ。"}
    return ResultDraft(years=years, **said | fields)


def with_result(ward: Area | None = None, **fields) -> Investment:
    """An investment of which the first year is told."""
    made = published(ward, **fields)
    writing = tell_result(investment=made, draft=result_draft(), actor=RoleFactory().user, now=LATER)
    return publish_waiting(investment=made, seen=writing.pk, actor=RoleFactory().user, now=LATER)
