"""The clean-up of a difference for readers: better borders, whole words, no confetti. It never changes either text."""

import re
from collections.abc import Iterable, Iterator, Sequence

from jukugi.core.text.aligning import KANJI
from jukugi.core.text.runs import HIRAGANA, JOINING, WORD

Change = tuple[str, str, str]
"""What stays before a change, what is gone, what is new. The last one of a text holds only what stays at its end."""
Row = tuple[list[str], list[str], list[str]]
"""The same in words."""

LONGEST_ISLAND = 12
"""Letters kept between two changes that these may swallow; those of words with a content count twice."""
_MOST_STEPS = 60
_SENTENCE_ENDS = ("。", "．", "！", "？", "\n")
_CLOSING = ("、", "，", "）", ")", "」", "』", "】", "：", "；", " ", "　")
_OPENING = ("（", "(", "「", "『", "【", "・", "\n")
# 格助詞など: with these a word ends; any other hiragana after kanji is its own second half (送り仮名).
_PARTICLE = "はがをにのへもとでやか"
_STEM = re.compile(rf"(?<![{KANJI}])[{KANJI}]{{1,3}}\Z")
_ENDING = re.compile(rf"(?!まで|より|など|だけ|ほど|[{_PARTICLE}])[{HIRAGANA}]")
_LONGEST_ENDING = 4
_ENDS_IN_KANJI = re.compile(rf"[{KANJI}]\Z")
_OF_CONTENT = re.compile(rf"[{KANJI}ァ-ヺ0-9０-９A-Za-z]")
_IS_JOINING = re.compile(f"[{JOINING}\u200d]")


def slid(rows: Sequence[Row]) -> Iterator[Change]:
    """Rows as text; what was only put in, or only taken out, moves to the best border that leaves the texts alike."""
    rows = [([*stays], gone, came) for stays, gone, came in rows]
    for (stays, gone, came), (after, _, _) in zip(rows, rows[1:], strict=False):
        if bool(gone) != bool(came):
            _slide(stays, gone or came, after)
    return (("".join(stays), "".join(gone), "".join(came)) for stays, gone, came in rows)


def _slide(before: list[str], change: list[str], after: list[str]) -> None:
    """Move ``change`` between its neighbours in place. Each step gives a word to one side and takes its twin back."""
    steps = 0
    while steps < _MOST_STEPS and before and before[-1] == change[-1]:
        after.insert(0, change.pop())
        change.insert(0, before.pop())
        steps += 1
    best, best_at, place = -1, 0, 0
    while True:
        score = _border(before[-1] if before else "\n", change[0]) + _border(change[-1], after[0] if after else "\n")
        if score >= best:
            best, best_at = score, place
        if place >= 2 * _MOST_STEPS or not after or change[0] != after[0]:
            break
        _step_right(before, change, after)
        place += 1
    for _ in range(place - best_at):
        after.insert(0, change.pop())
        change.insert(0, before.pop())


def _step_right(before: list[str], change: list[str], after: list[str]) -> None:
    before.append(change.pop(0))
    change.append(after.pop(0))


def _border(left: str, right: str) -> int:
    """How clearly a reader sees an end between two words."""
    if left.endswith(_SENTENCE_ENDS):
        return 4
    if left.endswith(_CLOSING) or right.startswith(_OPENING):
        return 3
    if re.match(f"[{HIRAGANA}]", left[-1]) and not re.match(f"[{HIRAGANA}]", right):
        return 2
    return 0 if right.startswith("ー") or _ENDING.match(right) else 1


def parted(changes: Sequence[Change]) -> list[Change]:
    """Where a sentence was changed and more was added behind it, two changes: the end of the first stays between.

    〔る→ていく。担い手を支える〕。 becomes 〔る→ていく〕。〔担い手を支える。〕
    """
    found: list[Change] = []
    taken = 0
    for (whole, gone, came), (after, _, _) in zip(changes, [*changes[1:], ("", "", "")], strict=True):
        before, end = whole[taken:], after[:1]
        halves = _halves(gone, came, end) if before and not before.endswith(_SENTENCE_ENDS) else None
        found += [(before, *halves[0]), (end, *halves[1])] if halves else [(before, gone, came)]
        taken = len(end) if halves else 0
    return found


def _halves(gone: str, came: str, end: str) -> tuple[tuple[str, str], tuple[str, str]] | None:
    """A change before a sign of the end, cut at the one such sign inside it; None where there is not one."""
    if end not in ("。", "！", "？") or (end in gone) == (end in came):
        return None
    head, _, rest = (gone if end in gone else came).partition(end)
    if not head or not rest:
        return None
    return ((head, came), (rest + end, "")) if end in gone else ((gone, head), ("", rest + end))


def snapped(changes: Sequence[Change]) -> list[Change]:
    """Where one half of a word was exchanged, the change takes the other half along: 進〔める→んだ〕, 〔始→進〕める."""
    found: list[Change] = []
    taken = 0
    for (whole, gone, came), (after, _, _) in zip(changes, [*changes[1:], ("", "", "")], strict=True):
        before, ending = whole[taken:], ""
        if gone and came:
            if (stem := _STEM.search(before)) and (_ENDING.match(gone) or _ENDING.match(came)):
                before, gone, came = before[: stem.start()], stem.group() + gone, stem.group() + came
            ending = _ending_of(gone, came, after)
        found.append((before, gone + ending, came + ending))
        taken = len(ending)
    return found


def _ending_of(gone: str, came: str, following: str) -> str:
    """The second half of a word whose kanji were exchanged; "" where there is none."""
    if not (_ENDS_IN_KANJI.search(gone) and _ENDS_IN_KANJI.search(came) and _ENDING.match(following)):
        return ""
    word = WORD.match(following)
    ending = word.group() if word else ""
    return ending if len(ending) <= _LONGEST_ENDING else ""


def calmed(changes: Iterable[Change]) -> list[Change]:
    """Changes with little between them as one, from left to right and back as far as the larger change reaches."""
    calm: list[Change] = []
    for before, gone, came in changes:
        while calm and _is_island(before, calm[-1], (gone, came)):
            earlier, its_gone, its_came = calm.pop()
            before, gone, came = earlier, its_gone + before + gone, its_came + before + came
        calm.append((before, gone, came))
    return calm


def _is_island(kept: str, left: Change, right: tuple[str, str]) -> bool:
    """Whether what stays between two changes is too little to be read by itself. The end of a sentence always stays."""
    if not any(right) or any(end in kept for end in _SENTENCE_ENDS):
        return False
    letters = len(kept) - len(_IS_JOINING.findall(kept))
    size = letters + len(_OF_CONTENT.findall(kept))
    return letters <= 1 or (size <= LONGEST_ISLAND and size <= max(map(len, left[1:])) and size <= max(map(len, right)))
