"""Who answered, as the results of surveys tell it: for rooms that show the same people again."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from jukugi.apps.processes.enums import ALL_PEOPLE, PublishedGroup, PublishedGroups
from jukugi.apps.processes.models import Process
from jukugi.apps.surveys.counted.packing import unpacked
from jukugi.apps.surveys.enums import AudienceKind
from jukugi.apps.surveys.models import ResultEdition

Entry = Mapping[str, Any]
PLACES = {"ward": 0, "age": 1, "sex": 2, "channel": 3}
TOGETHER = (("ward", "age"), ("age", "sex"))
"""Attributes whose tables are read. A room that parts people otherwise must ask for its table here."""


def published_groups(process: Process, editions: Sequence[str] | None = None) -> PublishedGroups | None:
    """Citizens who answered, summed over the newest editions of all surveys, or over these. One query.

    Nothing but what stands in the published documents is read: whoever has those knows all of it.
    """
    rows = (
        ResultEdition.objects.filter(survey__process=process).select_related("survey").order_by("survey_id", "number")
    )
    newest: dict[str, ResultEdition] = {}
    for row in rows:
        if editions is None or _name(row) in editions:
            newest[row.survey.code] = row
    documents = {_name(row): unpacked(row.content) for row in newest.values()}
    told = [one for document in documents.values() for one in _tables(document)]
    if not told:
        return None
    counts: dict[PublishedGroup, int | None] = {}
    for group in dict.fromkeys(group for one in told for group in one):
        numbers = [one.get(group, 0) for one in told]
        counts[group] = None if None in numbers else sum(number or 0 for number in numbers)
    as_of = max(datetime.fromisoformat(document["inputs"]["as_of"]) for document in documents.values())
    parts = [
        ((row.survey.opens_at, row.survey.closes_at), sum(one[_group()] or 0 for one in _tables(documents[_name(row)])))
        for row in newest.values()
    ]
    return PublishedGroups(counts, tuple(documents), as_of, parts)


def _name(edition: ResultEdition) -> str:
    return f"{edition.survey.code}-{edition.number}"


def _tables(document: Entry) -> Iterator[dict[PublishedGroup, int | None]]:
    """Of each audience of citizens of whom anything is told."""
    for audience in document["audiences"]:
        if audience["kind"] == AudienceKind.CITIZENS and audience["sheets"] is not None:
            found = _margins(audience)
            for pair in TOGETHER:
                found |= _pair(document, audience, *pair)
            yield {group: number for group, number in found.items() if number != 0}


def _margins(audience: Entry) -> dict[PublishedGroup, int | None]:
    found: dict[PublishedGroup, int | None] = {_group(): audience["sheets"]}
    for name in PLACES:
        for code, _label, size in audience["groups"].get(name) or [["", "", audience["sheets"]]]:
            if code or name != "channel":
                found[_group((name, code))] = size
    return found


def _pair(document: Entry, audience: Entry, one: str, other: str) -> dict[PublishedGroup, int | None]:
    """Two attributes together: from the table of one question by the other, whichever tells it. What neither tells
    stays empty, unless a margin leaves nobody."""
    sizes = [{code: size for code, _label, size in audience["groups"].get(name) or []} for name in (one, other)]
    found: dict[PublishedGroup, int | None] = {
        _group((one, a), (other, b)): None if n != 0 and m != 0 else 0
        for a, n in sizes[0].items()
        for b, m in sizes[1].items()
    }
    for asked, by in ((one, other), (other, one)):
        for question in document["questions"]:
            table = (question["of"].get(audience["code"]) or {}).get("cross", {}).get(by)
            if question["attribute"] == asked and table is not None:
                codes = [*(code for code, _label, _outside in question["options"]), ""]
                for code, line in zip(codes, table["cells"][0], strict=True):
                    for group, number in zip(table["groups"], line, strict=True):
                        if number is not None:
                            found[_group((asked, code), (by, group))] = number
                absent = set(sizes[0 if by == one else 1]) - set(table["groups"])
                found |= {_group((asked, code), (by, group)): 0 for code in codes for group in absent}
    return found


def _group(*parts: tuple[str, str]) -> PublishedGroup:
    places = [ALL_PEOPLE] * len(PLACES)
    for name, code in parts:
        places[PLACES[name]] = code
    ward, band, sex, channel = places
    return ward, band, sex, channel
