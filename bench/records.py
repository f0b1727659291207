"""What the clients saw, against what the database holds."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

Answer = tuple[int, int]  # statement, choice as stored
Ballot = Sequence[int]  # a row: (id,) participant, statement, choice
CHOICES = {"agree": 1, "disagree": -1, "pass": 0}


@dataclass
class Tally:
    """Written by all clients of one event loop; a participant is the list of answers acknowledged to one cookie."""

    participants: list[list[Answer]] = field(default_factory=list)
    doubtful: list[tuple[int, Answer]] = field(default_factory=list)  # sent by participant …, never acknowledged
    vote_seconds: list[float] = field(default_factory=list)
    page_seconds: list[float] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)

    def new_participant(self) -> int:
        self.participants.append([])
        return len(self.participants) - 1

    @property
    def votes(self) -> int:
        return len(self.vote_seconds)


def differences(tally: Tally, *, log: Iterable[Ballot], current: Iterable[Ballot]) -> list[str]:
    """What is lost, doubled or extra; [] when log and current view are exactly what was acknowledged.

    The clients do not know their number in the database. Each participant's answers in order are compared as a whole:
    as a multiset, these sequences are the same on both sides exactly if nothing was lost, doubled, added or swapped.
    """
    stored: dict[int, list[Answer]] = defaultdict(list)
    for _, participant, statement, choice in log:
        stored[participant].append((statement, choice))
    theirs = Counter(map(tuple, stored.values()))
    ours = Counter(tuple(answers) for answers in tally.participants if answers)
    for participant, answer in tally.doubtful:  # may have arrived or not: both are right
        _allow_doubtful(tuple(tally.participants[participant]), answer, ours, theirs)
    faults = [f"受け付けたのに記録にない参加者（{n} 人）: {_shown(answers)}" for answers, n in (ours - theirs).items()]
    faults += [
        f"記録にあるのに受け付けていない参加者（{n} 人）: {_shown(answers)}" for answers, n in (theirs - ours).items()
    ]
    return faults + _differences_of_view(stored, current)


def _allow_doubtful(
    answers: tuple[Answer, ...], answer: Answer, ours: Counter[tuple[Answer, ...]], theirs: Counter[tuple[Answer, ...]]
) -> None:
    longer = (*answers, answer)
    if theirs[longer] > ours[longer]:
        ours[longer] += 1
        if answers:
            ours[answers] -= 1


def _differences_of_view(stored: dict[int, list[Answer]], current: Iterable[Ballot]) -> list[str]:
    last = {(participant, statement): choice for participant, rows in stored.items() for statement, choice in rows}
    view: dict[tuple[int, int], int] = {}
    faults = []
    for participant, statement, choice in current:
        if (participant, statement) in view:
            faults.append(f"いまの賛否が 2 つあります: 参加者 {participant}、意見文 {statement}")
        view[participant, statement] = choice
    wrong = sorted(key for key in last.keys() | view.keys() if last.get(key) != view.get(key))
    return faults + [f"いまの賛否が最後の答えと違います: 参加者 {key[0]}、意見文 {key[1]}" for key in wrong]


def _shown(answers: tuple[Answer, ...]) -> str:
    return f"{len(answers)} 票 {answers[:5]}{'…' if len(answers) > 5 else ''}"


def summary(tally: Tally, elapsed: float, *, label: str, clients: int) -> str:
    """The figures, in the form in which they stand in docs/reference/performance.md."""
    lines = [
        f"{label}: {clients} 人同時、{elapsed:.1f} 秒、{tally.votes} 票（{tally.votes / elapsed:.0f} 票/秒）、"
        f"参加者 {sum(map(bool, tally.participants))} 人、失敗 {len(tally.failures)} 件"
    ]
    for name, seconds in [("投票", tally.vote_seconds), ("ページ", tally.page_seconds)]:
        figures = "、".join(f"p{share} {1000 * quantile(seconds, share / 100):.0f} ms" for share in (50, 95, 99))
        lines.append(f"  {name}: {figures}")
    return "\n".join(lines)


def quantile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least this share of all values does not exceed; 0 of nothing."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0
