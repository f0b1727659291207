"""The calculation, in the worker: read, divide, match with yesterday's groups, write in one step. Safe to run twice."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from jukugi.apps.grouping.enums import UNDER_WAY, RunState
from jukugi.apps.grouping.models import GroupingRun, OpinionGroup, Placement
from jukugi.apps.grouping.queries.homes import at_home
from jukugi.apps.processes.models import Process

TEXTS_AT_ONCE = 2_000


class _Cancelled(Exception):
    """Somebody stopped the run."""


@dataclass(frozen=True)
class _Group:
    """What the machine found: ``places`` of its voices among all of the run, its heading and three of them."""

    places: list[int]
    draft: str
    coverage: float
    central: int
    different: int | None
    minority: int | None


def carry_out(*, run_pk: int, clock: Callable[[], datetime]) -> None:
    """Put the voices of a run into groups. What a person placed stays; groups keep their numbers and names.

    A run that was cancelled writes nothing. Any other failure is written down and raised.
    """
    run = GroupingRun.objects.select_related("process", "issue").get(pk=run_pk)
    if run.state not in UNDER_WAY:
        return
    try:
        _carry_out(run, clock)
    except _Cancelled:
        return
    except Exception:
        GroupingRun.objects.filter(pk=run.pk, state__in=UNDER_WAY).update(state=RunState.FAILED, ended_at=clock())
        raise


def _carry_out(run: GroupingRun, clock: Callable[[], datetime]) -> None:
    rows = list(at_home(run.process, run.issue).values_list("pk", "text"))
    keys, texts = [pk for pk, _ in rows], [text for _, text in rows]
    _tell(run, clock, state=RunState.RUNNING, total=len(rows), read=0)
    here = at_home(run.process, run.issue)
    apart = set(Placement.objects.filter(opinion__in=here, is_apart=True).values_list("opinion", flat=True))
    groups, same_as = _divided(run, keys, texts, apart, clock)
    _write(run, keys, groups, same_as, clock)


def _divided(
    run: GroupingRun, keys: Sequence[int], texts: Sequence[str], apart: set[int], clock: Callable[[], datetime]
) -> tuple[list[_Group], dict[int, int]]:
    """The machine's groups, and who repeats whom (by keys)."""
    from jukugi.core.text.grouping import group_texts
    from jukugi.core.text.labels import label_groups, quote_groups
    from jukugi.core.text.reading import Texts, read_texts
    from jukugi.core.text.repeats import repeat_sets
    from jukugi.kit.language import known_voices, word_vectors

    if not texts:
        return [], {}
    different = list(dict.fromkeys(texts))
    parts = []
    for start in range(0, len(different), TEXTS_AT_ONCE):
        parts.append(read_texts(different[start : start + TEXTS_AT_ONCE]))
        _tell(run, clock, read=len(texts) * sum(map(len, parts)) // len(different))
    place = {text: number for number, text in enumerate(different)}
    read = Texts.joined(parts).at(place[text] for text in texts)
    firsts = repeat_sets(read)
    same_as = {
        keys[at]: keys[first] for at, first in enumerate(firsts.tolist()) if at != first and keys[at] not in apart
    }
    _tell(run, clock)
    divided = group_texts(read, vectors=word_vectors(), seed=run.seed, known=known_voices())
    labels, quotes = label_groups(read, divided), quote_groups(divided)
    return [
        _Group(
            divided.members(number).tolist(),
            labels[number].text,
            labels[number].coverage,
            quotes[number].central,
            quotes[number].different,
            quotes[number].minority,
        )
        for number in range(divided.n_groups)
    ], same_as


@transaction.atomic
def _write(
    run: GroupingRun,
    keys: Sequence[int],
    found: Sequence[_Group],
    same_as: dict[int, int],
    clock: Callable[[], datetime],
) -> None:
    from jukugi.core.text.keeping import continued

    now = clock()
    Process.objects.select_for_update().get(pk=run.process_id)  # numbers of groups are given one after the other
    if not GroupingRun.objects.select_for_update().filter(pk=run.pk, state__in=UNDER_WAY).exists():
        raise _Cancelled
    before = {row.opinion_id: row for row in Placement.objects.filter(opinion__in=at_home(run.process, run.issue))}
    standing = OpinionGroup.objects.select_for_update().filter(
        process=run.process, issue=run.issue, ended_at__isnull=True
    )
    old = {group.pk: group for group in standing}
    held = {pk for pk, row in before.items() if row.is_held and row.group_id in old}
    number_of = {place: number for number, group in enumerate(found) for place in group.places}
    was = [before[pk].group_id if pk in before and before[pk].group_id in old else None for pk in keys]
    kept = continued([number_of[place] for place in range(len(keys))], was)
    needed = {number_of[place] for place, pk in enumerate(keys) if pk not in held}
    going_on = [old.get(key) if key else None for key in kept]
    groups = {
        number: group
        for number, group in enumerate(_groups(run, keys, found, going_on, needed, now))
        if group is not None
    }
    placements = [
        Placement(
            opinion_id=pk,
            group_id=before[pk].group_id if pk in held else groups[number_of[place]].pk,
            is_held=pk in held,
            same_as_id=same_as.get(pk),
            is_apart=pk in before and before[pk].is_apart,
            placed_at=before[pk].placed_at if pk in held else now,
        )
        for place, pk in enumerate(keys)
    ]
    Placement.objects.bulk_create(
        placements,
        batch_size=500,
        update_conflicts=True,
        unique_fields=["opinion"],
        update_fields=["group", "is_held", "same_as", "is_apart", "placed_at"],
    )
    used = {row.group_id for row in placements}
    OpinionGroup.objects.filter(pk__in=[pk for pk in old if pk not in used]).update(ended_at=now)
    GroupingRun.objects.filter(pk=run.pk).update(
        state=RunState.DONE,
        read=len(keys),
        n_groups=len(used),
        n_repeated=len(same_as),
        ended_at=now,
        seen_at=now,
    )


def _groups(
    run: GroupingRun,
    keys: Sequence[int],
    found: Sequence[_Group],
    old: Sequence[OpinionGroup | None],
    needed: Collection[int],
    now: datetime,
) -> list[OpinionGroup | None]:
    """The groups as they are kept: those that go on get a new draft and new voices, the others a new number.

    None for one that nobody ``needed``: all of its voices are held elsewhere.
    """
    last = OpinionGroup.objects.filter(process=run.process).aggregate(last=Max("number"))["last"] or 0
    groups: list[OpinionGroup | None] = []
    for number, item in enumerate(found):
        group = old[number]
        if group is None and number not in needed:
            groups.append(None)
            continue
        if group is None:
            last += 1
            group = OpinionGroup(process=run.process, issue=run.issue, number=last, made_at=now)
        group.draft, group.draft_coverage = item.draft[:120], item.coverage
        group.central_id = keys[item.central]
        group.different_id = keys[item.different] if item.different is not None else None
        group.minority_id = keys[item.minority] if item.minority is not None else None
        group.save()
        groups.append(group)
    return groups


def _tell(run: GroupingRun, clock: Callable[[], datetime], **figures: object) -> None:
    """Write down how far it is; raises _Cancelled where somebody stopped it."""
    under_way = GroupingRun.objects.filter(pk=run.pk, state__in=UNDER_WAY)
    if not under_way.update(seen_at=clock(), **figures):
        raise _Cancelled
