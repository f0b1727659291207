"""Readings beside the kanji of a page that is finished: every template, cached part and swapped part passes here once.

A page of ours is read by its tags alone; text is taken together as people see it (across ``<wbr>``, links, emphasis),
so that a word is read by what stands beside it. No letter of a text changes: ``<ruby>`` is only put around.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import escape, unescape

from jukugi.core.text.lists import words
from jukugi.kit.readings import Places

Read = Callable[[str], Places]

_TAG = re.compile(r"<!--.*?-->|<(/?)([a-zA-Z!][a-zA-Z0-9-]*)((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>", re.DOTALL)
_KANJI = re.compile(r"[㐀-䶿一-鿿豈-﫿々〆\U00020000-\U0003ffff]")
# In these text goes on; every other tag ends what is read together.
_INLINE = words("a abbr b bdi cite data em i kbd label mark q s small span strong sub sup time u var wbr")
# Here nothing may stand beside a text, or nothing is read.
_LEFT_ALONE = words("head svg ruby select textarea script style title template iframe object code")
_RAW = frozenset(("script", "style", "textarea", "title"))
_LEFT_ALONE_BY_MARK = re.compile(r"\sdata-no-ruby\b|\slang=[\"'](?!ja)")
_VOID = words("area base br col embed hr img input link meta source track wbr")


@dataclass
class _Text:
    """Text between two tags, breaks taken out: its letters, and where in them a line may break."""

    letters: str
    breaks: list[int] = field(default_factory=list)


@dataclass
class _Passage:
    """Pieces of a page that are read together: texts, and the tags between them as they stand."""

    pieces: list[str | _Text] = field(default_factory=list)

    def add_text(self, raw: str) -> None:
        letters = unescape(raw)
        last = self.pieces[-1] if self.pieces else None
        if isinstance(last, _Text):
            last.letters += letters
        else:
            self.pieces.append(_Text(letters))

    def add_break(self) -> None:
        if not self.pieces or not isinstance(self.pieces[-1], _Text):
            self.pieces.append(_Text(""))
        last = self.pieces[-1]
        assert isinstance(last, _Text)
        last.breaks.append(len(last.letters))

    def rendered(self, read: Read) -> Iterator[str]:
        whole = "".join(piece.letters for piece in self.pieces if isinstance(piece, _Text))
        places = read(whole) if _KANJI.search(whole) else ()
        start = 0
        for piece in self.pieces:
            if isinstance(piece, str):
                yield piece
                continue
            end = start + len(piece.letters)
            # A word that begins in one tag and ends in another stays bare.
            inside = [(a - start, b - start, reading) for a, b, reading in places if start <= a and b <= end]
            yield from _with_readings(piece, inside)
            start = end


def with_ruby(page: str, read: Read) -> str:
    """A page, or a part of one, with readings beside its kanji."""
    done: list[str] = []
    passage = _Passage()
    left_alone: list[str] = []
    place = 0
    for tag in _TAG.finditer(page):
        if tag.start() < place:
            continue
        text, place = page[place : tag.start()], tag.end()
        closes, name, rest = tag[1] == "/", (tag[2] or "").lower(), tag[3] or ""
        if left_alone:
            done.append(text + tag[0])
            _follow(left_alone, name, closes=closes, rest=rest)
            continue
        if text:
            passage.add_text(text)
        if name == "wbr":
            passage.add_break()
            continue
        if name in _INLINE and not _LEFT_ALONE_BY_MARK.search(rest):
            passage.pieces.append(tag[0])
            continue
        done.extend(passage.rendered(read))
        passage = _Passage()
        if name in _RAW and not closes:
            end = page.lower().find(f"</{name}", place)
            place = end if end >= 0 else len(page)
            done.append(page[tag.start() : place])
            continue
        done.append(tag[0])
        is_left_alone = name in _LEFT_ALONE or _LEFT_ALONE_BY_MARK.search(rest)
        if is_left_alone and not closes and name not in _VOID and name != "html":
            left_alone.append(name)
    passage.add_text(page[place:])
    done.extend(passage.rendered(read))
    return "".join(done)


def _follow(left_alone: list[str], name: str, *, closes: bool, rest: str) -> None:
    """Count tags of the name that is left alone, to find its own end."""
    if name != left_alone[0] or rest.endswith("/"):
        return
    if closes:
        left_alone.pop()
    else:
        left_alone.append(name)


def _with_readings(text: _Text, places: list[tuple[int, int, str]]) -> Iterator[str]:
    """One ``<span>`` around letters and readings: beside each other in a flexible box they would be torn apart."""
    breaks = list(text.breaks)
    position = 0
    is_open = False
    if places:
        yield "<span>"
    for start, end, reading in places:
        if is_open and (position < start or (breaks and breaks[0] <= start)):
            yield "</ruby>"
            is_open = False
        yield from _plain(text.letters, position, start, breaks)
        while breaks and breaks[0] == start:
            breaks.pop(0)
            yield "<wbr>"
        if not is_open:
            yield "<ruby>"
            is_open = True
        yield f'{escape(text.letters[start:end])}<rt aria-hidden="true">{reading}</rt>'
        while breaks and breaks[0] < end:
            breaks.pop(0)
        position = end
    if is_open:
        yield "</ruby>"
    yield from _plain(text.letters, position, len(text.letters), breaks)
    yield "<wbr>" * len(breaks)
    if places:
        yield "</span>"


def _plain(letters: str, start: int, end: int, breaks: list[int]) -> Iterator[str]:
    """Letters as they are, with the breaks before their end."""
    while breaks and breaks[0] < end:
        place = max(breaks.pop(0), start)
        yield escape(letters[start:place])
        yield "<wbr>"
        start = place
    yield escape(letters[start:end])
