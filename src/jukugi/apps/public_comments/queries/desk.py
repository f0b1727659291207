"""What officers see of a consultation: comments, lines of the table, answers; each list by page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, Max, OuterRef, Q

from jukugi.apps.grouping.enums import UNDER_WAY
from jukugi.apps.public_comments import policies
from jukugi.apps.public_comments.enums import AnswerState, ConsultationState
from jukugi.apps.public_comments.models import (
    Answer,
    AnswerQuerySet,
    CommentGroup,
    CommentGroupQuerySet,
    Consultation,
    ConsultationQuerySet,
    GatheringRun,
    PublicComment,
    PublicCommentQuerySet,
)
from jukugi.apps.public_comments.queries.chapters import Chapters

COMMENTS_A_PAGE, LINES_A_PAGE, ANSWERS_A_PAGE, MEMBERS_A_PAGE = 50, 50, 50, 50


@dataclass(frozen=True)
class Wish:
    """What of a list is wanted. ``chapter`` "" is every one, "0" the whole draft, else the key of a chapter."""

    show: str = ""
    chapter: str = ""
    theme: str = ""
    department: str = ""
    words: str = ""

    @property
    def query(self) -> str:
        """The same for an address, without a page."""
        return urlencode({name: value for name, value in vars(self).items() if value})


@dataclass(frozen=True)
class Line:
    """A line of the table with how many comments (件) stand in it, and the name of its chapter."""

    group: CommentGroup
    size: int
    chapter: str

    @property
    def words(self) -> str:
        """Its gist; where there is none, the first comment."""
        return self.group.gist or self.group.first.text


def my_consultations(areas: set[int | None], departments: frozenset[int]) -> list[Consultation]:
    """Those that the person runs, and those in which their departments answer. One query."""
    mine = Q(department__in=departments) | Q(
        Exists(Answer.objects.filter(consultation=OuterRef("pk"), department__in=departments))
    )
    found: ConsultationQuerySet = Consultation.objects.all()
    if None not in areas:
        run = Q(area__in=[pk for pk in areas if pk is not None])
        found = found.filter((run | mine) if departments else run)
    return list(found.select_related("edition", "area", "department").order_by("-opens_on", "-pk"))


def comments(
    consultation: Consultation, wish: Wish, chapters: Chapters, page: str | None
) -> tuple[Page[int], list[PublicComment]]:
    """A page of keys of comments as they came, and these: at first those in no line. Three queries."""
    rows: PublicCommentQuerySet = PublicComment.objects.standing().filter(consultation=consultation)
    if wish.show != "all":
        rows = rows.filter(group__isnull=True)
    rows = rows.filter(_in_chapter(wish.chapter, chapters))
    if wish.words:
        rows = rows.filter(opinion__text__contains=wish.words)
    shown = Paginator(rows.order_by("pk").values_list("pk", flat=True), COMMENTS_A_PAGE).get_page(page)
    related = PublicComment.objects.select_related("opinion__submission__ward", "clause", "group")
    return shown, list(related.filter(pk__in=list(shown)).order_by("pk"))


def lines(consultation: Consultation, wish: Wish, chapters: Chapters, page: str | None) -> tuple[Page[int], list[Line]]:
    """A page of keys of lines, those that speak of like things together, and these. Four queries."""
    rows = _wanted(consultation, wish, chapters)
    ordered = rows.largest_first() if wish.show == "many" else rows.order_by("theme", "number")
    shown = Paginator(ordered.values_list("pk", flat=True), LINES_A_PAGE).get_page(page)
    keys = list(shown)
    groups = CommentGroup.objects.select_related("first", "answer__category").in_bulk(keys)
    return shown, told_lines([groups[pk] for pk in keys], chapters)


def _wanted(consultation: Consultation, wish: Wish, chapters: Chapters) -> CommentGroupQuerySet:
    rows: CommentGroupQuerySet = CommentGroup.objects.standing().filter(consultation=consultation)
    if wish.show == "open":
        rows = rows.filter(answer__isnull=True)
    elif wish.show == "nogist":
        rows = rows.filter(gist="")
    rows = rows.filter(_in_chapter(wish.chapter, chapters))
    if wish.theme.isdigit():
        rows = rows.filter(theme=int(wish.theme[:9]))
    if wish.words:
        rows = rows.filter(Q(gist__contains=wish.words) | Q(first__text__contains=wish.words))
    return rows


@dataclass(frozen=True)
class Theme:
    """Lines that speak of like things: how many, and how many of them have no answer."""

    number: int
    label: str
    lines: int
    open: int


def themes(consultation: Consultation, *, at_most: int = 60) -> list[Theme]:
    """Themes in which a line waits for an answer, those with most of them first. One query."""
    rows = (
        CommentGroup.objects.standing()
        .filter(consultation=consultation, theme__isnull=False)
        .order_by()
        .values_list("theme")
        .annotate(n=Count("pk"), open=Count("pk", filter=Q(answer__isnull=True)), label=Max("theme_label"))
        .filter(open__gt=0)
        .order_by("-open", "theme")[:at_most]
    )
    return [Theme(theme, label, lines, waiting) for theme, lines, waiting, label in rows if theme is not None]


def open_lines(consultation: Consultation, wish: Wish, chapters: Chapters) -> list[int]:
    """Keys of the lines without an answer among those that are looked at, as many as can be answered at once."""
    rows = _wanted(consultation, wish, chapters).filter(answer__isnull=True)
    return list(rows.order_by("theme", "number").values_list("pk", flat=True)[: policies.GROUPS_AT_ONCE])


def told_lines(groups: Sequence[CommentGroup], chapters: Chapters) -> list[Line]:
    """Lines with their sizes. One query."""
    sizes = _sizes([group.pk for group in groups])
    return [Line(group, sizes.get(group.pk, 0), chapters.name(group.clause_id)) for group in groups]


def members(group: CommentGroup, page: str | None) -> Page[PublicComment]:
    """The comments of a line as they came. Two queries."""
    rows = PublicComment.objects.standing().filter(group=group)
    return Paginator(
        rows.select_related("opinion__submission__ward", "clause").order_by("pk"), MEMBERS_A_PAGE
    ).get_page(page)


def lines_alike(group: CommentGroup, chapters: Chapters, *, at_most: int = 8) -> list[Line]:
    """Other lines of the same theme, to be looked at beside it. Two queries."""
    if group.theme is None:
        return []
    rows = CommentGroup.objects.standing().filter(consultation=group.consultation_id, theme=group.theme)
    others = list(rows.exclude(pk=group.pk).select_related("first", "answer__category").order_by("number")[:at_most])
    return told_lines(others, chapters)


def answers(
    consultation: Consultation, wish: Wish, departments: frozenset[int] | None, today: date, page: str | None
) -> tuple[Page[Answer], Mapping[int, int]]:
    """Answers, the most urgent first, with the lines of each. ``departments``: those alone. Three queries."""
    rows: AnswerQuerySet = _used(Answer.objects.filter(consultation=consultation))
    if departments is not None:
        rows = rows.filter(department__in=departments)
    if wish.show == "late":
        rows = rows.overdue_on(today)
    elif wish.show in AnswerState.values:
        rows = rows.filter(state=wish.show)
    if wish.department == "0":
        rows = rows.filter(department__isnull=True)
    elif wish.department.isdigit():
        rows = rows.filter(department=int(wish.department[:9]))
    if wish.words:
        rows = rows.filter(text__contains=wish.words)
    ordered = rows.select_related("category", "department").order_by("due_on", "number")
    shown = Paginator(ordered, ANSWERS_A_PAGE).get_page(page)
    groups = CommentGroup.objects.standing().filter(answer__in=[answer.pk for answer in shown]).order_by()
    return shown, dict(groups.values_list("answer").annotate(Count("pk")).values_list("answer", "pk__count"))


def answer_states(consultation: Consultation, departments: frozenset[int] | None, today: date) -> dict[str, int]:
    """How many answers there are of each state, and "late" among them. One query."""
    rows = _used(Answer.objects.filter(consultation=consultation))
    if departments is not None:
        rows = rows.filter(department__in=departments)
    late = Q(due_on__lt=today) & ~Q(state=AnswerState.APPROVED)
    counts = rows.aggregate(
        late=Count("pk", filter=late, distinct=True),
        **{str(state): Count("pk", filter=Q(state=state), distinct=True) for state in AnswerState},
    )
    return dict(counts)


def latest_run(consultation: Consultation) -> GatheringRun | None:
    """The newest calculation. One query."""
    return consultation.runs.first()


def is_silent(run: GatheringRun | None, *, now: datetime) -> bool:
    """Whether the worker of a run has died."""
    return run is not None and run.state in UNDER_WAY and now - run.seen_at >= policies.RUN_STANDS_STILL_AFTER


@dataclass(frozen=True)
class Waiting:
    """What waits in the consultations of one ward (None: the whole city) for one person.

    ``to_sort`` comments in no line or without an answer, ``to_approve`` answers of others, ``to_write`` answers of the
    person's departments, ``late`` answers whose day has passed, ``due`` the next day.
    """

    ward: int | None
    to_sort: int = 0
    to_write: int = 0
    to_approve: int = 0
    late: int = 0
    due: date | None = None


def waiting_to_sort(areas: set[int | None]) -> dict[int | None, int]:
    """Comments without an answer by ward, in consultations that somebody runs. One query."""
    running = Consultation.objects.filter(state=ConsultationState.ANNOUNCED, asked_at=None).in_areas(areas)
    rows = PublicComment.objects.standing().filter(consultation__in=running, group__answer__isnull=True).order_by()
    return dict(
        rows.values_list("consultation__area").annotate(Count("pk")).values_list("consultation__area", "pk__count")
    )


def waiting_answers(areas: set[int | None], departments: frozenset[int], actor_key: str, today: date) -> list[Waiting]:
    """Answers to write, to approve, and overdue, by ward. One query."""
    running = Q(consultation__state=ConsultationState.ANNOUNCED, consultation__asked_at=None)
    mine = Q(department__in=departments)
    run = Q() if None in areas else Q(consultation__area__in=[pk for pk in areas if pk is not None])
    seen = (run | mine) if areas and departments else (run if areas else mine)
    by_others = Q(state=AnswerState.SUBMITTED) & ~Q(written_by=actor_key) & ~Q(submitted_by=actor_key)
    rows = (
        _used(Answer.objects.filter(running & seen))
        .order_by()
        .values("consultation__area")
        .annotate(
            to_write=Count(
                "pk", filter=Q(state=AnswerState.DRAFTED) & (mine if departments else Q(pk=None)), distinct=True
            ),
            to_approve=Count("pk", filter=by_others & (run if areas else Q(pk=None)), distinct=True),
            late=Count("pk", filter=Q(due_on__lt=today) & ~Q(state=AnswerState.APPROVED), distinct=True),
        )
    )
    return [Waiting(row["consultation__area"], 0, row["to_write"], row["to_approve"], row["late"]) for row in rows]


def _used(rows: AnswerQuerySet) -> AnswerQuerySet:
    """Answers to a line that stands. Given to none any more, an answer is kept and shown nowhere."""
    standing = CommentGroup.objects.standing().filter(answer=OuterRef("pk"))
    return rows.filter(Exists(standing))


def _sizes(groups: Sequence[int]) -> dict[int, int]:
    rows = PublicComment.objects.standing().filter(group__in=groups).order_by()
    return dict(rows.values_list("group").annotate(Count("pk")).values_list("group", "pk__count"))


def _in_chapter(wanted: str, chapters: Chapters) -> Q:
    """Of one chapter alone; "0" is what speaks of the whole."""
    if wanted == "0":
        return ~Q(clause__in=chapters.by_clause) | Q(clause__isnull=True)
    if wanted.isdigit():
        return Q(clause__in=chapters.inside(int(wanted[:18])))
    return Q()
