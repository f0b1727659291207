"""What this room holds of a participant: sheets they filled in, and answers not sent yet."""

import json
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jukugi.apps.accounts.models import Participant
from jukugi.apps.accounts.queries import rows_of
from jukugi.apps.surveys.enums import SurveyState
from jukugi.apps.surveys.models import AnswerDraft, AnswerSheet, SheetExclusion
from jukugi.kit.holdings import Held, HeldRow, Holding, holdings
from jukugi.kit.pages.wording import jdate

FIELDS = frozenset({"surveys.AnswerSheet.author", "surveys.AnswerDraft.author"})
TWICE = "同じ人が、つないだ二つの機械から答えていました。後の回答を数えます。"


def register() -> None:
    keeps = (
        gettext_lazy(
            "アンケートで選んだ答えは、数の中に残ります。封印した記録で、消すと公表した数を確かめられなくなるためです。だれの答えかは、分からなくなります。"
        ),
    )
    holdings.register("surveys", Holding(FIELDS, held, merge, erase, keeps), order=40)


def held(person: Participant) -> list[Held]:
    """Three queries."""
    rows = rows_of(person)
    sheets = AnswerSheet.objects.filter(author__in=rows).select_related("survey").order_by("-pk")
    sent = [
        HeldRow((row.survey.title, _said(row.answers), jdate(row.received_at)), receipt=row.receipt) for row in sheets
    ]
    drafts = AnswerDraft.objects.filter(author__in=rows).select_related("survey")
    waiting = [HeldRow((row.survey.title, _said(row.answers), jdate(row.saved_at))) for row in drafts]
    columns = (_("アンケート"), _("答え（設問の符号と、選んだもの）"), _("日"))
    return [
        Held(_("アンケートの回答"), columns, sent),
        Held(_("まだ送っていない回答"), columns, waiting),
    ]


def _said(answers: object) -> str:
    return json.dumps(answers, ensure_ascii=False, sort_keys=True)


def merge(goes: Participant, stays: Participant, now: datetime) -> None:
    """Sheets are the person's. Where each device had one of the same audience, the later one is counted; where several
    people used one device, nobody can tell whose is whose, and all are. What was published stays as it was counted.
    """
    for earlier in _superseded(goes, stays):
        reason = {"reason": TWICE, "actor_key": stays.actor_key, "excluded_at": now}
        SheetExclusion.objects.get_or_create(sheet_id=earlier, ended_at=None, defaults=reason)
    AnswerSheet.objects.filter(author=goes).update(author=stays)
    theirs = {row.audience_id: row for row in AnswerDraft.objects.filter(author=stays, personal_code=None)}
    for draft in AnswerDraft.objects.filter(author=goes, personal_code=None, audience__in=list(theirs)):
        other = theirs[draft.audience_id]
        (other if other.saved_at <= draft.saved_at else draft).delete()
    AnswerDraft.objects.filter(author=goes).update(author=stays)


def _superseded(goes: Participant, stays: Participant) -> list[int]:
    """The earlier of two sheets where each of the two sent one, without a code. One query."""
    standing = AnswerSheet.objects.standing().filter(author__in=[goes, stays], personal_code=None)
    standing = standing.exclude(survey__state=SurveyState.PUBLISHED)
    rows = standing.order_by("received_at", "pk").values_list("audience", "author", "pk")
    sent: dict[int, list[tuple[int, int]]] = {}
    for audience, author, pk in rows:
        sent.setdefault(audience, []).append((author, pk))
    both = [sheets for sheets in sent.values() if len(sheets) == 2 and sheets[0][0] != sheets[1][0]]
    return [sheets[0][1] for sheets in both]


def erase(person: Participant, now: datetime) -> int:
    """What was not sent goes; words in sheets are opinions, and go with them."""
    count, _by_model = AnswerDraft.objects.filter(author__in=rows_of(person)).delete()
    return count
