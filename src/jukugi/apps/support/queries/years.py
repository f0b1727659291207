"""Fiscal years on which somebody still has to look back."""

from collections.abc import Iterable
from datetime import date

from django.utils import timezone

from jukugi.apps.support.enums import SecondHand
from jukugi.apps.support.models import DecisionSettling, Scenario, ScenarioLookBack
from jukugi.core.fiscal_year import fiscal_year_of


def years_due(scenario: Scenario, today: date) -> list[int]:
    """Fiscal years that ended since the first decision and have no look back, the oldest first. Two queries."""
    return years_due_of([scenario.pk], today).get(scenario.pk, [])


def years_due_of(scenarios: Iterable[int], today: date) -> dict[int, list[int]]:
    """The same of several by their keys; those with none are left out. Two queries."""
    keys = list(scenarios)
    settled = DecisionSettling.objects.filter(act=SecondHand.DECIDED, decision__scenario__in=keys)
    first: dict[int, int] = {}
    for key, at in settled.order_by("-pk").values_list("decision__scenario", "done_at"):
        first[key] = fiscal_year_of(timezone.localdate(at))
    written = set(ScenarioLookBack.objects.filter(scenario__in=keys).values_list("scenario", "year"))
    this_year = fiscal_year_of(today)
    due = {
        key: [year for year in range(since, this_year) if (key, year) not in written] for key, since in first.items()
    }
    return {key: years for key, years in due.items() if years}
