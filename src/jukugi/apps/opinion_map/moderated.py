"""How statements and reasons are looked at before everybody reads them, in numbers."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, QuerySet
from django.db.models.functions import TruncDate
from django.utils.translation import gettext_lazy as _

from jukugi.apps.opinion_map.enums import StatementState
from jukugi.apps.opinion_map.models import ReasonReview, StatementReview
from jukugi.kit import moderation

DECIDED = (StatementState.SHOWN, StatementState.HIDDEN)
RULES = {"": _("理由を書いて、公開しない")}


def register() -> None:
    for order, (name, title, decisions) in enumerate(
        [("statements", _("意見文（賛否を問うもの）"), _statements), ("reasons", _("賛否の理由"), _reasons)], start=20
    ):
        what = moderation.Moderated(title=title, rules=RULES, path="/topics/", decisions=decisions)
        moderation.moderated.register(name, what, order=order)


def _statements() -> Iterator[moderation.Decisions]:
    rows = StatementReview.objects.filter(statement__topic__process__is_draft=False, state__in=DECIDED)
    return _told(rows.values_list(TruncDate("statement__created_at"), TruncDate("decided_at"), "state"))


def _reasons() -> Iterator[moderation.Decisions]:
    rows = ReasonReview.objects.filter(reason__statement__topic__process__is_draft=False, state__in=DECIDED)
    return _told(rows.values_list(TruncDate("reason__created_at"), TruncDate("decided_at"), "state"))


def _told(rows: QuerySet[Any, Any]) -> Iterator[moderation.Decisions]:
    """One query, a row for each pair of days."""
    for received, made, state, count in rows.order_by().annotate(Count("pk")):
        yield moderation.Decisions(received, made, state == StatementState.HIDDEN, "", count)
