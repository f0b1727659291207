"""What was tried for whom, with what came of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from jukugi.apps.opinions.models import Submission
from jukugi.apps.processes.models import Process
from jukugi.apps.reach.enums import K, OutreachKind
from jukugi.apps.reach.models import Outreach
from jukugi.core.representation import Interval, wilson_interval


@dataclass(frozen=True)
class Tried:
    """One entry, and what came of it; ``responses`` None where nobody counted."""

    row: Outreach
    responses: int | None

    @property
    def rate(self) -> float | None:
        if self.responses is None:
            return None
        return min(1.0, self.responses / self.row.handed_out)

    @property
    def interval(self) -> Interval | None:
        """Of the rate; None where more came back than went out, and where nobody counted."""
        return None if self.rate is None else wilson_interval(self.rate, self.row.handed_out)

    @property
    def yen_each(self) -> float | None:
        """Cost of one response."""
        if not self.responses or self.row.cost_yen is None:
            return None
        return self.row.cost_yen / self.responses


@dataclass(frozen=True)
class KindSum:
    """All entries of a kind. ``answered`` of ``counted_out`` where somebody counted; None where that is small."""

    kind: str
    label: str
    times: int
    handed_out: int
    counted_out: int
    answered: int | None
    cost_yen: int
    interval: Interval | None


def tried(process: Process) -> list[Tried]:
    """Standing entries, newest first. Two queries."""
    rows = list(Outreach.objects.standing().filter(process=process).select_related("ward", "call"))
    calls = [row.call_id for row in rows if row.call_id is not None]
    came = Submission.objects.filter(call__in=calls).order_by().values_list("call").annotate(Count("pk"))
    counts = dict(came) if calls else {}
    return [Tried(row, row.responses if row.call_id is None else counts.get(row.call_id, 0)) for row in rows]


def history(process: Process) -> list[Outreach]:
    """Entries that were corrected or taken back, newest first. One query."""
    gone = Outreach.objects.filter(process=process).exclude(corrected_by__isnull=True, ended_at__isnull=True)
    return list(gone.select_related("ward", "corrected_by"))


def sums(entries: Sequence[Tried]) -> list[KindSum]:
    """By kind, for everybody: small numbers of answers are not told. No query."""
    found = []
    for kind in OutreachKind:
        own = [one for one in entries if one.row.kind == kind]
        if not own:
            continue
        counted = [one for one in own if one.responses is not None]
        out = sum(one.row.handed_out for one in counted)
        came = sum(one.responses or 0 for one in counted)
        is_told = bool(counted) and (came == 0 or came >= K)
        interval = wilson_interval(min(1.0, came / out), out) if is_told and out else None
        cost = sum(one.row.cost_yen or 0 for one in own)
        handed = sum(one.row.handed_out for one in own)
        answered = came if is_told else None
        found.append(KindSum(str(kind), str(kind.label), len(own), handed, out, answered, cost, interval))
    return found


def learnt(entries: Sequence[Tried]) -> list[Outreach]:
    """Entries that say what was learnt. No query."""
    return [one.row for one in entries if one.row.note]


def past_letters(entries: Sequence[Tried]) -> tuple[int, int]:
    """(letters sent, answers to them), of letters whose answers somebody counted. No query."""
    letters: list[Any] = [one for one in entries if one.row.kind == OutreachKind.LETTER and one.responses is not None]
    return sum(one.row.handed_out for one in letters), sum(min(one.responses, one.row.handed_out) for one in letters)
