"""The pages of results of budget rounds: for everybody, and the desk where they are counted."""

from django.urls import reverse

from jukugi.apps.budgeting.models import BudgetResult


def result_pages() -> list[str]:
    """Every published result of the sample."""
    return [result.get_absolute_url() for result in BudgetResult.objects.published()]


def result_desks() -> list[str]:
    """The desk of a result, and what can be asked there."""
    result = BudgetResult.objects.published().first()
    if result is None:
        return []
    return [reverse(f"budgeting:{name}", args=[result.round_id]) for name in ("count", "override")]
