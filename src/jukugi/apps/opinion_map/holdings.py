"""What this room holds of a participant: answers, statements, reasons, marks."""

from datetime import datetime

from django.db.models import Max, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jukugi.apps.accounts.models import Participant
from jukugi.apps.accounts.queries import rows_of
from jukugi.apps.opinion_map.enums import StatementState
from jukugi.apps.opinion_map.models import CurrentVote, HelpfulMark, Reason, ReasonReview, Statement, Vote, VoteSheet
from jukugi.apps.opinion_map.models.topics import StatementReview
from jukugi.kit.holdings import Held, HeldRow, Holding, holdings
from jukugi.kit.pages.wording import jdate

FIELDS = frozenset(
    f"opinion_map.{name}"
    for name in (
        "Vote.participant",
        "CurrentVote.participant",
        "Statement.author",
        "Reason.author",
        "HelpfulMark.participant",
        "VoteSheet.participant",
    )
)
BY_THEMSELVES = "本人の求めで、公開しないことになりました。"


def register() -> None:
    keeps = (
        gettext_lazy(
            "賛成・反対・わからないの答えは、数の中に残ります。封印した記録で、消すと公表した数を確かめられなくなるためです。だれの答えかは、分からなくなります。"
        ),
        gettext_lazy(
            "公開した意見文と理由の文は残ります。ほかの人がそれに答えているためです。だれが書いたかは、分からなくなります。公開前のものは、公開しません。"
        ),
    )
    holdings.register("opinion_map", Holding(FIELDS, held, merge, erase, keeps), order=20)


def held(person: Participant) -> list[Held]:
    """Six queries."""
    rows = rows_of(person)
    return [_answers(rows), _log(rows), _statements(rows), _reasons(rows), _marks(rows)]


def _answers(rows: list[int]) -> Held:
    found = CurrentVote.objects.filter(participant__in=rows).select_related("statement__topic").order_by("-changed_at")
    lines = [
        HeldRow((row.statement.text, row.get_choice_display(), jdate(row.changed_at)), row.statement.get_absolute_url())
        for row in found
    ]
    return Held(_("賛否（いまの答え）"), (_("意見文"), _("答え"), _("日")), lines)


def _log(rows: list[int]) -> Held:
    votes = Vote.objects.filter(participant__in=rows).select_related("statement").order_by("-pk")
    lines = [HeldRow((row.statement.text, row.get_choice_display(), jdate(row.cast_at))) for row in votes]
    return Held(_("賛否（これまでの答えのすべて）"), (_("意見文"), _("答え"), _("日")), lines)


def _statements(rows: list[int]) -> Held:
    found = Statement.objects.filter(author__in=rows).order_by("-pk")
    lines = [
        HeldRow((row.text, row.get_state_display(), jdate(row.created_at)), receipt=row.receipt or "") for row in found
    ]
    return Held(_("書いた意見文"), (_("意見文"), _("様子"), _("日")), lines)


def _reasons(rows: list[int]) -> Held:
    found = Reason.objects.filter(author__in=rows).order_by("-pk")
    lines = [
        HeldRow((row.text, row.get_side_display(), row.get_state_display(), jdate(row.created_at)), receipt=row.receipt)
        for row in found
    ]
    return Held(_("書いた理由"), (_("理由"), _("どちら"), _("様子"), _("日")), lines)


def _marks(rows: list[int]) -> Held:
    found = HelpfulMark.objects.filter(participant__in=rows).select_related("reason").order_by("-changed_at")
    lines = [HeldRow((row.reason.text, _("いま付いている") if row.is_on else _("外した"))) for row in found]
    return Held(_("「参考になった」の印"), (_("理由"), _("印")), lines)


def merge(goes: Participant, stays: Participant, now: datetime) -> None:
    """The log stays as it is. Of two answers to one statement that which stands later in the log is current."""
    _move_answers(goes, stays)
    _move_marks(goes, stays)
    Statement.objects.filter(author=goes).update(author=stays)
    Reason.objects.filter(author=goes).update(author=stays)
    if not VoteSheet.objects.filter(participant=stays).exists():
        VoteSheet.objects.filter(participant=goes).update(participant=stays)
    own = HelpfulMark.objects.filter(participant=stays, reason__author=stays)
    own.update(is_on=False)


def _move_answers(goes: Participant, stays: Participant) -> None:
    theirs = dict(CurrentVote.objects.filter(participant=stays).values_list("statement", "pk"))
    both = CurrentVote.objects.filter(participant=goes, statement__in=list(theirs)).values_list("statement", "pk")
    last_gone, last_kept = _last(goes, list(theirs)), _last(stays, list(theirs))
    for statement, pk in both:
        dropped = pk if last_gone.get(statement, 0) < last_kept.get(statement, 0) else theirs[statement]
        CurrentVote.objects.filter(pk=dropped).delete()
    CurrentVote.objects.filter(participant=goes).update(participant=stays)


def _last(participant: Participant, statements: list[int]) -> dict[int, int]:
    """The key of the last answer in the log to each of these statements, of a person with all their devices. Two
    queries.
    """
    log = Vote.objects.filter(participant__in=rows_of(participant), statement__in=statements)
    return dict(log.order_by().values_list("statement").annotate(last=Max("pk")))


def _move_marks(goes: Participant, stays: Participant) -> None:
    theirs = {mark.reason_id: mark for mark in HelpfulMark.objects.filter(participant=stays)}
    for mark in HelpfulMark.objects.filter(participant=goes, reason__in=list(theirs)):
        other = theirs[mark.reason_id]
        (other if other.changed_at <= mark.changed_at else mark).delete()
    HelpfulMark.objects.filter(participant=goes).update(participant=stays)


def erase(person: Participant, now: datetime) -> int:
    """Nobody is the author any more; what was not public yet never will be, and marks are taken off."""
    rows = rows_of(person)
    count = _hide_waiting(Statement.objects.filter(author__in=rows), Reason.objects.filter(author__in=rows), now)
    Statement.objects.filter(author__in=rows).update(author=None)
    Reason.objects.filter(author__in=rows).update(author=None)
    return count


def _hide_waiting(statements: QuerySet[Statement], reasons: QuerySet[Reason], now: datetime) -> int:
    waiting = list(statements.filter(state=StatementState.WAITING).values_list("pk", flat=True))
    untold = list(reasons.filter(state=StatementState.WAITING).values_list("pk", flat=True))
    hidden = StatementState.HIDDEN
    StatementReview.objects.bulk_create(
        StatementReview(statement_id=pk, state=hidden, reason=BY_THEMSELVES, actor_key="", decided_at=now)
        for pk in waiting
    )
    ReasonReview.objects.bulk_create(
        ReasonReview(reason_id=pk, state=hidden, note=BY_THEMSELVES, actor_key="", decided_at=now) for pk in untold
    )
    Statement.objects.filter(pk__in=waiting).update(state=hidden)
    Reason.objects.filter(pk__in=untold).update(state=hidden)
    return len(waiting) + len(untold)
