"""What consultations offer: the desk's queue, and their story behind a receipt number."""

from collections.abc import Mapping
from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jukugi.apps.accounts.actions import participation_of
from jukugi.apps.processes.queries import main_process
from jukugi.apps.support import permissions
from jukugi.apps.support.enums import INQUIRY_RECEIPT, InquiryAct, InquiryState
from jukugi.apps.support.models import Inquiry, InquiryStep
from jukugi.kit.pages import voices
from jukugi.kit.pages.keeping import kept
from jukugi.kit.pages.places import DeskItem, DeskRoom, DeskWard, desk_queue, desk_rooms
from jukugi.kit.pages.voices import Step, StepState, Voice
from jukugi.kit.pages.wording import jdate

STATIONS = (
    (gettext_lazy("相談"), (gettext_lazy("相談"),)),
    (gettext_lazy("担当"), (gettext_lazy("担当"), gettext_lazy("つなぐ"))),
    (gettext_lazy("答え"), (gettext_lazy("答え"),)),
)
FOR_THE_ASKER = (InquiryAct.ANSWERED, InquiryAct.TOLD, InquiryAct.CLOSED)
"""Steps whose words are read by whoever knows the number; those of others are for people at work."""


def register() -> None:
    voices.voices.register(INQUIRY_RECEIPT, inquiry_voice)
    voices.thread_links.register("support", steps, order=62)
    desk_queue.register("support consultations", waiting_items, order=45)
    desk_rooms.register("support consultations", consultations_room, order=39)


def inquiry_voice(request: HttpRequest, number: str) -> Voice | None:
    """A consultation. Its words are for the device they were written on and for who answers; answers are for whoever
    knows the number. At most six queries.
    """
    inquiry = Inquiry.objects.select_related("ward", "function", "handed_to").filter(receipt=number).first()
    if inquiry is None:
        return None
    rows = list(inquiry.steps.select_related("body"))
    current = participation_of(request).current
    is_own = current is not None and current.actor_key == inquiry.author_key
    reads = inquiry.erased_at is None and (is_own or permissions.can_answer(request.user, inquiry))
    words = [row.words for row in rows if row.act == InquiryAct.RECEIVED and row.words]
    withheld = "" if reads else _("相談の言葉は、書いた機械と担当の職員にだけ示します。")
    if inquiry.erased_at is not None:
        withheld = _("相談の言葉は、消してあります。")
    return Voice(
        kind=INQUIRY_RECEIPT,
        key=inquiry.pk,
        number=number,
        channel=inquiry.channel,
        ward=inquiry.ward.name if inquiry.ward is not None and reads else "",
        received_at=inquiry.received_at,
        words=tuple(words) if reads else (),
        is_public=False,
        subject=main_process(),
        record=(inquiry, rows),
        withheld=withheld,
        standing=_("受け付けました。担当を決めるのを待っています") if inquiry.state == InquiryState.WAITING else "",
        is_own=is_own,
        is_waiting=inquiry.is_open,
        is_closed=inquiry.state == InquiryState.CLOSED,
        stations=STATIONS,
        asked=_("あなたの相談が、だれに届き、どう答えられたかをたどります。"),
    )


def steps(request: HttpRequest, voice: Voice, now: datetime) -> list[Step]:
    """What was done about a consultation. No query."""
    if voice.kind != INQUIRY_RECEIPT:
        return []
    inquiry, rows = voice.record
    told = [_step(inquiry, row, voice) for row in rows]
    if inquiry.is_open and inquiry.erased_at is None:
        text = _("%(day)sまでに答えます。遅れるときは、ここに新しい期限が出ます。") % {"day": jdate(inquiry.due_on)}
        told.append(
            Step(
                timezone.localtime(now),
                _("いま"),
                inquiry.get_state_display(),
                state=StepState.NOW,
                template="support/consultations/_step_words.html",
                content={"text": text},
            )
        )
    return told


def _step(inquiry: Inquiry, row: InquiryStep, voice: Voice) -> Step:
    if row.act == InquiryAct.RECEIVED:
        return Step(
            inquiry.received_at,
            _("相談"),
            _("相談を受け付けました"),
            template="support/consultations/_step_asked.html",
            content={"inquiry": inquiry, "voice": voice},
            standing=_("この相談は、届いています"),
        )
    labels = {InquiryAct.ASSIGNED: _("担当"), InquiryAct.HANDED_ON: _("つなぐ"), InquiryAct.ERASED: _("消去")}
    standings = {
        InquiryAct.ASSIGNED: _("担当が答えを用意しています"),
        InquiryAct.HANDED_ON: _("ほかの団体につなぎました"),
        InquiryAct.ANSWERED: _("答えが出ています"),
        InquiryAct.TOLD: _("つないだ先から、どうなったかが届いています"),
        InquiryAct.CLOSED: _("この相談は、終わりました"),
        InquiryAct.ERASED: _("この相談の言葉は、消してあります"),
    }
    act = InquiryAct(row.act)
    text = row.words if act in FOR_THE_ASKER else ""
    if act == InquiryAct.ASSIGNED and row.due_on is not None:
        text = _("答えの期限は、%(day)sです。") % {"day": jdate(row.due_on)}
    if act == InquiryAct.HANDED_ON and row.body is not None:
        text = _("つないだ先：%(name)s") % {"name": row.body.name}
    return Step(
        row.done_at,
        labels.get(act, _("答え")),
        row.get_act_display(),
        template="support/consultations/_step_words.html" if text else "",
        content={"text": text},
        standing=standings[act],
    )


def waiting_items(request: HttpRequest, now: datetime, ward: DeskWard | None = None) -> list[DeskItem]:
    """Consultations that wait for an answer, and those that wait too long. Two queries, asked once a page."""
    waits = _waits(request) or {}
    shown = [each for key, each in waits.items() if ward is None or key == ward.pk]
    late, others = sum(each[0] for each in shown), sum(each[1] for each in shown)
    url, items = reverse("support:consultations"), []
    if late:
        text = _("期限を過ぎています。答えるか、わけを書いて期限を決め直します。")
        items.append(DeskItem(late, _("件"), _("期限を過ぎた相談に答える"), text, url, is_late=True))
    if others:
        text = _("担当を決め、14日のうちに答えます。ほかの団体につなぐこともできます。")
        items.append(DeskItem(others, _("件"), _("まちを良くするための相談に答える"), text, url))
    return items


def consultations_room(request: HttpRequest) -> DeskRoom | None:
    """相談, for officers of wards and of the city. Asked once a page."""
    waits = _waits(request)
    if waits is None:
        return None
    return DeskRoom(_("相談"), reverse("support:consultations"), sum(late + others for late, others in waits.values()))


def _waits(request: HttpRequest) -> Mapping[int | None, tuple[int, int]] | None:
    """Late and other consultations by ward; None for who answers none. Two queries, kept with the request."""

    def ask() -> Mapping[int | None, tuple[int, int]] | None:
        areas = permissions.areas_kept_by(request.user)
        if not areas:
            return None
        day = timezone.localdate()
        found: dict[int | None, tuple[int, int]] = {}
        for key, due_on in Inquiry.objects.kept_by(areas, []).open().order_by().values_list("ward", "due_on"):
            late, others = found.get(key, (0, 0))
            found[key] = (late + (due_on < day), others + (due_on >= day))
        return found

    return kept(request, "support.consultations", ask)
