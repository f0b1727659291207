"""What the room tells of voices: the story of a proposed statement, and where an opinion's issue is deliberated."""

from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from jukugi.apps.accounts.actions import participation_of
from jukugi.apps.accounts.enums import Channel
from jukugi.apps.opinion_map import permissions
from jukugi.apps.opinion_map.enums import RECEIPT_KIND, StatementState
from jukugi.apps.opinion_map.models import Statement
from jukugi.apps.opinion_map.queries.topics import TopicRow, topic_rows
from jukugi.apps.opinions.enums import RECEIPT_KIND as OPINION
from jukugi.apps.opinions.queries.counting import VOICES
from jukugi.kit.pages import voices
from jukugi.kit.pages.voices import Step, StepState, Voice
from jukugi.kit.pages.wording import thousands

TEMPLATE = "opinion_map/_step.html"


def register() -> None:
    voices.voices.register(RECEIPT_KIND, voice)
    voices.thread_links.register("opinion_map", steps, order=20)


def voice(request: HttpRequest, number: str) -> Voice | None:
    """A proposed statement. Words that are not public are for the device they were written on, and for staff alone:
    numbers can be guessed. At most four queries.
    """
    related = Statement.objects.select_related("topic__process", "topic__area", "author").prefetch_related("reviews")
    found = related.filter(receipt=number).first()
    if found is None:
        return None
    current = participation_of(request).current
    is_own = current is not None and current.pk == found.author_id
    is_public = found.state == StatementState.SHOWN
    may_read = is_public or is_own or permissions.can_run(request.user, found.topic)
    return Voice(
        kind=RECEIPT_KIND,
        key=found.pk,
        number=number,
        channel=found.author.channel if found.author else Channel.WEB.value,
        ward=found.topic.area.name if found.topic.area else "",
        received_at=found.created_at,
        words=(found.text,) if may_read else (),
        is_public=is_public,
        subject=found.topic.process,
        record=found,
        withheld="" if may_read else _("公開していない意見文の言葉は、書いた機械と担当の職員にだけ示します。"),
        standing=_standing(found),
        is_own=is_own,
        is_waiting=found.state == StatementState.WAITING,
        is_closed=found.state == StatementState.HIDDEN,
    )


def steps(request: HttpRequest, voice: Voice, now: datetime) -> list[Step]:
    """Of a statement its whole story, without a query; of an opinion the statements made from it, and where its issues
    are voted on now: four.
    """
    if voice.kind == RECEIPT_KIND:
        return _story_of_statement(voice, voice.record, now)
    if voice.kind != OPINION:
        return []
    return [*_statements_made_from_it(voice), *_where_its_issues_are_voted_on(voice, now)]


def _standing(statement: Statement) -> str:
    return {
        StatementState.WAITING: _("意見文を受け付けました。職員が読むのを待っています"),
        StatementState.SHOWN: _("意見文を公開しています"),
        StatementState.HIDDEN: _("この意見文は公開していません"),
    }[StatementState(statement.state)]


def _story_of_statement(voice: Voice, statement: Statement, now: datetime) -> list[Step]:
    content = {"words": voice.words, "text": voice.withheld, "fine": statement.topic.title}
    told = [Step(statement.created_at, _("声"), _("意見文が届きました"), template=TEMPLATE, content=content)]
    for review in statement.reviews.all():
        is_shown = review.state == StatementState.SHOWN
        title = _("職員が読み、公開しました") if is_shown else _("公開しないことにしました")
        told.append(Step(review.decided_at, _("確認"), title, template=TEMPLATE, content={"text": review.reason}))
    today = timezone.localtime(now)
    if statement.state == StatementState.WAITING:
        text = _(
            "ふつう数日のうちに、公開するかどうかを決めます。個人の名前や電話番号がないか、一つの文に一つのことかを見ます。言葉は書き換えません。"
        )
        told.append(Step(today, _("いま"), _("職員が確かめています"), StepState.NOW, TEMPLATE, {"text": text}))
    elif statement.state == StatementState.SHOWN:
        text = _("みんながどう答えたかは、意見の地図に出ます。")
        content = {"text": text, "url": statement.get_absolute_url(), "link": _("この意見文を見る")}
        told.append(Step(today, _("いま"), _("ほかの人が答えられます"), StepState.NOW, TEMPLATE, content))
    return told


def _statements_made_from_it(voice: Voice) -> list[Step]:
    made = Statement.objects.shown().filter(opinion__submission=voice.key).select_related("topic").order_by("pk")
    return [
        Step(
            statement.created_at,
            _("熟議"),
            _("この声から意見文ができました"),
            template=TEMPLATE,
            content={
                "words": (statement.text,),
                "fine": _("市が短い一文にしました。問い：%(topic)s") % {"topic": statement.topic.title},
                "url": reverse("opinion_map:reasons", args=[statement.topic_id, statement.pk]),
                "link": _("この意見文と、みんなの理由を見る"),
            },
        )
        for statement in made
    ]


def _where_its_issues_are_voted_on(voice: Voice, now: datetime) -> list[Step]:
    links = [link for opinion in voice.record.opinions.all() for link in opinion.issue_links.all()]
    issues = {link.issue_id for link in links if link.ended_at is None and link.kind in VOICES}
    if not issues:
        return []
    rows = [row for row in topic_rows(now=now) if row.is_open and row.topic.issue_id in issues]
    return [_voting_step(row, now) for row in rows]


def _voting_step(row: TopicRow, now: datetime) -> Step:
    people = thousands(row.live_map.participants) if row.live_map else ""
    text = (
        _("論点「%(issue)s」の問いに、%(people)s人が答えました。似た考えと違う考えが、意見の地図に出ています。")
        if people
        else _("論点「%(issue)s」の問いに、いま答えられます。")
    )
    content = {
        "text": text % {"issue": row.topic.issue.title if row.topic.issue else "", "people": people},
        "url": row.topic.get_absolute_url(),
        "link": _("この問いに答える"),
    }
    title = _("「%(topic)s」で話し合っています") % {"topic": row.topic.title}
    return Step(timezone.localtime(now), _("いま"), title, StepState.NOW, TEMPLATE, content)
