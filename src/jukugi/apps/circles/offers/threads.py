"""The story of a circle, of what somebody seeks, and of a request for money, by their receipt numbers."""

from datetime import datetime, time

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jukugi.apps.accounts.actions import participation_of
from jukugi.apps.circles import permissions
from jukugi.apps.circles.enums import CIRCLE_RECEIPT, FUND_RECEIPT, SEEK_RECEIPT, CircleStep, Consent, FundState
from jukugi.apps.circles.models import Circle, FundRequest, Seek
from jukugi.apps.processes.queries import main_process
from jukugi.kit.pages import voices
from jukugi.kit.pages.voices import Step, Voice

CIRCLE_STATIONS = (
    (gettext_lazy("思いつき"), (gettext_lazy("声"),)),
    (gettext_lazy("歩み"), (gettext_lazy("歩み"),)),
)
FUND_STATIONS = (
    (gettext_lazy("申し込み"), (gettext_lazy("声"),)),
    (gettext_lazy("決定"), (gettext_lazy("決定"),)),
    (gettext_lazy("報告"), (gettext_lazy("報告"),)),
)
SEEK_STATIONS = ((gettext_lazy("書いたもの"), (gettext_lazy("声"),)),)
PUBLIC = (FundState.GRANTED, FundState.DECLINED, FundState.PAID, FundState.REPORTED)


def register() -> None:
    voices.voices.register(CIRCLE_RECEIPT, circle_voice)
    voices.voices.register(SEEK_RECEIPT, seek_voice)
    voices.voices.register(FUND_RECEIPT, fund_voice)
    voices.thread_links.register("circles", steps, order=62)


def circle_voice(request: HttpRequest, number: str) -> Voice | None:
    """A circle, for everybody unless it is hidden. At most four queries."""
    circle = Circle.objects.select_related("ward").filter(receipt=number).first()
    if circle is None:
        return None
    is_own = permissions.membership(participation_of(request).current, circle) is not None
    reads = not circle.is_hidden or is_own or permissions.can_keep(request.user, circle.ward)
    return Voice(
        kind=CIRCLE_RECEIPT,
        key=circle.pk,
        number=number,
        channel=circle.channel,
        ward=circle.ward.name if circle.ward is not None else "",
        received_at=circle.began_at,
        words=(circle.title, circle.about) if reads else (),
        is_public=not circle.is_hidden,
        subject=main_process(),
        record=circle,
        withheld="" if reads else _("この活動は、区か市の担当が伏せています。"),
        standing=_("「%(step)s」のところにいます") % {"step": circle.get_step_display()},
        is_own=is_own,
        is_waiting=False,
        is_closed=circle.step == CircleStep.ENDED_WELL,
        stations=CIRCLE_STATIONS,
        asked=_("やってみたいことが、どこまで来たかをたどります。"),
    )


def seek_voice(request: HttpRequest, number: str) -> Voice | None:
    """What somebody seeks: its words are for their own device, or for everybody where they said so. Not even its ward
    or its way is told to others. At most three queries.
    """
    seek = Seek.objects.select_related("ward").filter(receipt=number).first()
    if seek is None:
        return None
    person = participation_of(request).current
    is_own = person is not None and person.pk == seek.participant_id
    is_open = seek.closed_at is None and seek.expires_on >= timezone.localdate()
    is_public = is_open and seek.consent == Consent.SHOWN and not seek.is_hidden
    reads = is_own or is_public
    return Voice(
        kind=SEEK_RECEIPT,
        key=seek.pk,
        number=number,
        channel=seek.channel,
        ward=seek.ward.name if reads and seek.ward is not None else "",
        received_at=seek.written_at,
        words=(seek.text,) if reads and seek.text else (),
        is_public=is_public,
        subject=main_process(),
        record=seek,
        withheld="" if reads else _("書いた人が見せてよいと言った人だけが読めます。"),
        standing=_("受け付けてあります"),
        is_own=is_own,
        is_waiting=False,
        is_closed=not is_open,
        stations=SEEK_STATIONS,
        asked=_("書いたものを、受け付けたことを示します。"),
    )


def fund_voice(request: HttpRequest, number: str) -> Voice | None:
    """A request for money: for everybody once it is decided, before for those in the circle and the ward. At most four
    queries.
    """
    asked = FundRequest.objects.select_related("circle", "fund__ward").filter(receipt=number).first()
    if asked is None:
        return None
    is_own = permissions.membership(participation_of(request).current, asked.circle) is not None
    is_public = asked.state in PUBLIC and not asked.circle.is_hidden
    reads = is_public or is_own or permissions.can_keep(request.user, asked.fund.ward)
    return Voice(
        kind=FUND_RECEIPT,
        key=asked.pk,
        number=number,
        channel=asked.channel,
        ward=asked.fund.ward.name,
        received_at=asked.asked_at,
        words=(asked.circle.title, asked.what) if reads else (),
        is_public=is_public,
        subject=main_process(),
        record=asked,
        withheld="" if reads else _("決まるまでは、活動に入っている人と区の担当にだけ示します。"),
        standing=_("受け付けました。区の担当が見ています") if asked.state not in PUBLIC else asked.get_state_display(),
        is_own=is_own,
        is_waiting=asked.state in (FundState.ASKED, FundState.PROPOSED),
        is_closed=asked.state in (FundState.REPORTED, FundState.DECLINED, FundState.WITHDRAWN),
        stations=FUND_STATIONS,
        asked=_("小さな基金への申し込みが、どうなったかをたどります。"),
    )


def steps(request: HttpRequest, voice: Voice, now: datetime) -> list[Step]:
    """What this room did. One query for a circle, at most one for a request."""
    if voice.kind == CIRCLE_RECEIPT:
        return _circle_steps(voice)
    if voice.kind == FUND_RECEIPT:
        return _fund_steps(voice)
    if voice.kind == SEEK_RECEIPT:
        return [Step(voice.received_at, _("声"), _("書いたものを受け付けました"), standing=_("受け付けてあります"))]
    return []


def _circle_steps(voice: Voice) -> list[Step]:
    circle: Circle = voice.record
    if not voice.words:
        return []
    link = {"circle": circle, "links": voice.is_public}
    told = []
    for number, row in enumerate(circle.writings.order_by("pk")[:40]):
        moment = timezone.make_aware(datetime.combine(row.said_on, time(12)))
        told.append(
            Step(
                circle.began_at if number == 0 else max(moment, circle.began_at),
                _("声") if number == 0 else _("歩み"),
                row.get_step_display(),
                template="circles/_step_circle.html",
                content={**link, "text": row.text},
                standing=_("この活動は「%(step)s」のところにいます") % {"step": row.get_step_display()},
            )
        )
    return told


def _fund_steps(voice: Voice) -> list[Step]:
    asked: FundRequest = voice.record
    told = [Step(asked.asked_at, _("声"), _("基金の申し込みを受け付けました"), standing=_("受け付けました"))]
    if asked.decided_at is not None and voice.words:
        told.append(
            Step(
                asked.decided_at,
                _("決定"),
                asked.get_state_display(),
                template="circles/_step_circle.html",
                content={"circle": asked.circle, "links": voice.is_public, "text": asked.reason},
                standing=asked.get_state_display(),
            )
        )
    if asked.state == FundState.REPORTED and voice.words:
        report = asked.report
        told.append(
            Step(
                report.sent_at,
                _("報告"),
                _("活動が報告しました"),
                template="circles/_step_circle.html",
                content={"circle": asked.circle, "links": voice.is_public, "text": report.done},
                standing=_("報告を受けました"),
            )
        )
    return told
