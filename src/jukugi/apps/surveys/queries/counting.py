"""Counted results: what was published, what staff see, and answers to one question for other rooms."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from jukugi.apps.surveys.counted.packing import FORM, unpacked
from jukugi.apps.surveys.models import AnswerSheet, PreparedResult, Question, ResultEdition, SheetExclusion, Survey

Entry = dict[str, Any]


@dataclass(frozen=True)
class AnswersOf:
    """What one audience answered to one question, or to one ``row`` of a matrix.

    ``counts``: by the code of an option; of a ranking how many gave it the first rank; None where it is not told
    because it is small, or because others could be computed from it. ``by_ward``: the same by the code of a ward ("":
    told none); ``by_joined``: by whether they belong to an association; ``sizes``: how many sheets
    there are of each group (``ward``, ``join``). ``attribute``: what of a person it asks for.
    ``sheets`` of the audience. ``not_answered`` were asked and left it
    out. ``weighted``: shares by option where the edition
    is weighted, worth ``effective`` people. ``on_scale``: options of a scale in its order, without those beside it.
    """

    audience: str
    question: str
    row: str
    row_label: str
    kind: str
    label: str
    options: Mapping[str, str]
    on_scale: tuple[str, ...]
    asked: int
    answered: int
    counts: Mapping[str, int | None]
    by_ward: Mapping[str, Mapping[str, int | None]]
    by_joined: Mapping[str, Mapping[str, int | None]]
    sizes: Mapping[str, Mapping[str, int | None]]
    attribute: str
    sheets: int
    weighted: Mapping[str, float | None]
    effective: float | None

    @property
    def not_answered(self) -> int:
        return self.asked - self.answered


@dataclass(frozen=True)
class Counted:
    """A result in the form that pages and other rooms read.

    ``is_public``: of an edition, small cells empty; else as counted, for staff. ``as_of``: when it was counted.
    """

    survey: Survey
    document: Entry
    is_public: bool
    as_of: datetime

    @property
    def audiences(self) -> list[Entry]:
        """Code, name, kind, selection, asked and sheets of each."""
        found: list[Entry] = self.document["audiences"]
        return found

    def answers(self, *, audience: str, question: str, row: str = "") -> AnswersOf | None:
        """None where they were not asked, or too few answered, or it is no choice among options. No query."""
        found = next((one for one in self.document["questions"] if one["code"] == question), None)
        entry = found["of"].get(audience) if found else None
        if found is None or entry is None or entry.get("few") or not found["options"]:
            return None
        own = next(one for one in self.audiences if one["code"] == audience)
        return _answers_of(found, entry, audience, row, own["sheets"])

    def all_answers(self) -> list[AnswersOf]:
        """Every question and row of every audience that may be told of. No query."""
        found = []
        for one in self.document["questions"]:
            for audience in one["of"]:
                for row in [code for code, _label in one["rows"]] or [""]:
                    answers = self.answers(audience=audience, question=one["code"], row=row)
                    if answers is not None:
                        found.append(answers)
        return found


def _answers_of(question: Entry, entry: Entry, audience: str, row: str, sheets: int) -> AnswersOf | None:
    rows = [code for code, _label in question["rows"]]
    if rows and row not in rows:
        return None
    place = rows.index(row) if rows else 0
    own = entry["rows"][place] if rows else entry
    if own.get("few"):
        return None
    codes = [code for code, _label, _outside in question["options"]]
    crossed = {name: _by_group(entry.get("cross", {}).get(name), place, codes) for name in ("ward", "join")}
    return AnswersOf(
        audience=audience,
        question=question["code"],
        row=row,
        row_label=dict(question["rows"]).get(row, ""),
        kind=question["kind"],
        label=question["label"],
        options={code: label for code, label, _outside in question["options"]},
        on_scale=tuple(code for code, _label, is_outside in question["options"] if not is_outside),
        asked=entry["asked"],
        answered=own["answered"],
        counts=dict(zip(codes, own.get("first") or own["counts"], strict=True)),
        by_ward=crossed["ward"][0],
        by_joined=crossed["join"][0],
        sizes={name: sizes for name, (_cells, sizes) in crossed.items()},
        attribute=question["attribute"],
        sheets=sheets,
        weighted=dict(zip(codes, own.get("weighted", ()), strict=False)),
        effective=own.get("effective"),
    )


def _by_group(table: Entry | None, place: int, codes: list[str]) -> tuple[dict[str, dict[str, Any]], dict[str, Any]]:
    if table is None:
        return {}, {}
    lines = table["cells"][place]
    cells = {
        group: {code: lines[number][column] for number, code in enumerate(codes)}
        for column, group in enumerate(table["groups"])
    }
    return cells, dict(zip(table["groups"], table["sizes"], strict=True))


def published_result(survey: Survey) -> Counted | None:
    """The newest edition; None before the first. One query."""
    edition = survey.editions.first()
    return edition_result(edition) if edition is not None else None


def edition_result(edition: ResultEdition) -> Counted:
    """One edition. No query."""
    document = unpacked(edition.content)
    return Counted(edition.survey, document, is_public=True, as_of=datetime.fromisoformat(document["inputs"]["as_of"]))


def live_result(survey: Survey) -> Counted | None:
    """The last count, for staff alone; None before the first, or where the form has changed since. One query."""
    prepared = PreparedResult.objects.filter(survey=survey, counted_at__isnull=False).first()
    if prepared is None or not prepared.code_version.endswith(f"/{FORM}"):
        return None
    assert prepared.counted_at is not None
    document = unpacked(prepared.content)["staff"]
    _with_groups(document)
    return Counted(survey, document, is_public=False, as_of=prepared.counted_at)


def _with_groups(document: Entry) -> None:
    """Cross tables of the count have all groups of their audience; give them the form of published ones."""
    groups = {one["code"]: one["groups"] for one in document["audiences"]}
    for question in document["questions"]:
        for audience, entry in question["of"].items():
            for name, cells in entry.get("cross", {}).items():
                own = groups[audience][name]
                entry["cross"][name] = {
                    "groups": [code for code, _label, _size in own],
                    "sizes": [size for _code, _label, size in own],
                    "cells": cells,
                }


def sheets_since(survey: Survey, last_sheet: int) -> int:
    """Sheets that came in after a count. One query."""
    return AnswerSheet.objects.filter(survey=survey, pk__gt=last_sheet).count()


def published_survey(code: str) -> Survey | None:
    """A survey whose result everybody may read. One query."""
    found = Survey.objects.public().filter(code=code, published_at__isnull=False)
    return found.select_related("process", "area").first()


def editions_of(survey: Survey) -> list[ResultEdition]:
    """Newest first, without what stands in them. One query."""
    return list(survey.editions.defer("content"))


def sheets_of(survey: Survey, keys: list[int]) -> list[AnswerSheet]:
    """Sheets by their keys, with ``is_excluded``. One query."""
    standing = SheetExclusion.objects.filter(sheet=OuterRef("pk"), ended_at__isnull=True)
    found = AnswerSheet.objects.filter(survey=survey, pk__in=keys).annotate(is_excluded=Exists(standing))
    return list(found.select_related("audience", "ward").order_by("pk"))


def excluded_sheets(survey: Survey) -> list[AnswerSheet]:
    """Sheets that are left out of the count. Two queries."""
    rows = SheetExclusion.objects.filter(sheet__survey=survey, ended_at__isnull=True).order_by("-pk")
    return sheets_of(survey, list(rows.values_list("sheet_id", flat=True)[:500]))


def counted_sheets(survey: Survey) -> QuerySet[AnswerSheet]:
    """Sheets that are counted: the standing ones that nobody left out. One query."""
    left_out = SheetExclusion.objects.filter(sheet=OuterRef("pk"), ended_at__isnull=True)
    return AnswerSheet.objects.standing().filter(~Exists(left_out), survey=survey)


def told_answers(rows: list[Question], answers: dict[str, Any]) -> list[tuple[int, str, list[str]]]:
    """Each question that a sheet answers, with its answer in words. No query beyond the rows."""
    found = []
    for number, row in enumerate(rows, start=1):
        given = answers.get(row.code)
        if not given:
            continue
        labels = {option.code: option.label for option in row.options.all()}
        if isinstance(given, dict):
            lines = {line.code: line.label for line in row.rows.all()}
            told = [f"{lines.get(line, line)}：{labels.get(code, code)}" for line, code in given.items()]
        else:
            told = [labels.get(code, code) for code in ([given] if isinstance(given, str) else given)]
        found.append((number, row.label, told))
    return found
