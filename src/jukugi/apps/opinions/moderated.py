"""How voices are looked at before everybody reads them, in numbers."""

from collections.abc import Iterator

from django.db.models import Count, Q
from django.db.models.functions import TruncDate
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jukugi.apps.opinions.enums import AppealState, HidingRule, OpinionState, VoiceFate
from jukugi.apps.opinions.models import Appeal, OpinionReview, Wave
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
            waves=_waves,
        ),
        order=10,
    )


def _decisions() -> Iterator[moderation.Decisions]:
    """Decisions one by one, of processes that everybody sees. One query, a row for each pair of days and rule."""
    decided = OpinionReview.objects.filter(
        opinion__submission__process__is_draft=False,
        state__in=(OpinionState.SHOWN, OpinionState.HIDDEN),
        wave__isnull=True,
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


def _waves() -> Iterator[moderation.Wave]:
    """Voices that were hidden in one step. One query."""
    counted = Wave.objects.filter(process__is_draft=False, hidden__gt=0).annotate(
        returned=Count("voices", filter=Q(voices__fate=VoiceFate.RETURNED))
    )
    for wave in counted.order_by("-decided_at", "-pk"):
        since, until, decided = (
            timezone.localdate(moment) for moment in (wave.since, wave.until, wave.decided_at or wave.opened_at)
        )
        yield moderation.Wave(since, until, decided, wave.rule, wave.hidden, wave.returned)
