"""An edition looked at again: whether its figures are those of its counts, and whether they are protected.

Which figures stay empty was searched for within a time; another machine may find others that do as well. So the
choice is not made again. What is proved instead needs no clock: the counts add up to the figures that are told, what
is empty withstands whoever solves for it, and all that is said besides follows from the figures.
"""

from typing import Any

from django.utils.translation import gettext as _

from jukugi.apps.processes.enums import ParticipationSource, participation_sources
from jukugi.apps.reach.counted.document import canonical, digest_of, entry_of
from jukugi.apps.reach.counted.figures import PAIR, TOTAL, Cells, Figures, figures_of, linked, published_figures
from jukugi.apps.reach.counted.listed import ages_hold, hidden_firsts
from jukugi.apps.reach.counted.protecting import changed_cells
from jukugi.apps.reach.enums import K
from jukugi.apps.reach.models import ReachEdition

Document = dict[str, Any]


def fault_of(edition: ReachEdition, before: ReachEdition | None) -> str:
    """Why an edition is not what its counts allow; "" where all is well."""
    if digest_of(edition.content) != edition.digest:
        return _("公表した版そのものが、公表したあとに変えられています。")
    for name, one in edition.content["sources"].items():
        if name not in participation_sources:
            continue
        if fault := _way_fault(participation_sources[name], name, one, edition, before):
            return _("「%(way)s」：%(fault)s") % {"way": one["name"], "fault": fault}
    return ""


def _way_fault(
    source: ParticipationSource, name: str, one: Document, edition: ReachEdition, before: ReachEdition | None
) -> str:
    old = before.content["sources"].get(name, {}) if before is not None else {}
    if not _follows(source, one, edition.content["population"]["counts"]):
        return _("人口とくらべた数が、公表した人数から計算し直したものと違います。")
    if "editions" in one:
        return _of_the_room(source, one, edition)
    if one["is_few"]:
        return ""
    cells = edition.cells[name]
    if one["since"] != edition.number:
        is_same = (one["figures"], one["hidden"]) == (old.get("figures"), old.get("hidden"))
        return "" if is_same else _("前の版のままのはずの数が、前の版と違います。")
    counts = {k: v for part in figures_of(cells, source.told) for k, v in part.counts.items()}
    hidden = set(one["hidden"])
    if one["figures"] != {k: v for k, v in counts.items() if k not in hidden}:
        return _("公表した数が、もとの集計から計算し直したものと違います。")
    if not set(old.get("hidden", ())) <= hidden:
        return _("前の版で伏せた数が、伏せられていません。")
    then: Cells = before.cells.get(name, {}) if before is not None and old and not old.get("is_few") else {}
    return "" if _withstands(changed_cells(cells, then), source, hidden) else _("伏せた数の守りが足りません。")


def _withstands(cells: Cells, source: ParticipationSource, hidden: set[str]) -> bool:
    """Whether nobody can say too much of what came in between, whoever knows what other pages tell of it included."""
    people, ways = figures_of(cells, source.told)
    besides: set[str] = set()
    if "ward" in source.listed:
        if not ages_hold(cells["people"], hidden):
            return False
        besides = {name for name in hidden if name.startswith("wb|") or name == PAIR}
    if not _part_withstands(people, hidden, besides):
        return False
    if "channel" in source.listed:
        return hidden_firsts(cells["ways"]) <= hidden
    return _part_withstands(ways, hidden, set())


def _part_withstands(figures: Figures, hidden: set[str], besides: set[str]) -> bool:
    """``besides``: what is empty for the sake of those who know more; they were held to what these can say."""
    from jukugi.core.disclosure.suppression import withstands

    if not figures.counts[TOTAL]:
        return True
    tables, names = linked(figures)
    empty, loose = ({place for place, name in enumerate(names) if name in some} for some in (hidden, besides))
    return withstands(tables, empty, minimum=K, loose=loose)


def _follows(source: ParticipationSource, one: Document, people: Any) -> bool:
    entry = entry_of(source, one["figures"], tuple(one["hidden"]), people, has_finest="editions" not in one)
    return canonical({"is": entry["measures"]}) == canonical({"is": one["measures"]})


def _of_the_room(source: ParticipationSource, one: Document, edition: ReachEdition) -> str:
    """Against the editions of the room that it was read from."""
    if source.published is None:
        return _("この方法の公表した数を、もう読めません。")
    published = source.published(edition.process, one["editions"]) if one["editions"] else None
    figures, hidden = published_figures(published) if published is not None else ({}, ())
    is_same = (dict(sorted(figures.items())), list(hidden)) == (one["figures"], one["hidden"])
    return "" if is_same else _("アンケートなどで公表した数と違います。")
