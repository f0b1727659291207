"""Reads for the page of reasons and for those who moderate them."""

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Prefetch, Q

from jukugi.apps.accounts.models import Participant
from jukugi.apps.opinion_map import policies
from jukugi.apps.opinion_map.enums import VOTING, Choice, ReasonSide, StatementState
from jukugi.apps.opinion_map.models import (
    CurrentVote,
    HelpfulMark,
    Reason,
    ReasonReply,
    ReasonReview,
    Statement,
    Topic,
    Vote,
)
from jukugi.apps.processes.models import Phase

NEW_EVERY = 3
"""Every so many places in a list belong to a reason that nobody has weighed yet."""

OTHER_SIDE = {
    Choice.AGREE: (ReasonSide.AGAINST,),
    Choice.DISAGREE: (ReasonSide.FOR,),
    Choice.PASS: (ReasonSide.FOR, ReasonSide.AGAINST),
}


@dataclass(frozen=True)
class ShownReason:
    """A reason as one visitor sees it. ``helped`` is None below the people that may be told of."""

    reason: Reason
    is_marked: bool
    is_own: bool
    helped: int | None

    @property
    def replies(self) -> list[ReasonReply]:
        return list(self.reason.replies.all())


@dataclass(frozen=True)
class SideOfReasons:
    """The reasons of one side, of ``total``, in this visitor's order; without those that are read first."""

    side: ReasonSide
    rows: tuple[ShownReason, ...]
    total: int


@dataclass(frozen=True)
class ReasonsPage:
    """Reasons under one statement. ``first`` are read first: the most helpful of the side the visitor is not on.

    ``choice`` is the visitor's present answer as a word, or ""; ``waiting`` their own reasons before the staff;
    ``changed`` how many changed their answer after reading, None below the people that may be told of.
    """

    statement: Statement
    phase: Phase | None
    choice: str
    first: tuple[ShownReason, ...]
    sides: tuple[SideOfReasons, ...]
    waiting: tuple[Reason, ...]
    total: int
    changed: int | None


def reasons_page(statement: Statement, participant: Participant | None, *, now: datetime) -> ReasonsPage:
    """Seven queries at most, whatever the number of reasons."""
    shown = list(
        statement.reasons.shown().prefetch_related(
            Prefetch("replies", ReasonReply.objects.filter(withdrawn_at__isnull=True).select_related("department"))
        )
    )
    marked = _marked_by(participant, statement)
    rows = {
        reason.pk: ShownReason(
            reason,
            reason.pk in marked,
            participant is not None and reason.author_id == participant.pk,
            reason.helped if reason.helped >= policies.CELL_MINIMUM else None,
        )
        for reason in shown
    }
    own = CurrentVote.objects.filter(participant=participant, statement=statement).first() if participant else None
    choice = Choice(own.choice) if own is not None else None
    who = participant.actor_key if participant is not None else ""
    by_side = {
        side: [rows[r.pk] for r in in_order([r for r in shown if r.side == side], who=who)] for side in ReasonSide
    }
    first = _read_first(by_side, choice)
    waiting = statement.reasons.waiting().filter(author=participant) if participant else Reason.objects.none()
    return ReasonsPage(
        statement=statement,
        phase=policies.open_phases(statement.topic, now=now).get(VOTING),
        choice=choice.word if choice is not None else "",
        first=first,
        sides=tuple(
            SideOfReasons(side, tuple(row for row in ordered if row not in first), len(ordered))
            for side, ordered in by_side.items()
        ),
        waiting=tuple(waiting),
        total=len(shown),
        changed=_changed_after_reading(statement),
    )


def in_order(reasons: Sequence[Reason], *, who: str) -> list[Reason]:
    """What helps across groups first; every third place is for one that nobody has weighed yet, by lot for each reader.

    So a new reason is read by some before it can be weighed, and no reader meets the same new ones first. No query.
    """
    weighed = sorted((r for r in reasons if r.helped), key=lambda r: (-(r.standing or 0.0), r.pk))
    fresh = sorted((r for r in reasons if not r.helped), key=lambda r: r.pk)
    random.Random(f"{who}:{len(fresh)}").shuffle(fresh)  # noqa: S311 - an order, no secret
    ordered: list[Reason] = []
    while weighed or fresh:
        is_turn = len(ordered) % NEW_EVERY == NEW_EVERY - 1
        source = fresh if fresh and (is_turn or not weighed) else weighed
        ordered.append(source.pop(0))
    return ordered


def shown_counts(statements: Iterable[int]) -> dict[int, int]:
    """Public reasons by key of a statement; one without any is left out. One query."""
    counted = Reason.objects.shown().filter(statement__in=list(statements)).order_by()
    return dict(counted.values_list("statement").annotate(Count("pk")))


def reasons_for_staff(topic: Topic) -> list[Reason]:
    """Every reason of a topic: what waits first, then conditions that many share, then the newest. Four queries."""
    rank = {StatementState.WAITING: 0, StatementState.SHOWN: 1, StatementState.HIDDEN: 2}
    found = (
        Reason.objects.filter(statement__topic=topic)
        .select_related("statement__topic")
        .prefetch_related(
            Prefetch("reviews", ReasonReview.objects.order_by("decided_at", "pk")),
            Prefetch("replies", ReasonReply.objects.select_related("department")),
            "became_statements",
        )
    )
    return sorted(found, key=lambda r: (rank[StatementState(r.state)], not r.is_shared, -r.pk))


def waiting_by_topic(areas: set[int | None]) -> dict[tuple[int, str, int | None], int]:
    """Reasons that wait, by key, title and area of the topics somebody with these areas runs. One query."""
    waiting = Reason.objects.waiting().order_by()
    if None not in areas:
        waiting = waiting.filter(statement__topic__area__in=areas)
    rows = waiting.values_list("statement__topic", "statement__topic__title", "statement__topic__area")
    return {(pk, title, area): count for pk, title, area, count in rows.annotate(Count("pk"))}


def offered_conditions(areas: set[int | None]) -> dict[tuple[int, str, int | None], int]:
    """Conditions that many share and that have become no statement yet, by topic as above. One query."""
    shared = Reason.objects.shown().filter(is_shared=True, became_statements__isnull=True).order_by()
    if None not in areas:
        shared = shared.filter(statement__topic__area__in=areas)
    rows = shared.values_list("statement__topic", "statement__topic__title", "statement__topic__area")
    return {(pk, title, area): count for pk, title, area, count in rows.annotate(Count("pk"))}


def _read_first(by_side: Mapping[ReasonSide, Sequence[ShownReason]], choice: Choice | None) -> tuple[ShownReason, ...]:
    wanted = OTHER_SIDE[choice if choice is not None else Choice.PASS]
    best = ([row for row in by_side[side] if row.reason.helped] for side in wanted)
    return tuple(max(rows, key=lambda row: row.reason.standing or 0.0) for rows in best if rows)


def _marked_by(participant: Participant | None, statement: Statement) -> set[int]:
    if participant is None:
        return set()
    marks = HelpfulMark.objects.filter(participant=participant, reason__statement=statement, is_on=True)
    return set(marks.values_list("reason", flat=True))


def _changed_after_reading(statement: Statement) -> int | None:
    """People whose answer on the page of reasons differs from the one before it. One query."""
    before = Vote.objects.filter(statement=statement, participant=OuterRef("participant"), pk__lt=OuterRef("pk"))
    changed = Vote.objects.filter(Q(statement=statement, after_reasons=True), Exists(before))
    people = changed.by_person().aggregate(people=Count("person", distinct=True))["people"]
    return people if people >= policies.CELL_MINIMUM else None
