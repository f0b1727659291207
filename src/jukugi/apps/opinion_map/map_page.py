"""The map page and the table of results: the words and figures of a computed map, with small cells left out."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.accounts.models import Participant
from jukugi.apps.opinion_map.models import CurrentVote, LiveMap, Statement, Topic
from jukugi.apps.opinion_map.pictures import on_the_picture
from jukugi.apps.opinion_map.policies import CELL_MINIMUM
from jukugi.core.opinion_map.placing import nearest_group, place
from jukugi.kit.pages.shapes import GROUP_LETTERS

MAJORITY = 0.5
LISTED = 5
KANJI = "〇一二三四五六七八九"


@dataclass(frozen=True)
class Answers:
    """How so many people answered; None instead of figures where they are too few to be shown."""

    agree: int
    disagree: int
    unsure: int

    @property
    def total(self) -> int:
        return self.agree + self.disagree + self.unsure

    @property
    def agree_share(self) -> float:
        """0..1 of those who answered; 0 when nobody did."""
        return self.agree / self.total if self.total else 0.0

    @property
    def disagree_share(self) -> float:
        """0..1 of those who answered; 0 when nobody did."""
        return self.disagree / self.total if self.total else 0.0


@dataclass(frozen=True)
class GroupAnswers:
    """One group's answers to a statement; ``answers`` is None where fewer than CELL_MINIMUM answered."""

    letter: str
    answers: Answers | None


@dataclass(frozen=True)
class Claim:
    """A statement with the answers of each group. ``lowest`` is the smallest share that agrees, of groups shown."""

    statement: Statement
    groups: tuple[GroupAnswers, ...]
    answered: int
    lowest: float
    p: float | None


@dataclass(frozen=True)
class Trait:
    """What a group says more than the others."""

    statement: Statement
    is_agreement: bool
    share: float
    share_elsewhere: float


@dataclass(frozen=True)
class ShownGroup:
    """A group as a card, and as shapes on the picture."""

    letter: str
    size: int
    share: float
    traits: tuple[Trait, ...]
    path: str
    area: str
    name_at: tuple[int, int]
    where: str
    channels: tuple[tuple[str, int | None], ...]

    @property
    def group_code(self) -> str:
        """The class of the group's colour: ``g-a`` … ``g-h``."""
        return f"g-{self.letter.lower()}"


@dataclass(frozen=True)
class You:
    """Where the reader stands: on the picture, and nearest to which group."""

    x: int
    y: int
    letter: str


@dataclass(frozen=True)
class MapPage:
    """Everything the map page shows."""

    topic: Topic
    live_map: LiveMap
    first_at: datetime | None
    last_at: datetime | None
    reason: str
    stability: float | None
    draws: int
    min_votes: int
    clustered: int
    not_placed: int
    groups: tuple[ShownGroup, ...]
    bridging: tuple[Claim, ...]
    bridging_count: int
    divisive: tuple[Claim, ...]
    divisive_count: int
    you: You | None
    channels: tuple[tuple[str, int], ...]

    @property
    def groups_counted(self) -> str:
        """How many groups, as a heading writes it."""
        return counted(len(self.groups))

    @property
    def headline(self) -> str:
        """The page in one sentence."""
        if not self.groups:
            return str(_("はっきりしたグループには分かれていません"))
        groups = {"groups": self.groups_counted}
        if not self.bridging_count:
            return _("%(groups)sの考え方があります") % groups
        return _("%(groups)sの考え方があり、%(joins)sのことでは一致しています") % {
            **groups,
            "joins": counted(self.bridging_count),
        }


def counted(number: int) -> str:
    """Small counts as a heading writes them: 三つ; larger ones in figures: 12の."""
    return f"{KANJI[number]}つ" if 0 < number < 10 else str(number)


def map_page(topic: Topic, live_map: LiveMap, participant: Participant | None) -> MapPage:
    """Two queries: the statements, and the reader's own answers."""
    document = live_map.document
    statements = {s.pk: s for s in topic.statements.shown()}
    groups = tuple(_group(document, number, statements) for number in range(len(document["groups"])))
    joins = [b for b in document["bridging"] if b["score"] >= MAJORITY and b["statement"] in statements]
    parts = [d for d in document["divisive"] if d["statement"] in statements]
    return MapPage(
        topic=topic,
        live_map=live_map,
        first_at=_moment(document["first_at"]),
        last_at=_moment(document["last_at"]),
        reason=document["reason"] or "",
        stability=document["stability"],
        draws=document["draws"],
        min_votes=document["min_votes"],
        clustered=document["clustered"],
        not_placed=live_map.participants - document["clustered"],
        groups=groups,
        bridging=tuple(_claim(b, statements) for b in joins[:LISTED]),
        bridging_count=len(joins),
        divisive=tuple(_claim(d, statements) for d in parts[:LISTED]),
        divisive_count=len(parts),
        you=_you(document, participant, topic),
        channels=_channels(document["channels"]),
    )


