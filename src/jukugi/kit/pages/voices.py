"""A voice with a receipt number, as every room and the pages of 声のゆくえ speak of it; and where rooms offer theirs.

A room that takes contributions registers a finder under the kind of its receipts. Every room that does something with
contributions of others registers the steps it knows. The pages ask both, and know no room.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.http import HttpRequest

from jukugi.kit.registry import Registry


class StepState(StrEnum):
    """Where a step of a story stands in time."""

    DONE = "done"
    NOW = "now"
    NEXT = "next"


@dataclass(frozen=True)
class Voice:
    """One contribution behind a receipt number.

    ``kind`` is that of its receipt, ``key`` its primary key in its room, ``record`` its row with what the room read
    along, so that its steps ask no second time. ``words`` are empty where this visitor may not read them, then
    ``withheld`` says why; ``is_public`` tells whether everybody may. ``ward`` is a name or "". ``subject`` is the
    process.

    ``standing`` says in a sentence where it stands as long as that outweighs every step (it waits, it is hidden).
    ``is_own``: this visitor sent it from this device. ``is_closed``: nothing more will come of it.
    ``company`` counts other public voices on the same issues; None where it is on none. ``stations`` are those of its
    way, each with the kinds of steps by which it comes there, and ``asked`` what its page tells of it in a sentence;
    empty where both are the usual ones.
    """

    kind: str
    key: int
    number: str
    channel: str
    ward: str
    received_at: datetime
    words: tuple[str, ...]
    is_public: bool
    subject: Any = None
    record: Any = None
    withheld: str = ""
    standing: str = ""
    is_own: bool = False
    is_waiting: bool = False
    is_closed: bool = False
    company: int | None = None
    stations: tuple[tuple[Any, tuple[Any, ...]], ...] = ()
    asked: str = ""


@dataclass(frozen=True)
class Step:
    """One step of a voice's story: a heading, and the room's own template with its content below it.

    ``when`` stands in place of the date where the day is not known. ``label`` is the kind of step in a word
    (声, 論点, 文書, 市の考え方, 行ったこと, これから). ``standing`` is what the page's first sentence says while
    this is the last step that has one. ``is_stopgap``: left out where another room tells what happens now.
    """

    at: datetime | date
    label: str
    title: str
    state: StepState = StepState.DONE
    template: str = ""
    content: dict[str, Any] = field(default_factory=dict)
    when: str = ""
    standing: str = ""
    is_stopgap: bool = False


@dataclass(frozen=True)
class Fate:
    """The latest that became of one voice, for lists: its words, then a status and one sentence why.

    ``is_cut``: the words are the beginning of more. Where the words are a gist of several voices, ``url`` leads to them
    in place of a number, and ``origin`` says whose they are in place of a channel and a ward.
    """

    at: datetime
    number: str
    words: str
    channel: str
    ward: str
    received_at: datetime
    status: str
    sentence: str
    is_done: bool = False
    is_cut: bool = False
    url: str = ""
    origin: str = ""


@dataclass(frozen=True)
class FateLine:
    """Where one voice stands now, in a sentence for a letter; never the words of the voice itself.

    ``code`` and ``label`` name the fate where many are counted. Of several lines of one voice the highest ``rank``
    tells where it stands: waiting 10, not public 20, public 30, not taken up 40, on an issue 50, further on above.
    """

    code: str
    label: str
    sentence: str
    rank: int


@dataclass(frozen=True)
class Occasion:
    """Something came out of which those are to be told who answered one call: ``call`` is its key in its room.

    ``actor_key`` is whoever made it public: another approves what they are told.
    """

    process: Any
    call: int
    title: str
    words: str
    actor_key: str
    department: Any = None


@dataclass(frozen=True)
class Teller:
    """What one room knows of many voices at once, of these kinds of receipts."""

    kinds: frozenset[str]
    tell: Callable[[Collection[str], datetime], dict[str, list[FateLine]]]


# By kind of receipt: given the request and the number, the voice; None where nothing stands behind it (yet).
voices: Registry[Callable[[HttpRequest, str], Voice | None]] = Registry("voices by kind of receipt")
# Given the request, a voice and the moment: the steps that the room knows. The queries do not grow with the links.
thread_links: Registry[Callable[[HttpRequest, Voice, datetime], list[Step]]] = Registry("thread links")
# Given a number and the key of a ward or None: the newest fates of public voices, newest first.
latest_fates: Registry[Callable[[int, int | None], list[Fate]]] = Registry("latest fates")
# Given what came out and the moment: have those told whom it concerns. In the caller's transaction.
occasions: Registry[Callable[[Occasion, datetime], None]] = Registry("occasions to tell people")
# Given receipt numbers and the moment: what each room tells of each; queries that do not grow with the numbers.
fates_of: Registry[Teller] = Registry("fates of many voices")
