"""What of results is sealed, and what must agree with it."""

from django.utils.translation import gettext_lazy as _

from jukugi.apps.budgeting.enums.results import ResultAct, ResultState
from jukugi.apps.budgeting.models import BudgetResult, ResultFile, ResultOverride, ResultStep
from jukugi.kit.audit.streams import Check, Contradictions, Stream, checks, streams


def register() -> None:
    streams.register("budget_result_files", Stream(ResultFile, ("pk", "result_id", "name", "digest", "made_at")))
    streams.register(
        "budget_result_steps", Stream(ResultStep, ("pk", "result_id", "act", "note", "digest", "actor_key", "done_at"))
    )
    streams.register(
        "budget_overrides",
        Stream(
            ResultOverride,
            ("pk", "result_id", "project_id", "kind", "reason", "decided_by", "actor_key", "proposed_at"),
        ),
    )
    checks.register("budget_results", Check(_("予算の投票の結果と、その記録"), published_results))


def published_results() -> Contradictions:
    """Results that are published with another digest than was written down, or of which nothing was. Two queries."""
    said: dict[int, str] = {}
    for result_pk, facts in ResultStep.objects.filter(act=ResultAct.PUBLISHED).values_list("result_id", "facts"):
        said[result_pk] = facts.get("digest", "")
    published = BudgetResult.objects.filter(state=ResultState.PUBLISHED).order_by("pk")
    wrong = [str(result) for result in published if said.pop(result.pk, None) != result.digest]
    wrong += [str(pk) for pk in said]
    return Contradictions(len(wrong), wrong[0] if wrong else "")