@dataclass(frozen=True)
class Result:
    """One statement in the table of results; ``everybody`` is None where too few answered."""

    statement: Statement
    everybody: Answers | None
    groups: tuple[GroupAnswers, ...]


def results(topic: Topic, live_map: LiveMap) -> list[Result]:
    """Every shown statement with its answers at the time of the map, most agreed first. One query.

    The figures are those of the map page: both read the same document. A group's cell is left out where fewer than
    CELL_MINIMUM answered; so that it cannot be got by subtraction, then the smallest other cell goes with it.
    """
    document = live_map.document
    by_statement = {b["statement"]: b["counts"] for b in document["bridging"]} if document["groups"] else {}
    rows = []
    for statement in topic.statements.shown():
        counts = document["totals"].get(str(statement.pk), [0, 0, 0])
        everybody = Answers(*counts) if sum(counts) >= CELL_MINIMUM else None
        groups = _groups(by_statement.get(statement.pk, [])) if everybody else ()
        rows.append(Result(statement, everybody, groups))
    return sorted(rows, key=lambda row: (row.everybody is None, -(row.everybody or Answers(0, 0, 0)).agree_share))


def _groups(counts: list[list[int]]) -> tuple[GroupAnswers, ...]:
    """Protect small cells: those under the minimum, and, when only one is, the next smallest with it."""
    totals = [sum(cell) for cell in counts]
    hidden = {n for n, total in enumerate(totals) if 0 < total < CELL_MINIMUM}
    if len(hidden) == 1:
        rest = [n for n in range(len(counts)) if n not in hidden and totals[n] > 0]
        hidden |= {min(rest, key=lambda n: totals[n])} if rest else set()
    return tuple(
        GroupAnswers(GROUP_LETTERS[n], None if n in hidden or not totals[n] else Answers(*cell))
        for n, cell in enumerate(counts)
    )


def _group(document: dict[str, Any], number: int, statements: dict[int, Statement]) -> ShownGroup:
    group = document["groups"][number]
    traits = []
    for found in group["characteristic"]:
        inside, outside = Answers(*found["inside"]), Answers(*found["outside"])
        if found["statement"] in statements and min(inside.total, outside.total) >= CELL_MINIMUM:
            agrees = found["direction"] == "agree"
            shares = (
                (inside.agree_share, outside.agree_share) if agrees else (inside.disagree_share, outside.disagree_share)
            )
            traits.append(Trait(statements[found["statement"]], agrees, *shares))
    return ShownGroup(
        letter=GROUP_LETTERS[number],
        size=group["size"],
        share=group["size"] / document["clustered"],
        traits=tuple(traits[:3]),
        path=group["path"],
        area=group["area"],
        name_at=(group["name_at"][0], group["name_at"][1]),
        where=_where(*group["place"]),
        channels=tuple((c, n if n >= CELL_MINIMUM else None) for c, n in _channels(group["channels"])),
    )


def _claim(found: dict[str, Any], statements: dict[int, Statement]) -> Claim:
    groups = _groups(found["counts"])
    shown = [group.answers.agree_share for group in groups if group.answers]
    answered = sum(map(sum, found["counts"]))
    return Claim(statements[found["statement"]], groups, answered, min(shown, default=0.0), found.get("p"))


def _you(document: dict[str, Any], participant: Participant | None, topic: Topic) -> You | None:
    if participant is None or not document["groups"]:
        return None
    votes = CurrentVote.objects.filter(participant=participant, statement__topic=topic)
    model = document["model"]
    point = place(
        dict(votes.values_list("statement_id", "choice")),
        statement_ids=model["statement_ids"],
        means=model["means"],
        components=model["components"],
        n_average_votes=model["n_average_votes"],
    )
    if point is None:
        return None
    nearest = nearest_group(point, [group["centre"] for group in document["groups"]])
    x, y = on_the_picture(point, model["frame"])
    return You(x, y, GROUP_LETTERS[nearest] if nearest is not None else "")


def _channels(counts: dict[str, int]) -> tuple[tuple[str, int], ...]:
    """Channels in the order in which they are always told."""
    return tuple((channel, counts[channel]) for channel in Channel.values if counts.get(channel))


def _where(across: int, down: int) -> str:
    """The words for a place on the picture."""
    words = {
        (-1, 1): _("左上"), (0, 1): _("上"), (1, 1): _("右上"),
        (-1, 0): _("左"), (0, 0): _("中央"), (1, 0): _("右"),
        (-1, -1): _("左下"), (0, -1): _("下"), (1, -1): _("右下"),
    }  # fmt: skip
    return words[across, down]


def _moment(text: str) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
