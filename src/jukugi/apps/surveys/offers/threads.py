"""The way of an answered sheet: how it came in, what became of its words, whether it is counted, the result."""

from datetime import datetime

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jukugi.apps.accounts.actions import participation_of
from jukugi.apps.surveys.enums import RECEIPT_KIND, SurveyAct
from jukugi.apps.surveys.models import AnswerSheet, SheetExclusion, SurveyStep
from jukugi.apps.surveys.queries.threads import SheetStory, story_of
from jukugi.kit import receipts
from jukugi.kit.pages import voices
from jukugi.kit.pages.voices import Step, StepState, Voice
from jukugi.kit.pages.wording import jdate

ANSWER, RESULT, COUNT = gettext_lazy("回答"), gettext_lazy("結果"), gettext_lazy("集計")
STATIONS = ((ANSWER, (ANSWER,)), (RESULT, (RESULT,)))
TEMPLATE = "surveys/_step.html"


def register() -> None:
    voices.voices.register(RECEIPT_KIND, voice)
    voices.thread_links.register("surveys", steps, order=46)


def voice(request: HttpRequest, number: str) -> Voice | None:
    """The sheet with this number; None for paper that is not back yet. What was answered is shown to nobody here.

    At most four queries.
    """
    story = story_of(number)
    if story is None:
        return None
    sheet = story.first
    current = participation_of(request).current
    is_own = current is not None and current.pk == sheet.author_id
    return Voice(
        kind=RECEIPT_KIND,
        key=sheet.pk,
        number=number,
        channel=sheet.channel,
        ward="",
        received_at=sheet.received_at,
        words=(),
        is_public=False,
        subject=story.survey.process,
        record=story,
        withheld=_("選んだ答えは、合計にだけ使います。このページには出しません。"),
        is_own=is_own,
        is_waiting=story.survey.is_opened,
        is_closed=story.survey.is_withdrawn or story.survey.is_published,
        stations=STATIONS,
        asked=_("届いたアンケートの回答が、どう数えられ、結果がいつ出たかをたどります。"),
    )


def steps(request: HttpRequest, voice: Voice, now: datetime) -> list[Step]:
    """The whole story of a sheet. No query."""
    if voice.kind != RECEIPT_KIND:
        return []
    story: SheetStory = voice.record
    told = [_came(story)]
    told += [_corrected(one) for one in story.sheets[1:]]
    for exclusion in story.exclusions:
        told += _excluded(exclusion)
    told += [_ended(story, step) for step in story.ends]
    if story.survey.is_opened:
        told.append(_waited_for(story, now))
    return told


def _came(story: SheetStory) -> Step:
    sheet, survey = story.first, story.survey
    submission = sheet.submission
    return Step(
        sheet.received_at,
        str(ANSWER),
        _("「%(title)s」への回答として受け付けました") % {"title": survey.title},
        template=TEMPLATE,
        content={
            "text": _("紙に書かれたものを、職員が入力しました。") if sheet.entered_by else "",
            "survey": survey,
            "words": submission.get_absolute_url() if submission is not None else "",
            "number": receipts.shown(submission.receipt) if submission is not None else "",
        },
        standing=_("この回答は、届いています"),
    )


def _corrected(sheet: AnswerSheet) -> Step:
    text = _("理由：%(reason)s。前の入力も残してあります。") % {"reason": sheet.correction_reason.rstrip("。")}
    return Step(sheet.entered_at, str(COUNT), _("入力の誤りを直しました"), template=TEMPLATE, content={"text": text})


def _excluded(exclusion: SheetExclusion) -> list[Step]:
    text = _("理由：%(reason)s")
    told = [
        Step(
            exclusion.excluded_at,
            str(COUNT),
            _("集計から外しました"),
            template=TEMPLATE,
            content={"text": text % {"reason": exclusion.reason}},
            standing=_("この回答は、集計から外しています"),
        )
    ]
    if exclusion.ended_at is not None:
        told.append(
            Step(
                exclusion.ended_at,
                str(COUNT),
                _("集計に戻しました"),
                template=TEMPLATE,
                content={"text": text % {"reason": exclusion.ended_reason}},
                standing=_("この回答は、集計に入っています"),
            )
        )
    return told


def _ended(story: SheetStory, step: SurveyStep) -> Step:
    survey = story.survey
    if step.act == SurveyAct.WITHDRAWN:
        return Step(
            step.done_at,
            _("判断"),
            _("アンケートが取りやめになりました"),
            template=TEMPLATE,
            content={"text": _("理由：%(reason)s") % {"reason": survey.withdrawn_reason}},
            standing=_("アンケートは、取りやめになりました"),
        )
    is_first = step.act == SurveyAct.PUBLISHED
    return Step(
        step.done_at,
        str(RESULT),
        _("結果を公表しました") if is_first else _("結果の版を改めました"),
        template=TEMPLATE,
        content={"text": step.note, "survey": survey, "has_result": True},
        standing=_("アンケートの結果が出ました"),
    )


def _waited_for(story: SheetStory, now: datetime) -> Step:
    survey = story.survey
    if survey.is_over_at(now):
        title, text = (
            _("集計しています"),
            _("紙の回答の入力がそろったら集計し、答えた人の数、答えなかった人の数といっしょに公表します。"),
        )
    else:
        title = _("受付の期間が続いています")
        text = _("%(day)sまで受け付けます。そのあと集計し、結果をこのページでも知らせます。") % {
            "day": jdate(survey.closes_on)
        }
    return Step(timezone.localtime(now), _("いま"), title, StepState.NOW, TEMPLATE, {"text": text})
