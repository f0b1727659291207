"""Results of budget rounds with many projects, to count what their pages ask the database."""

from datetime import timedelta

from django.utils import timezone

from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.budgeting.actions.counting import count_result, publish_result, want_result
from jukugi.apps.budgeting.actions.overriding import OverrideDraft, confirm_override, propose_override
from jukugi.apps.budgeting.enums.results import OverrideKind
from jukugi.apps.budgeting.models import BudgetResult
from jukugi.apps.budgeting.queries.results import winners_of
from jukugi.apps.budgeting.tests.factories import closed

PUBLIC = {
    "result of a budget round": ("/budget/{counted_round}/result/", 11),
    "result as a table": ("/budget/{counted_round}/result/result.csv", 8),
}
STAFF = {
    "count of a budget round": ("/desk/budget/{counted_round}/count/", 42),
    "decision beside a result": ("/desk/budget/{counted_round}/count/decisions/new/", 38),
}


def results(rows: int) -> dict[str, int | str]:
    """A round with so many projects and ballots, counted and published, each chosen project decided on."""
    budget_round = closed([{number} for number in range(1, rows + 1)], costs=(1_000,) * rows)
    one, other = (RoleFactory(area=budget_round.area).user for _ in range(2))
    now = timezone.now()
    wanted = want_result(budget_round=budget_round, seed="7", seed_words="見本の数字", actor=one, now=now)
    result = count_result(result_pk=wanted.pk, now=now + timedelta(minutes=1))
    publish_result(result=result, actor=other, now=now + timedelta(minutes=2))
    _decide(BudgetResult.objects.get(pk=result.pk), one, other)
    return {"counted_round": budget_round.pk}


def _decide(result: BudgetResult, one, other) -> None:
    now = timezone.now()
    for project in result.round.projects.all():
        if str(project.number) in winners_of(result):
            draft = OverrideDraft(project, OverrideKind.CHANGED, "費用が変わったため。", "見本区長")
            confirm_override(
                override=propose_override(result=result, draft=draft, actor=one, now=now), actor=other, now=now
            )
