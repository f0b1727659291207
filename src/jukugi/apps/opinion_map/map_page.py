"""The map page and the table of results: the words and figures of a computed map.

Small cells are left out of the document already (``pictures.py``): what is None there is told of nowhere.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.accounts.models import Participant
from jukugi.apps.opinion_map.models import CurrentVote, LiveMap, Statement, Topic
from jukugi.apps.opinion_map.pictures import on_the_picture
from jukugi.apps.opinion_map.policies import STABLE
from jukugi.apps.opinion_map.queries.figures import Answers, GroupAnswers, groups_told, joining, told_of
from jukugi.core.opinion_map.placing import nearest_group, place
from jukugi.kit.pages.shapes import GROUP_LETTERS

LISTED = 5
UNSURE_SHARE, UNSURE_ANSWERS = 0.3, 10
KANJI = "〇一二三四五六七八九"


@dataclass(frozen=True)
class Claim:
    """A statement with the answers of each group, or of everybody where there are no groups.

    ``answered`` counts everybody, also those in no group. ``lowest`` is the smallest share that agrees in any group;
    None where a group's answers are not told. ``unsure`` is the share of everybody that cannot tell, where that is the
    finding.
    """

    statement: Statement
    groups: tuple[GroupAnswers, ...]
    answered: int
    lowest: float | None
    p: float | None
    unsure: float | None = None


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
    is_stable: bool | None

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
class Patterns:
    """People who answered in a way to look at; and the map without them: its groups (None: none are clear), and how
    many of the joining statements still join.
    """

    people: int
    k: int | None
    joining: int
    still: int

    @property
    def groups_counted(self) -> str:
        return counted(self.k) if self.k else ""


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
    unsure: tuple[Claim, ...]
    unsure_count: int
    you: You | None
    channels: tuple[tuple[str, int | None], ...]
    few_channels: int
    patterns: Patterns | None
    is_in_cells: bool

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
    """Two queries: the statements, and the reader's own answers.

    An edition stays as it was published: what its document does not hold, because it came later, is not told.
    """
    document = live_map.document
    statements = {s.pk: s for s in topic.statements.shown()}
    groups = tuple(_group(document, number, statements) for number in range(len(document["groups"])))
    joins = [{"statement": pk} for pk in joining(document) if pk in statements]
    parts = [d for d in document["divisive"] if d["statement"] in statements]
    unsure = _unsure(document, statements)
    patterns = document.get("patterns", {"people": None})
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
        bridging=tuple(_claim(b, document, statements) for b in joins[:LISTED]),
        bridging_count=len(joins),
        divisive=tuple(_claim(d, document, statements) for d in parts[:LISTED]),
        divisive_count=len(parts),
        unsure=tuple(_claim(u, document, statements) for u in unsure[:LISTED]),
        unsure_count=len(unsure),
        you=_you(document, participant, topic),
        channels=_channels(document["channels"]),
        few_channels=document["channels"].get("", 0),
        is_in_cells=document.get("is_in_cells", False),
        patterns=Patterns(**patterns) if patterns["people"] else None,
    )


@dataclass(frozen=True)
class Result:
    """One statement in the table of results; ``everybody`` is None where too few answered."""

    statement: Statement
    everybody: Answers | None
    groups: tuple[GroupAnswers, ...]


def results(topic: Topic, live_map: LiveMap) -> list[Result]:
    """Every shown statement with its answers at the time of the map, most agreed first. One query.

    The figures are those of the map page: both read the same document.
    """
    rows = []
    for statement in topic.statements.shown():
        told = told_of(live_map.document, statement.pk)
        rows.append(Result(statement, told.everybody if told else None, told.groups if told else ()))
    return sorted(rows, key=lambda row: (row.everybody is None, -(row.everybody or Answers(0, 0, 0)).agree_share))


def _group(document: dict[str, Any], number: int, statements: dict[int, Statement]) -> ShownGroup:
    group = document["groups"][number]
    traits = []
    for found in group["characteristic"]:
        inside, outside = Answers(*found["inside"]), Answers(*found["outside"])
        if found["statement"] in statements:
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
        channels=_channels(group["channels"]),
        is_stable=None if group["stability"] is None else group["stability"] >= STABLE,
    )


def _unsure(document: dict[str, Any], statements: dict[int, Statement]) -> list[dict[str, Any]]:
    """Statements on which many cannot tell, the largest share first; equal ones by the order of the topic."""
    everybody = {
        pk: Answers(*document["statements"][str(pk)]["everybody"])
        for pk in statements
        if str(pk) in document["statements"]
    }
    many = [
        {"statement": pk, "unsure": answers.unsure_share}
        for pk, answers in everybody.items()
        if answers.total >= UNSURE_ANSWERS and answers.unsure_share >= UNSURE_SHARE
    ]
    return sorted(many, key=lambda found: -found["unsure"])


def _claim(found: dict[str, Any], document: dict[str, Any], statements: dict[int, Statement]) -> Claim:
    figures = document["statements"][str(found["statement"])]
    groups = groups_told(figures["groups"] if document["groups"] else [figures["everybody"]])
    shares = [group.answers.agree_share for group in groups if group.answers]
    lowest = min(shares) if len(shares) == len(groups) else None
    return Claim(
        statements[found["statement"]], groups, sum(figures["everybody"]), lowest, found.get("p"), found.get("unsure")
    )


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


def _channels(counts: dict[str, int | None]) -> tuple[tuple[str, int | None], ...]:
    """Channels in the order in which they are always told."""
    return tuple((channel, counts[channel]) for channel in Channel.values if channel in counts)


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
