"""What a page or a file tells of a result: decided words and figures, from the document that was counted."""

import json
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from jukugi.apps.areas.models import Area
from jukugi.apps.budgeting.enums.results import OverrideState, ResultState
from jukugi.apps.budgeting.enums.rounds import RoundState
from jukugi.apps.budgeting.models import BudgetResult, ResultFile, ResultOverride, Round
from jukugi.apps.budgeting.queries.explaining import Told, told_projects
from jukugi.apps.opinions.enums import AgeBand
from jukugi.kit.pages.wording import share


def document_of(result: BudgetResult) -> dict[str, Any]:
    """The document as it was counted; {} while it is being counted. No query."""
    if not result.content:
        return {}
    document: dict[str, Any] = json.loads(zlib.decompress(bytes(result.content)))
    return document


def winners_of(result: BudgetResult) -> list[str]:
    """Numbers of the chosen projects, in the order of selection. No query."""
    winners: list[str] = document_of(result).get("winners", [])
    return winners


@dataclass(frozen=True)
class GroupRow:
    """A group of voters: the share with a chosen project and the money of one of them, by the rule and by most votes.

    A share is None where few people could be told apart; the words then tell tenths, or that nothing is shown.
    """

    label: str
    voters: int
    share: float | None
    words: str
    money: int | None
    share_by_votes: float | None
    words_by_votes: str
    money_by_votes: int | None


@dataclass(frozen=True)
class ResultPage:
    """What the page of a result shows."""

    document: dict[str, Any]
    projects: list[Told]
    files: list[ResultFile]
    groups: list[tuple[str, list[GroupRow]]]
    everybody: GroupRow | None
    overrides: list[ResultOverride]

    @property
    def chosen(self) -> list[Told]:
        return [told for told in self.projects if told.is_chosen]

    @property
    def others(self) -> list[Told]:
        return [told for told in self.projects if not told.is_chosen]

    @property
    def left(self) -> int:
        """Money that is not given out."""
        return int(self.document["budget"] - self.document["cost"])

    @property
    def bars(self) -> list[tuple[float, Told]]:
        """The chosen projects with where each begins on the bar of the budget, in per cent."""
        begins = [sum(told.width for told in self.chosen[:place]) for place in range(len(self.chosen))]
        return list(zip((round(begin, 4) for begin in begins), self.chosen, strict=True))

    @property
    def endowment(self) -> int:
        """What each voter had in the count, in whole yen."""
        return int(self.document["final_endowment"] or 0)

    @property
    def share_width(self) -> float:
        return round(100 * (self.everybody.share or 0), 4) if self.everybody else 0

    @property
    def share_by_votes_width(self) -> float:
        return round(100 * (self.everybody.share_by_votes or 0), 4) if self.everybody else 0

    @property
    def is_by_shares(self) -> bool:
        return bool(self.document["rules"]["rule"] == "equal-shares")


def published_result(budget_round: Round) -> BudgetResult | None:
    """The result that everybody reads. One query."""
    return BudgetResult.objects.published().filter(round=budget_round).first()


def waiting_by_area(areas: set[int | None]) -> dict[str, dict[int | None, tuple[int, int]]]:
    """What waits for somebody who runs rounds of these areas, by area: how many, and the first round. Three queries."""
    closed = Round.objects.in_areas(areas).filter(state=RoundState.CLOSED)
    standing = BudgetResult.objects.standing()
    counted = standing.filter(state=ResultState.COUNTED)
    proposed = ResultOverride.objects.filter(state=OverrideState.PROPOSED)
    asked = {
        "count": closed.exclude(pk__in=standing.values("round")).values_list("area", "pk"),
        "publish": counted.filter(round__in=closed).values_list("round__area", "round"),
        "decide": proposed.filter(result__round__in=closed).values_list("result__round__area", "result__round"),
    }
    found: dict[str, dict[int | None, tuple[int, int]]] = {}
    for name, rows in asked.items():
        by_area = found.setdefault(name, {})
        for area, round_pk in rows:
            count, first = by_area.get(area, (0, round_pk))
            by_area[area] = (count + 1, first)
    return found


def result_page(result: BudgetResult) -> ResultPage:
    """Three queries."""
    document = document_of(result)
    return ResultPage(
        document=document,
        projects=told_projects(document),
        files=list(result.files.defer("content")),
        groups=_groups(document),
        everybody=_everybody(document),
        overrides=list(
            result.overrides.filter(state=OverrideState.CONFIRMED).select_related("project").order_by("confirmed_at")
        ),
    )


def file_of(result: BudgetResult, name: str) -> bytes | None:
    """A published file, byte by byte. One query."""
    file = ResultFile.objects.filter(result=result, name=name).first()
    return None if file is None else zlib.decompress(bytes(file.content))


def result_rows(result: BudgetResult) -> Iterator[tuple[str, ...]]:
    """The result as a table, headed. No query."""
    yield (_("番号"), _("事業"), _("費用（円）"), _("選んだ人"), _("選ばれた順"), _("支持"), _("持ち分"), _("理由"))
    for told in told_projects(document_of(result)):
        place = "" if told.place is None else str(told.place)
        figures = (str(told.cost), str(told.supporters), place)
        yield (told.number, told.title, *figures, told.supported, told.paid, told.why)


def _groups(document: Mapping[str, Any]) -> list[tuple[str, list[GroupRow]]]:
    """By what was asked, in the order in which the city tells it; only what enough people told. One query."""
    labels: dict[str, dict[str, str]] = {
        "ward": {area.code: area.name for area in Area.objects.wards()},
        "age": {str(value): str(label) for value, label in AgeBand.choices},
        "association": {"yes": _("入っている"), "no": _("入っていない")},
    }
    titles = {"ward": _("区"), "age": _("年代"), "association": _("町内会・自治会")}
    found = []
    for name, rows in document["groups"].items():
        by_key = {row["group"]: row for row in rows}
        told = [_group(by_key[key], label) for key, label in labels[name].items() if key in by_key]
        if len(told) > 1:
            found.append((titles[name], told))
    return found


def _group(row: Mapping[str, Any], label: str) -> GroupRow:
    def part(name: str) -> float | None:
        return None if row[name] is None else row[name] / row["voters"]

    own, by_votes = part("with_a_winner"), part("with_a_winner_by_votes")
    return GroupRow(
        label=label,
        voters=row["voters"],
        share=own,
        words=_share_words(own, row["tenths"]),
        money=row["money"],
        share_by_votes=by_votes,
        words_by_votes=_share_words(by_votes, row["tenths_by_votes"]),
        money_by_votes=row["money_by_votes"],
    )


def _share_words(part: float | None, tenths: int | None) -> str:
    if part is not None:
        return share(part)
    if tenths is None:
        return _("非表示")
    return _("1割未満") if not tenths else _("%(tenths)s割以上") % {"tenths": tenths}


def _everybody(document: Mapping[str, Any]) -> GroupRow | None:
    voters = document["voters"]
    if not voters:
        return None
    by_votes = document["by_votes"]
    of_all, of_votes = document["voters_with_a_winner"] / voters, by_votes["voters_with_a_winner"] / voters
    return GroupRow(
        label=_("投票した人みんな"),
        voters=voters,
        share=of_all,
        words=share(of_all),
        money=round(document["cost"] / voters),
        share_by_votes=of_votes,
        words_by_votes=share(of_votes),
        money_by_votes=round(by_votes["cost"] / voters),
    )
