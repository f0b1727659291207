"""通 and 件 of a consultation: the one place from which every page and every file takes them."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Min, Q
from django.utils.translation import gettext as _

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.opinions.models import Submission
from jukugi.apps.opinions.queries.counting import Channels, in_order
from jukugi.apps.public_comments.enums import AnswerState
from jukugi.apps.public_comments.models import Answer, AnswerQuerySet, CommentGroup, Consultation, PublicComment


@dataclass(frozen=True)
class Letters:
    """通: submissions, by channel in their order; channels on which none came are left out."""

    total: int
    by_channel: Channels

    @property
    def told(self) -> tuple[tuple[str, int], ...]:
        """The same with the words of the channels."""
        return tuple((str(Channel(channel).label), count) for channel, count in self.by_channel)


def letters(consultation: Consultation) -> Letters:
    """通 of a consultation. One query; none before it is announced."""
    if consultation.call_id is None:
        return Letters(0, ())
    rows = Submission.objects.filter(call=consultation.call_id).order_by().values_list("channel")
    channels = Counter(dict(rows.annotate(Count("pk")).values_list("channel", "pk__count")))
    return Letters(channels.total(), in_order(channels))


def letters_of_many(consultations: Sequence[Consultation]) -> Mapping[int, int]:
    """通 of each of these, by its key. One query."""
    calls = {one.call_id: one.pk for one in consultations if one.call_id is not None}
    rows = Submission.objects.filter(call__in=calls).order_by().values_list("call").annotate(Count("pk"))
    return {calls[call]: count for call, count in rows}


def comments_of_many(consultations: Sequence[Consultation]) -> Mapping[int, int]:
    """件 of each of these, by its key. One query."""
    rows = PublicComment.objects.standing().filter(consultation__in=consultations).order_by()
    return dict(rows.values_list("consultation").annotate(Count("pk")))


def comments_of(consultation: Consultation) -> int:
    """件 of a consultation. One query."""
    return PublicComment.objects.standing().filter(consultation=consultation).count()


@dataclass(frozen=True)
class Segment:
    """One part of a bar of 1,000 units."""

    name: str
    label: str
    count: int
    x: int
    width: int


@dataclass(frozen=True)
class Progress:
    """How far a consultation is answered, in 件: ``comments`` = ``unplaced`` + ``unanswered`` + ``drafted`` +
    ``submitted`` + ``approved``. Answers are counted besides, each once.
    """

    comments: int
    unplaced: int
    unanswered: int
    drafted: int
    submitted: int
    approved: int

    @property
    def is_whole(self) -> bool:
        """Whether every comment has an approved answer."""
        return self.comments == self.approved

    @property
    def segments(self) -> list[Segment]:
        """The five parts side by side on 1,000 units; those without a comment are left out of the picture."""
        words = {
            "approved": _("承認済み"),
            "submitted": _("承認待ち"),
            "drafted": _("下書き"),
            "unanswered": _("答えがない"),
            "unplaced": _("まだ分けていない"),
        }
        found, before = [], 0
        for name, label in words.items():
            count = int(getattr(self, name))
            if count:
                start, end = (1000 * at // self.comments for at in (before, before + count))
                found.append(Segment(name, label, count, start, end - start))
            before += count
        return found

    @property
    def share(self) -> int:
        """Approved of all, in whole per cent, never rounded up to 100."""
        return 100 * self.approved // self.comments if self.comments else 0


def progress(consultation: Consultation) -> Progress:
    """How far it is. One query."""
    return progresses([consultation])[consultation.pk]


def progresses(consultations: Collection[Consultation]) -> dict[int, Progress]:
    """How far each of these is, by its key. One query."""
    of_answer = {
        str(state): Count("pk", filter=Q(group__answer__state=state))
        for state in (AnswerState.DRAFTED, AnswerState.SUBMITTED, AnswerState.APPROVED)
    }
    standing = PublicComment.objects.standing().filter(consultation__in=consultations).order_by()
    counted = standing.values("consultation").annotate(
        comments=Count("pk"),
        unplaced=Count("pk", filter=Q(group__isnull=True)),
        unanswered=Count("pk", filter=Q(group__isnull=False, group__answer__isnull=True)),
        **of_answer,
    )
    found = {one.pk: Progress(0, 0, 0, 0, 0, 0) for one in consultations}
    names = ("comments", "unplaced", "unanswered", "drafted", "submitted", "approved")
    return found | {pk: Progress(*figures) for pk, *figures in counted.values_list("consultation", *names)}


@dataclass(frozen=True)
class DepartmentProgress:
    """Answers of one department: all, approved, and overdue. ``name`` is "" for those given to none."""

    pk: int | None
    name: str
    answers: int
    approved: int
    overdue: int
    next_due: date | None

    @property
    def key(self) -> str:
        """As it stands in an address."""
        return str(self.pk or 0)


def by_department(consultation: Consultation, *, today: date) -> list[DepartmentProgress]:
    """How far each department is, those with most to do first. One query."""
    late = Q(due_on__lt=today) & ~Q(state=AnswerState.APPROVED)
    rows = (
        _answers_in_use(consultation)
        .order_by()
        .values("department", "department__name")
        .annotate(
            n=Count("pk", distinct=True),
            approved=Count("pk", filter=Q(state=AnswerState.APPROVED), distinct=True),
            overdue=Count("pk", filter=late, distinct=True),
            next_due=Min("due_on", filter=~Q(state=AnswerState.APPROVED)),
        )
    )
    found = [
        DepartmentProgress(
            row["department"], row["department__name"] or "", row["n"], row["approved"], row["overdue"], row["next_due"]
        )
        for row in rows
    ]
    return sorted(found, key=lambda row: (row.approved - row.answers, row.name))


def overdue(consultation: Consultation, *, today: date) -> int:
    """Answers whose day has passed. One query."""
    return _answers_in_use(consultation).overdue_on(today).distinct().count()


def _answers_in_use(consultation: Consultation) -> AnswerQuerySet:
    """Answers to at least one line that stands."""
    return Answer.objects.filter(consultation=consultation, groups__ended_at__isnull=True, groups__isnull=False)


def group_sizes(consultation: Consultation) -> Mapping[int, int]:
    """件 in each line, by its key. One query."""
    standing = PublicComment.objects.standing().filter(consultation=consultation, group__isnull=False).order_by()
    return dict(standing.values_list("group").annotate(Count("pk")).values_list("group", "pk__count"))


def cells_of(consultation: Consultation) -> Mapping[tuple[str, int | None], int]:
    """件 in the lines that have a number in the result: by the code of the category and the key of the clause of the
    line. One query, whose rows do not grow with the comments.
    """
    standing = PublicComment.objects.standing().filter(
        consultation=consultation,
        group__ended_at__isnull=True,
        group__result_number__isnull=False,
        group__answer__category__isnull=False,
    )
    rows = standing.order_by().values_list("group__answer__category__code", "group__clause").annotate(Count("pk"))
    return {(code, clause): count for code, clause, count in rows}


def lines_of(consultation: Consultation) -> int:
    """Lines of the table that stand. One query."""
    return CommentGroup.objects.standing().filter(consultation=consultation).count()
