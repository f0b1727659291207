"""What everybody reads of consultations before their result: the list, and the notice of one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.paginator import Page, Paginator
from django.utils import timezone

from jukugi.apps.public_comments.enums import ConsultationAct, ConsultationState
from jukugi.apps.public_comments.models import Consultation, ConsultationStep
from jukugi.apps.public_comments.queries import counting
from jukugi.apps.public_comments.queries.counting import Letters

RESULTS_A_PAGE = 30
RELATED = ("process", "area", "department", "call", "edition__document")


@dataclass(frozen=True)
class Stage:
    """Where a consultation stands for everybody at one moment. ``days_left``: today counted; 0 where it is not open."""

    name: str
    days_left: int = 0

    @property
    def is_open(self) -> bool:
        return self.name == "open"


def stage_of(consultation: Consultation, *, now: datetime) -> Stage:
    """One of upcoming, open, answering, published, withdrawn."""
    if consultation.is_withdrawn:
        return Stage("withdrawn")
    if consultation.is_published:
        return Stage("published")
    if consultation.is_open_at(now):
        return Stage("open", days_left(consultation, timezone.localdate(now)))
    return Stage("answering" if consultation.is_over_at(now) else "upcoming")


def days_left(consultation: Consultation, today: date) -> int:
    """On how many days one may still write, this one counted."""
    return max(0, (consultation.closes_on - today).days + 1)


@dataclass(frozen=True)
class ConsultationRow:
    """A consultation in a list. ``letters`` (通) and ``comments`` (件) are told after the period alone."""

    consultation: Consultation
    stage: Stage
    letters: int | None = None
    comments: int | None = None


@dataclass(frozen=True)
class ConsultationList:
    """All consultations by what a reader can do with them."""

    open: Sequence[ConsultationRow]
    upcoming: Sequence[ConsultationRow]
    answering: Sequence[ConsultationRow]
    results: Sequence[ConsultationRow]
    page: "Page[Consultation]"

    @property
    def is_empty(self) -> bool:
        return not (self.open or self.upcoming or self.answering or self.page.paginator.count)


def consultation_list(page: str | None, *, now: datetime) -> ConsultationList:
    """Those that run, and a page of those that are over for good. Five queries."""
    public = Consultation.objects.public().select_related(*RELATED).defer("edition__frozen")
    running = list(public.filter(state=ConsultationState.ANNOUNCED).order_by("closes_on", "pk"))
    ended = public.exclude(state=ConsultationState.ANNOUNCED).order_by("-closes_on", "-pk")
    shown = Paginator(ended, RESULTS_A_PAGE).get_page(page)
    counted = [one for one in [*running, *shown] if one.is_over_at(now) or not one.is_announced]
    letters, comments = counting.letters_of_many(counted), counting.comments_of_many(counted)

    def row(one: Consultation) -> ConsultationRow:
        if one not in counted:
            return ConsultationRow(one, stage_of(one, now=now))
        return ConsultationRow(one, stage_of(one, now=now), letters.get(one.pk, 0), comments.get(one.pk, 0))

    rows = [row(one) for one in running]
    return ConsultationList(
        open=[one for one in rows if one.stage.is_open],
        upcoming=[one for one in rows if one.stage.name == "upcoming"],
        answering=[one for one in rows if one.stage.name == "answering"],
        results=[row(one) for one in shown],
        page=shown,
    )


def public_consultation(pk: int) -> Consultation | None:
    """A consultation of which everybody may know. One query."""
    public = Consultation.objects.public().select_related(*RELATED).defer("edition__frozen")
    return public.filter(pk=pk).first()


@dataclass(frozen=True)
class NoticePage:
    """The notice of a consultation, and since the period is over what came in."""

    consultation: Consultation
    stage: Stage
    extensions: Sequence[ConsultationStep]
    letters: Letters | None
    comments: int | None


def notice_page(consultation: Consultation, *, now: datetime) -> NoticePage:
    """At most three queries."""
    stage = stage_of(consultation, now=now)
    is_told = stage.name in ("answering", "published") or (stage.name == "withdrawn" and consultation.call_id)
    return NoticePage(
        consultation=consultation,
        stage=stage,
        extensions=list(consultation.steps.filter(act=ConsultationAct.EXTENDED)),
        letters=counting.letters(consultation) if is_told else None,
        comments=counting.comments_of(consultation) if is_told else None,
    )
