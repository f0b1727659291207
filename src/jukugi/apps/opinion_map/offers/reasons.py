"""What the room tells of reasons: the story behind a number, and what waits for staff."""

from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from jukugi.apps.accounts.actions import participation_of
from jukugi.apps.accounts.enums import Channel
from jukugi.apps.opinion_map import permissions
from jukugi.apps.opinion_map.enums import REASON_RECEIPT, StatementState
from jukugi.apps.opinion_map.models import Reason
from jukugi.apps.opinion_map.queries.reasons import offered_conditions, waiting_by_topic
from jukugi.kit.pages import voices
from jukugi.kit.pages.keeping import kept
from jukugi.kit.pages.places import DeskItem, DeskWard, desk_queue
from jukugi.kit.pages.voices import Step, StepState, Voice

TEMPLATE = "opinion_map/_step.html"


def register() -> None:
    voices.voices.register(REASON_RECEIPT, voice)
    voices.thread_links.register("opinion_map.reasons", steps, order=22)
    desk_queue.register("opinion_map.reasons", reasons_to_read, order=11)


def voice(request: HttpRequest, number: str) -> Voice | None:
    """A reason. Words that are not public are for the device they were written on, and for staff. Four queries."""
    related = Reason.objects.select_related("statement__topic__process", "statement__topic__area", "author")
    found = related.prefetch_related("reviews", "replies__department", "became_statements").filter(receipt=number)
    reason = found.first()
    if reason is None:
        return None
    current = participation_of(request).current
    is_own = current is not None and current.pk == reason.author_id
    is_public = reason.state == StatementState.SHOWN
    topic = reason.statement.topic
    may_read = is_public or is_own or permissions.can_run(request.user, topic)
    return Voice(
        kind=REASON_RECEIPT,
        key=reason.pk,
        number=number,
        channel=reason.author.channel if reason.author else Channel.WEB.value,
        ward=topic.area.name if topic.area else "",
        received_at=reason.created_at,
        words=(reason.text,) if may_read else (),
        is_public=is_public,
        subject=topic.process,
        record=reason,
        withheld="" if may_read else _("公開していない理由の言葉は、書いた機械と担当の職員にだけ示します。"),
        standing=_standing(reason),
        is_own=is_own,
        is_waiting=reason.state == StatementState.WAITING,
        is_closed=reason.state == StatementState.HIDDEN,
    )


def steps(request: HttpRequest, voice: Voice, now: datetime) -> list[Step]:
    """The whole story of a reason, without a query."""
    if voice.kind != REASON_RECEIPT:
        return []
    reason: Reason = voice.record
    fine = _("意見文「%(statement)s」の、%(side)s") % {
        "statement": reason.statement.text,
        "side": reason.get_side_display(),
    }
    content = {"words": voice.words, "text": voice.withheld, "fine": fine}
    told = [Step(reason.created_at, _("声"), _("理由が届きました"), template=TEMPLATE, content=content)]
    for review in reason.reviews.all():
        title = _("職員が読み、公開しました") if review.state == "shown" else _("公開しないことにしました")
        told.append(Step(review.decided_at, _("確認"), title, template=TEMPLATE, content={"text": review.note}))
    for reply in reason.replies.all():
        if reply.withdrawn_at is None:
            by = reply.department.name if reply.department else _("市")
            title = _("%(by)sが応答しました") % {"by": by}
            told.append(Step(reply.replied_at, _("応答"), title, template=TEMPLATE, content={"text": reply.text}))
    for statement in reason.became_statements.all():
        content = {"text": statement.text, "url": statement.get_absolute_url(), "link": _("この意見文に答える")}
        title = _("多くの人が同じ条件を挙げたので、意見文になりました")
        told.append(Step(statement.created_at, _("熟議"), title, template=TEMPLATE, content=content))
    return [*told, *_now(reason, timezone.localtime(now))]


def _now(reason: Reason, today: datetime) -> list[Step]:
    if reason.state == StatementState.WAITING:
        text = _(
            "ふつう数日のうちに、公開するかどうかを決めます。個人の名前や電話番号がないかを見ます。言葉は書き換えません。"
        )
        return [Step(today, _("いま"), _("職員が確かめています"), StepState.NOW, TEMPLATE, {"text": text})]
    if reason.state == StatementState.SHOWN:
        text = _("どちらに答えた人も読み、参考になったかを答えられます。")
        content = {"text": text, "url": reason.get_absolute_url(), "link": _("みんなの理由を読む")}
        return [Step(today, _("いま"), _("みんなが読んでいます"), StepState.NOW, TEMPLATE, content)]
    return []


def _standing(reason: Reason) -> str:
    return {
        StatementState.WAITING: _("理由を受け付けました。職員が読むのを待っています"),
        StatementState.SHOWN: _("理由を公開しています"),
        StatementState.HIDDEN: _("この理由は公開していません"),
    }[StatementState(reason.state)]


def reasons_to_read(request: HttpRequest, now: datetime, ward: DeskWard | None = None) -> list[DeskItem]:
    """Reasons to be read, and conditions offered as statements, an item a topic. Three queries, asked once a page."""
    waiting, offered = _waiting(request)
    items = [
        _item(key, count, _("理由を確かめる"), _("「%(topic)s」に届いた理由です。公開すると、みんなが読めます。"))
        for key, count in waiting.items()
        if ward is None or key[2] == ward.pk
    ]
    items += [
        _item(key, count, _("多くの人が挙げた条件"), _("「%(topic)s」で、意見文にして問えるものです。"))
        for key, count in offered.items()
        if ward is None or key[2] == ward.pk
    ]
    return items


def _item(key: tuple[int, str, int | None], count: int, title: str, text: str) -> DeskItem:
    return DeskItem(
        count=count,
        unit=_("件"),
        title=title,
        text=text % {"topic": key[1]},
        url=reverse("opinion_map:staff-reasons", args=[key[0]]),
        each=_("1件およそ15秒"),
    )


ByTopic = dict[tuple[int, str, int | None], int]


def _waiting(request: HttpRequest) -> tuple[ByTopic, ByTopic]:
    """What waits for this person, and what is offered; kept with the request."""

    def ask() -> tuple[ByTopic, ByTopic]:
        areas = permissions.areas_run_by(request.user)
        return (waiting_by_topic(areas), offered_conditions(areas)) if areas else ({}, {})

    return kept(request, "opinion_map.reasons_waiting", ask)
