"""How voices are looked at before everybody reads them, in numbers."""

from collections.abc import Iterator

from django.db.models import Count
from django.db.models.functions import TruncDate
from django.utils.translation import gettext_lazy as _

from jukugi.apps.opinions.enums import AppealState, HidingRule, OpinionState
from jukugi.apps.opinions.models import Appeal, OpinionReview
from jukugi.kit import moderation


def register() -> None:
    moderation.moderated.register(
        "opinions",
        moderation.Moderated(
            title=_("声（意見）"),
            rules=dict(HidingRule.choices),
            path="/opinions/hidden/",
            decisions=_decisions,
            appeals=_appeals,
        ),
        order=10,
    )


def _decisions() -> Iterator[moderation.Decisions]:
    """Decisions of processes that everybody sees. One query, a row for each pair of days and rule."""
    decided = OpinionReview.objects.filter(
        opinion__submission__process__is_draft=False, state__in=(OpinionState.SHOWN, OpinionState.HIDDEN)
    )
    rows = decided.order_by().values_list(
        TruncDate("opinion__submission__received_at"), TruncDate("decided_at"), "state", "rule"
    )
    for received, made, state, rule, count in rows.annotate(Count("pk")):
        yield moderation.Decisions(received, made, state == OpinionState.HIDDEN, rule, count)


def _appeals() -> moderation.Appeals:
    rows = Appeal.objects.filter(opinion__submission__process__is_draft=False)
    counts = dict(rows.order_by().values_list("state").annotate(Count("pk")))
    return moderation.Appeals(*(counts.get(state, 0) for state in AppealState.values))
