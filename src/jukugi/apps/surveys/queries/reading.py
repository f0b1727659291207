"""What everybody reads of surveys: the list, and the notice of one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.paginator import Page, Paginator
from django.db.models import Count
from django.utils import timezone

from jukugi.apps.accounts.models import Participant
from jukugi.apps.surveys.enums import Access, SurveyAct, SurveyState
from jukugi.apps.surveys.models import AnswerDraft, AnswerSheet, Audience, PersonalCode, Survey, SurveyStep
from jukugi.apps.surveys.queries.asking import questionnaire_of
from jukugi.core.questionnaire import minutes_to_answer

RESULTS_A_PAGE = 30
RELATED = ("process", "area", "department", "call")


@dataclass(frozen=True)
class Stage:
    """Where a survey stands for everybody at one moment. ``days_left``: today counted; 0 where it is not open."""

    name: str
    days_left: int = 0

    @property
    def is_open(self) -> bool:
        return self.name == "open"


def stage_of(survey: Survey, *, now: datetime) -> Stage:
    """One of upcoming, open, counting, published, withdrawn."""
    if survey.is_withdrawn or survey.is_published:
        return Stage("withdrawn" if survey.is_withdrawn else "published")
    if survey.is_open_at(now):
        return Stage("open", days_left(survey, timezone.localdate(now)))
    return Stage("counting" if survey.is_over_at(now) else "upcoming")


def days_left(survey: Survey, today: date) -> int:
    """On how many days one may still answer, this one counted."""
    return max(0, (survey.closes_on - today).days + 1)


@dataclass(frozen=True)
class SurveyRow:
    """A survey in a list. ``sheets`` is told after the period alone: a count that grows would be a race."""

    survey: Survey
    stage: Stage
    asked: str
    sheets: int | None = None


@dataclass(frozen=True)
class SurveyList:
    """All surveys by what a reader can do with them."""

    open: Sequence[SurveyRow]
    upcoming: Sequence[SurveyRow]
    counting: Sequence[SurveyRow]
    ended: Sequence[SurveyRow]
    page: "Page[Survey]"

    @property
    def is_empty(self) -> bool:
        return not (self.open or self.upcoming or self.counting or self.page.paginator.count)


def survey_list(page: str | None, *, now: datetime) -> SurveyList:
    """Those that run, and a page of those that are over for good. Six queries."""
    public = Survey.objects.public().select_related(*RELATED).prefetch_related("audiences")
    running = list(public.filter(state=SurveyState.OPENED).order_by("closes_on", "pk"))
    shown = Paginator(public.exclude(state=SurveyState.OPENED).order_by("-closes_on", "-pk"), RESULTS_A_PAGE)
    ended = shown.get_page(page)
    told = [one for one in [*running, *ended] if one.is_over_at(now)]
    counts = sheet_counts([one.pk for one in told])

    def row(one: Survey) -> SurveyRow:
        asked = "、".join(audience.name for audience in one.audiences.all())
        return SurveyRow(one, stage_of(one, now=now), asked, counts.get(one.pk, 0) if one in told else None)

    rows = [row(one) for one in running]
    by_stage = {name: [one for one in rows if one.stage.name == name] for name in ("open", "upcoming", "counting")}
    return SurveyList(**by_stage, ended=[row(one) for one in ended], page=ended)


def sheet_counts(surveys: Sequence[int]) -> dict[int, int]:
    """How many sheets each survey has. One query."""
    rows = AnswerSheet.objects.standing().filter(survey__in=list(surveys)).order_by()
    return dict(rows.values_list("survey").annotate(Count("pk")))


def public_survey(code: str) -> Survey | None:
    """A survey of which everybody may know. One query."""
    return Survey.objects.public().select_related(*RELATED).filter(code=code.lower()).first()


@dataclass(frozen=True)
class AskedPeople:
    """An audience as the notice tells it: how they were chosen, how they come to the form, what it takes them."""

    audience: Audience
    minutes: int
    n_questions: int

    @property
    def way(self) -> str:
        return self.audience.access


@dataclass(frozen=True)
class NoticePage:
    """The notice of a survey, and since its period is over how many sheets came in."""

    survey: Survey
    stage: Stage
    people: Sequence[AskedPeople]
    extensions: Sequence[SurveyStep]
    sheets: int | None

    @property
    def minutes(self) -> int:
        """What it takes those for whom it is shortest: what everybody is told."""
        return min((one.minutes for one in self.people), default=1)

    @property
    def takes_codes(self) -> bool:
        return any(one.way == Access.CODE for one in self.people)


def notice_page(survey: Survey, *, now: datetime) -> NoticePage:
    """At most ten queries."""
    stage = stage_of(survey, now=now)
    asked = questionnaire_of(survey)
    people = [
        AskedPeople(one, minutes_to_answer(asked, one.code), len(asked.of(one.code))) for one in survey.audiences.all()
    ]
    is_told = survey.is_over_at(now)
    return NoticePage(
        survey=survey,
        stage=stage,
        people=people,
        extensions=list(survey.steps.filter(act=SurveyAct.EXTENDED)),
        sheets=sheet_counts([survey.pk]).get(survey.pk, 0) if is_told else None,
    )


def draft_of(audience: Audience, author: Participant | None, code: PersonalCode | None) -> AnswerDraft | None:
    """What was begun with this code, or on this device. At most one query."""
    drafts = AnswerDraft.objects.filter(audience=audience, personal_code=code)
    if code is None:
        if author is None:
            return None
        drafts = drafts.filter(author=author)
    return drafts.first()


def sheet_of(audience: Audience, author: Participant | None, code: PersonalCode | None) -> AnswerSheet | None:
    """What was sent with this code, or from this device. At most one query."""
    sheets = AnswerSheet.objects.standing().filter(audience=audience)
    if code is not None:
        return sheets.filter(personal_code=code).first()
    return sheets.filter(author=author).first() if author is not None else None
