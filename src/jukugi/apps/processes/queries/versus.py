"""The plan against what became of it: every stage with its first plan, its plan now and what really happened."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from jukugi.apps.processes.enums import Lane
from jukugi.apps.processes.models import FormerName, Milestone, Move, Phase, Process
from jukugi.apps.processes.spans import Span, actual, last_day, planned, spread

MONTHS_AT_MOST = 36


@dataclass(frozen=True)
class Bar:
    """Where a span stands on the months of the picture: first month from 1, and how many."""

    first: int
    length: int


@dataclass(frozen=True)
class Pair:
    """One stage. ``plan`` is the first plan, ``now`` the plan as it stands or what happened; a bar is None where there
    is nothing to draw. ``late`` tells the difference of their beginnings in words.
    """

    lane: str
    title: str
    former: str
    url: str
    plan: str
    now: str
    late: str
    is_actual: bool
    plan_bar: Bar | None
    now_bar: Bar | None


@dataclass(frozen=True)
class Versus:
    """All pairs by lane, and the months below them."""

    lanes: tuple[tuple[str, tuple[Pair, ...]], ...]
    months: tuple[tuple[int, int, int], ...]

    @property
    def ticks(self) -> list[tuple[int, int, int]]:
        """The months that are written below: one in three, from April; none where its words would stick out."""
        return [tick for tick in self.months if tick[2] % 3 == 1 and tick[0] <= len(self.months) - 3]

    @property
    def is_telling(self) -> bool:
        """Whether anything differs from its plan, or is known to have happened."""
        return any(pairs for _lane, pairs in self.lanes)


def versus(process: Process) -> Versus:
    """Every stage of a finished process with its plan; of a running one, those that differ from it. Four queries."""
    first_moves: dict[str, Move] = {}
    for move in Move.objects.filter(shift__process=process).order_by("pk"):
        first_moves.setdefault(f"{move.phase_id}/{move.milestone_id}", move)
    former: dict[str, str] = {}
    for name in FormerName.objects.filter(process=process).order_by("renamed_at", "pk"):
        former.setdefault(f"{name.phase_id}/{name.milestone_id}", name.title)
    stages: list[Phase | Milestone] = [*process.phases.all(), *process.milestones.all()]
    told = [(stage, *_spans(stage, first_moves)) for stage in stages]
    start = min([process.starts_on, *(one.first for _stage, *both in told for one in both if one)]).replace(day=1)
    end = max([process.ends_on, *(one.last for _stage, *both in told for one in both if one)])
    count = min(_index(end, start), MONTHS_AT_MOST)
    lanes = []
    for lane in Lane:
        own = sorted((row for row in told if row[0].lane == lane), key=lambda row: (row[2] or row[1]).first)  # type: ignore[union-attr]
        pairs = [_pair(process, stage, plan, now, former, start, count) for stage, plan, now in own]
        # While a process runs, only what differs from its plan or has happened says anything.
        telling = [pair for pair in pairs if process.is_finished or pair.is_actual or pair.plan != pair.now]
        lanes.append((str(lane.label), tuple(telling)))
    months = tuple((number + 1, *divmod_month(start, number)) for number in range(count))
    return Versus(tuple(lanes), months)


def divmod_month(start: date, number: int) -> tuple[int, int]:
    """Year and month so many months later."""
    years, month = divmod(start.month - 1 + number, 12)
    return start.year + years, month + 1


def _spans(stage: Phase | Milestone, first_moves: dict[str, Move]) -> tuple[Span | None, Span | None]:
    """The first plan (None where it was in no plan), and what became of it."""
    name = f"{stage.pk}/None" if isinstance(stage, Phase) else f"None/{stage.pk}"
    move, now = first_moves.get(name), actual(stage) or planned(stage)
    if not stage.is_planned:
        return None, now
    if move is None:
        return planned(stage), now
    day = timezone.localdate(move.before_from)
    if isinstance(stage, Milestone):
        return spread(day, move.before_precision), now
    return Span(day, last_day(move.before_to), move.before_precision), now


def _pair(
    process: Process,
    stage: Phase | Milestone,
    plan: Span | None,
    now: Span | None,
    former: dict[str, str],
    start: date,
    count: int,
) -> Pair:
    stage.process = process
    name = f"{stage.pk}/None" if isinstance(stage, Phase) else f"None/{stage.pk}"
    is_actual = stage.began_on is not None
    return Pair(
        lane=str(stage.get_lane_display()),
        title=stage.title,
        former=former.get(name, ""),
        url=stage.get_absolute_url(),
        plan=plan.words if plan else "",
        now=(stage.when or now.words) if now else "",
        late=_late(plan, now) if plan and now else "",
        is_actual=is_actual,
        plan_bar=_bar(plan, start, count),
        now_bar=_bar(now, start, count),
    )


def _late(plan: Span, now: Span) -> str:
    """How much later the beginning is: in months, as plans are rarely known to the day."""
    months = _index(now.first, plan.first.replace(day=1)) - 1
    if plan.first <= now.first and now.last <= plan.last:
        return _("予定のとおり")
    if months == 0:
        return _("ほぼ予定のとおり")
    return _("%(months)sか月あと") % {"months": months} if months > 0 else _("%(months)sか月前") % {"months": -months}


def _bar(span: Span | None, start: date, count: int) -> Bar | None:
    if span is None:
        return None
    first, last = max(1, _index(span.first, start)), min(count, _index(span.last, start))
    return Bar(first, last - first + 1) if first <= last else None


def _index(day: date, start: date) -> int:
    return (day.year - start.year) * 12 + day.month - start.month + 1
