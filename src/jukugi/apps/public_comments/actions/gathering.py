"""The machine gathers comments that say the same, one line for each, and lines that speak of like things to themes.

What a person placed stays where it is. It works in steps, each a transaction of its own: what is done stays done when
the worker dies, and the next run goes on with what is left.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import TypeVar

from django.db import IntegrityError, transaction

from jukugi.apps.accounts.models import User
from jukugi.apps.grouping.enums import UNDER_WAY, RunState
from jukugi.apps.public_comments import errors, policies
from jukugi.apps.public_comments.actions.placing import new_groups
from jukugi.apps.public_comments.actions.standing import answering
from jukugi.apps.public_comments.enums import AnswerState
from jukugi.apps.public_comments.models import CommentGroup, Consultation, GatheringRun, PublicComment
from jukugi.apps.public_comments.queries.chapters import Chapters, chapters_of
from jukugi.kit import audit, jobs

T = TypeVar("T")
TEXTS_AT_ONCE, ROWS_AT_ONCE = 2_000, 500
GATHER_JOB = "public_comments.gather"
SEED = 1


class _Stopped(Exception):
    """The run is no longer under way."""


@dataclass(frozen=True)
class _Spoken:
    """A text with where it stands: of a line that is there already (``group``), or of a comment (``comment``)."""

    text: str
    chapter: int | None
    clause: int | None
    opinion: int
    group: int | None = None
    comment: int | None = None


def ask_for_gathering(*, consultation: Consultation, actor: User, now: datetime) -> GatheringRun:
    """Have the comments that stand in no line yet gathered by the worker. A run whose worker died is taken up again.

    Raises NotAllowed, ProcessFinished, ConsultationNotInState, ResultPublished, PublicationUnderWay or
    GatheringUnderWay.
    """
    try:
        with transaction.atomic():
            current = answering(consultation, actor)
            for run in GatheringRun.objects.select_for_update().filter(consultation=current, state__in=UNDER_WAY):
                if now - run.seen_at < policies.RUN_STANDS_STILL_AFTER:
                    raise errors.GatheringUnderWay
                run.state, run.ended_at = RunState.FAILED, now
                run.save(update_fields=["state", "ended_at"])
            made = GatheringRun.objects.create(
                consultation=current, actor_key=actor.actor_key, asked_at=now, seen_at=now
            )
            audit.record("public_comments.gathering_asked", actor=actor, subject=current, at=now)
            jobs.defer(GATHER_JOB, run_pk=made.pk)
    except IntegrityError as error:  # two pressed at one moment
        raise errors.GatheringUnderWay from error
    return made


def gather(*, run_pk: int, clock: Callable[[], datetime]) -> None:
    """Carry a run out. Safe to run twice; any failure is written down and raised."""
    run = GatheringRun.objects.select_related("consultation__edition").get(pk=run_pk)
    if run.state not in UNDER_WAY:
        return
    try:
        _gather(run, clock)
    except _Stopped:
        return
    except Exception:
        GatheringRun.objects.filter(pk=run.pk, state__in=UNDER_WAY).update(state=RunState.FAILED, ended_at=clock())
        raise


def _gather(run: GatheringRun, clock: Callable[[], datetime]) -> None:
    from jukugi.core.text.reading import Texts, read_texts
    from jukugi.core.text.repeats import repeat_sets

    chapters = chapters_of(run.consultation.edition)
    lines, comments = _lines(run.consultation, chapters), _unplaced(run.consultation, chapters)
    spoken = [*lines, *comments]
    _tell(run, clock, state=RunState.RUNNING, total=len(spoken), read=0)
    different = list(dict.fromkeys(one.text for one in spoken))
    parts = []
    for start in range(0, len(different), TEXTS_AT_ONCE):
        parts.append(read_texts(different[start : start + TEXTS_AT_ONCE]))
        _tell(run, clock, read=len(spoken) * sum(map(len, parts)) // len(different))
    if not parts:
        _end(run, clock, 0, 0)
        return
    place = {text: number for number, text in enumerate(different)}
    read = Texts.joined(parts).at(place[one.text] for one in spoken)
    firsts = repeat_sets(read).tolist()
    _tell(run, clock)
    sets: dict[tuple[int | None, int], list[_Spoken]] = {}
    for one, first in zip(spoken, firsts, strict=True):
        sets.setdefault((one.chapter, first), []).append(one)
    made, joined = _write(run, sets.values(), clock)
    _themes(run, chapters, clock)
    _end(run, clock, made, joined)


def _lines(consultation: Consultation, chapters: Chapters) -> list[_Spoken]:
    """What speaks for each line that may still take comments. One query."""
    rows = CommentGroup.objects.standing().filter(consultation=consultation)
    rows = rows.exclude(answer__state=AnswerState.APPROVED).order_by("pk")
    return [
        _Spoken(text, chapters.chapter(clause), clause, opinion, group=pk)
        for pk, clause, opinion, text in rows.values_list("pk", "clause", "first", "first__text")
    ]


def _unplaced(consultation: Consultation, chapters: Chapters) -> list[_Spoken]:
    """Comments in no line, in the order in which they came. One query."""
    rows = PublicComment.objects.unplaced().filter(consultation=consultation).order_by("pk")
    return [
        _Spoken(text, chapters.chapter(clause), clause, opinion, comment=pk)
        for pk, clause, opinion, text in rows.values_list("pk", "clause", "opinion", "opinion__text")
    ]


def _write(run: GatheringRun, sets: Iterable[list[_Spoken]], clock: Callable[[], datetime]) -> tuple[int, int]:
    """Put each set into its line. How many lines are new, and how many comments joined another."""
    made = joined = 0
    for batch in _batches(sets, ROWS_AT_ONCE):
        with transaction.atomic():
            _tell(run, clock)
            known = [next((one.group for one in same if one.group is not None), None) for same in batch]
            fresh = [same for same, group in zip(batch, known, strict=True) if group is None]
            rows = [{"clause_id": same[0].clause, "first_id": same[0].opinion} for same in fresh]
            numbers = iter(new_groups(run.consultation_id, rows, clock()))
            changed = []
            for same, group in zip(batch, known, strict=True):
                target = group if group is not None else next(numbers).pk
                members = [one.comment for one in same if one.comment is not None]
                changed += [PublicComment(pk=pk, group_id=target) for pk in members]
                joined += len(members) - (group is None)
            _place(changed)
            made += len(fresh)
    return made, joined


def _place(rows: Sequence[PublicComment]) -> None:
    """Those that somebody placed in the meantime stay where they are."""
    free = set(
        PublicComment.objects.select_for_update()
        .filter(pk__in=[row.pk for row in rows], group__isnull=True)
        .values_list("pk", flat=True)
    )
    PublicComment.objects.bulk_update([row for row in rows if row.pk in free], ["group"], batch_size=ROWS_AT_ONCE)


def _themes(run: GatheringRun, chapters: Chapters, clock: Callable[[], datetime]) -> None:
    """Bring lines of one chapter that speak of like things together, so that one officer reads them in a row."""
    from jukugi.core.text.grouping import group_texts
    from jukugi.core.text.labels import label_groups
    from jukugi.core.text.reading import read_texts
    from jukugi.kit.language import known_voices, word_vectors

    by_chapter: dict[int | None, list[_Spoken]] = {}
    for line in _lines(run.consultation, chapters):
        by_chapter.setdefault(line.chapter, []).append(line)
    number = 0
    for chapter in chapters.names:
        lines = by_chapter.get(chapter, [])
        if not lines:
            continue
        read = read_texts([line.text for line in lines])
        _tell(run, clock)
        divided = group_texts(read, vectors=word_vectors(), seed=SEED, known=known_voices())
        labels = label_groups(read, divided)
        rows = [
            CommentGroup(pk=line.group, theme=number + group, theme_label=labels[group].text[:120])
            for line, group in zip(lines, divided.group.tolist(), strict=True)
        ]
        number += divided.n_groups
        for batch in _batches(rows, ROWS_AT_ONCE):
            CommentGroup.objects.bulk_update(batch, ["theme", "theme_label"], batch_size=ROWS_AT_ONCE)


def _end(run: GatheringRun, clock: Callable[[], datetime], made: int, joined: int) -> None:
    now = clock()
    GatheringRun.objects.filter(pk=run.pk, state__in=UNDER_WAY).update(
        state=RunState.DONE, n_groups=made, n_joined=joined, seen_at=now, ended_at=now
    )


def _tell(run: GatheringRun, clock: Callable[[], datetime], **figures: object) -> None:
    """Write down how far it is; raises _Stopped where it was taken up by another."""
    under_way = GatheringRun.objects.filter(pk=run.pk, state__in=UNDER_WAY)
    if not under_way.update(seen_at=clock(), **figures):
        raise _Stopped


def _batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    it = iter(items)
    while batch := list(islice(it, size)):
        yield batch
