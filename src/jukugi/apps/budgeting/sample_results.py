"""Sample of results: every sample round whose vote is over is counted, and published by a second person."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from jukugi.apps.accounts.models import User
from jukugi.apps.budgeting.actions.counting import count_result, publish_result, want_result
from jukugi.apps.budgeting.enums.rounds import RoundState
from jukugi.apps.budgeting.models import BudgetResult, Round

OFFICER, SECOND = "mihon-shisaku", "mihon-kakaricho"
SEED = "4217"


def load_sample(now: datetime) -> str:
    """Put the results in place once. Returns a sentence for the operator."""
    closed = Round.objects.filter(is_sample=True, state=RoundState.CLOSED, results__isnull=True).order_by("pk")
    for budget_round in closed:
        _count(budget_round, budget_round.closed_at or now)
    return _("予算の投票の結果：%(count)s件") % {"count": BudgetResult.objects.published().count()}


def _count(budget_round: Round, closed_at: datetime) -> None:
    one, other = (User.objects.get(username=name) for name in (OFFICER, SECOND))
    words = _("見本の種です。本物の投票では、公表した決め方で出た数字を入れます。")
    wanted = want_result(
        budget_round=budget_round, seed=SEED, seed_words=words, actor=one, now=closed_at + timedelta(days=1)
    )
    result = count_result(result_pk=wanted.pk, now=closed_at + timedelta(days=1, minutes=2))
    publish_result(result=result, actor=other, now=closed_at + timedelta(days=2))
