"""The way of a comment: to which consultation it came, what the city says to it, what it changed."""

from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from jukugi.apps.opinions.enums import RECEIPT_KIND
from jukugi.apps.opinions.queries.reading import beginning
from jukugi.apps.public_comments.models import CommentGroup
from jukugi.apps.public_comments.queries import threads as queries
from jukugi.apps.public_comments.queries.threads import CommentStory
from jukugi.kit.pages import voices
from jukugi.kit.pages.voices import Fate, Step, StepState, Voice
from jukugi.kit.pages.wording import jdate, thousands

WORDS_SHOWN = 90


def register() -> None:
    voices.thread_links.register("public_comments", steps, order=45)
    voices.latest_fates.register("public_comments", newest_fates, order=30)


def steps(request: HttpRequest, voice: Voice, now: datetime) -> list[Step]:
    """For what came in, what it came to, and its end; one query for what came to no consultation."""
    if voice.kind != RECEIPT_KIND or not voice.record.is_comment:
        return []
    story = queries.story_of(voice.key)
    if story is None:
        return []
    told = [_came(story, voice)]
    consultation = story.consultation
    if consultation.is_published:
        told.append(_answered(story))
    elif story.withdrawn_at is not None:
        told.append(_withdrawn(story, story.withdrawn_at))
    else:
        told.append(_waited_for(story, now))
    return told


def newest_fates(count: int, ward: int | None) -> list[Fate]:
    """Lines of the newest results, by their gists; never of one ward: of which ward a comment is nobody tells. Two
    queries.
    """
    return [] if ward is not None else [_fate(line) for line in queries.newest_lines(count)]


def _came(story: CommentStory, voice: Voice) -> Step:
    consultation = story.consultation
    return Step(
        voice.received_at,
        _("意見の募集"),
        _("「%(title)s」への意見として受け付けました") % {"title": consultation.title},
        template="public_comments/_step_came.html",
        content={"consultation": consultation, "comments": story.comments},
        standing=_("この意見は、届いています"),
    )


def _answered(story: CommentStory) -> Step:
    consultation = story.consultation
    assert consultation.published_at is not None
    is_reflected = any(one.is_reflected for one in story.comments)
    return Step(
        consultation.published_at,
        _("文書") if is_reflected else _("市の考え方"),
        _("案に反映し、市の考え方を公表しました") if is_reflected else _("市の考え方を公表しました"),
        template="public_comments/_step_answer.html",
        content={"consultation": consultation, "comments": story.comments},
        standing=_("この意見は、案に反映されました") if is_reflected else _("この意見に、市の考え方が出ました"),
    )


def _withdrawn(story: CommentStory, at: datetime) -> Step:
    return Step(
        at,
        _("判断"),
        _("意見の募集が取りやめになりました"),
        template="public_comments/_step_withdrawn.html",
        content={"consultation": story.consultation},
        standing=_("意見の募集は、取りやめになりました"),
    )


def _waited_for(story: CommentStory, now: datetime) -> Step:
    consultation = story.consultation
    if consultation.is_over_at(now):
        title = _("市の考え方をまとめています")
        text = _(
            "届いた意見をすべて読み、同じ内容のものをまとめて要旨を書き、一つずつ市の考え方を書いています。"
            "そろったら公表し、このページにも出します。"
        )
    else:
        title = _("募集の期間が続いています")
        text = _(
            "%(day)sまで受け付けます。そのあと、すべての意見に市の考え方をまとめ、公表します。"
            "答えは、このページにも出ます。"
        ) % {"day": jdate(consultation.closes_on)}
    return Step(
        timezone.localtime(now),
        _("いま"),
        title,
        state=StepState.NOW,
        template="public_comments/_step_now.html",
        content={"text": text},
    )


def _fate(line: CommentGroup) -> Fate:
    consultation, answer = line.consultation, line.answer
    assert answer is not None
    assert answer.category is not None
    assert consultation.published_at is not None
    is_cut = len(line.gist) > WORDS_SHOWN
    text = answer.text
    return Fate(
        at=consultation.published_at,
        number="",
        words=beginning(line.gist, limit=WORDS_SHOWN) if is_cut else line.gist,
        channel="",
        ward="",
        received_at=consultation.published_at,
        status=_("案に反映") if answer.category.needs_change else _("市の考え方"),
        sentence=beginning(text, limit=WORDS_SHOWN) if len(text) > WORDS_SHOWN else text,
        is_done=answer.category.needs_change,
        is_cut=is_cut,
        url=reverse("public_comments:line", args=[consultation.pk, line.result_number]),
        origin=_("パブリックコメントの要旨（%(count)s件）") % {"count": thousands(line.size)},  # type: ignore[attr-defined]  # annotated
    )
