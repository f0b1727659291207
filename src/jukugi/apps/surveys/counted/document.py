"""The document of a result as staff see it: every figure as counted. Needs numpy: in jobs.

A document is plain JSON, so that pages, files and other rooms read figures from one place:

- ``audiences``: code, name, kind, selection, asked, ``sheets``, ``groups`` (by attribute and channel), ``weights``,
  ``marks``, ``excluded``.
- ``questions``: what was asked, in order; ``of`` holds for each audience what was answered: ``asked``, ``answered``,
  ``counts`` by option, ``weighted`` shares, ``rows`` of a matrix, ``cross`` by attribute, and what belongs to its kind.
- ``pairs``: for each audience tables of two questions.
- ``inputs``: what is needed to count it again.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict
from itertools import combinations
from typing import Any

import numpy as np

from jukugi import __version__
from jukugi.apps.accounts.enums import Channel, Sex
from jukugi.apps.opinions.enums import AgeBand
from jukugi.apps.surveys.counted.packing import FORM
from jukugi.apps.surveys.counted.reading import Extent, Sheets, groups_of
from jukugi.apps.surveys.counted.weighing import Margins, Weighing, weigh
from jukugi.apps.surveys.enums import AudienceKind, Joined
from jukugi.apps.surveys.models import Audience, Survey
from jukugi.apps.surveys.models import Question as QuestionRow
from jukugi.core.questionnaire import Question, QuestionKind, Questionnaire
from jukugi.core.questionnaire.counting import Tally, cross_table, median_option, tally
from jukugi.core.questionnaire.marking import Marks, mark

CODE_VERSION = f"{__version__}/{FORM}"
MARKS = ("equal", "device", "fast", "straight")
MARKED_AT_MOST = 200
"""Sheets of each mark that are listed; all are counted."""
PARTED = frozenset({QuestionKind.SINGLE, QuestionKind.SCALE, QuestionKind.RANKING})
"""Kinds whose (first) answer is one of several."""
PAIRED = frozenset({QuestionKind.SINGLE, QuestionKind.SCALE})


def document_of(
    survey: Survey,
    rows: list[QuestionRow],
    questionnaire: Questionnaire,
    audiences: list[Audience],
    sheets: Sheets,
    *,
    extent: Extent,
    margins: Margins,
) -> dict[str, Any]:
    """Count everything. The same sheets and margins are the same document. Cost: sheets × questions × groups."""
    marks = mark(sheets.columns, digests=sheets.digests, devices=sheets.devices, seconds=sheets.seconds)
    groups = {name: _groups(name, rows, sheets) for name in ("ward", "age", "sex", "join", "channel")}
    attributes = frozenset(row.code for row in rows if row.attribute)
    counting = [
        _Counting(audience, questionnaire, sheets, groups, marks, margins, attributes) for audience in audiences
    ]
    return {
        "form": FORM,
        "survey": {
            "code": survey.code,
            "title": survey.title,
            "from": f"{survey.opens_on}",
            "to": f"{survey.closes_on}",
        },
        "audiences": [each.audience_entry() for each in counting],
        "questions": [
            _asked(row, one) | {"of": {each.code: each.entry(one) for each in counting if each.is_asked(one)}}
            for row, one in zip(rows, questionnaire.questions, strict=True)
        ],
        "pairs": {each.code: each.pairs() for each in counting},
        "inputs": {
            "last_sheet": extent.last_sheet,
            "as_of": extent.as_of.isoformat(),
            "sheets": len(sheets.keys),
            "digest": sheets.digest,
            "margins": {name: dict(of) for name, of in margins.items()},
            "version": CODE_VERSION,
        },
    }


def _asked(row: QuestionRow, question: Question) -> dict[str, Any]:
    return {
        "code": question.code,
        "kind": str(question.kind),
        "label": question.label,
        "attribute": row.attribute,
        "unit": question.unit,
        "at_most": question.at_most,
        "opinions": row.takes_opinions,
        "options": [[option.code, option.label, option.is_outside] for option in question.options],
        "rows": [[line.code, line.label] for line in question.rows],
        "only_if": [[one.question, sorted(one.options)] for one in question.only_if],
        "only_for": sorted(question.only_for),
    }


def _groups(name: str, rows: list[QuestionRow], sheets: Sheets) -> list[tuple[str, str]]:
    """Code and label of the groups into which people are put, in the order in which they are told."""
    if name == "channel":
        there = set(sheets.channels)
        return [(code, str(label)) for code, label in Channel.choices if code in there]
    row = next((one for one in rows if one.attribute == name), None)
    if row is None:
        return []
    values = {"age": AgeBand.values, "sex": Sex.values, "join": Joined.values}
    known = set(values.get(name) or sheets.attributes["ward"])
    return [(option.code, option.label) for option in row.options.all() if option.code in known]


class _Counting:
    """One audience."""

    def __init__(
        self,
        audience: Audience,
        questionnaire: Questionnaire,
        sheets: Sheets,
        groups: Mapping[str, list[tuple[str, str]]],
        marks: Marks,
        margins: Margins,
        attributes: frozenset[str],
    ) -> None:
        self.attributes = attributes
        self.audience, self.code, self.questionnaire = audience, audience.code, questionnaire
        self.sheets, self.columns, self.marks = sheets, sheets.columns, marks
        self.people = self.columns.of(self.code)
        self.unmarked = self.people & ~marks.any
        is_citizens = audience.kind == AudienceKind.CITIZENS
        self.weighing = weigh(sheets, self.people, margins) if is_citizens else Weighing(None, {"why": "not_citizens"})
        self.groups = {name: of for name, of in groups.items() if of}
        told = {**sheets.attributes, "channel": sheets.channels}
        self.by = {name: groups_of(told[name], [code for code, _ in of]) for name, of in self.groups.items()}

    def is_asked(self, question: Question) -> bool:
        return not question.only_for or self.code in question.only_for

    def audience_entry(self) -> dict[str, Any]:
        sizes = {
            name: np.bincount(by[self.people], minlength=len(self.groups[name]) + 1).tolist()
            for name, by in self.by.items()
        }
        return {
            "code": self.code,
            "name": self.audience.name,
            "kind": self.audience.kind,
            "selection": self.audience.selection,
            "asked": self.audience.asked,
            "sheets": int(self.people.sum()),
            "groups": {
                name: [[code, label, sizes[name][place]] for place, (code, label) in enumerate([*of, ("", "")])]
                for name, of in self.groups.items()
            },
            "weights": self.weighing.told,
            "marks": self._marks(),
            "excluded": self._excluded(),
        }

    def _marks(self) -> dict[str, Any]:
        found: dict[str, Any] = {"any": int((self.marks.any & self.people).sum())}
        for name in MARKS:
            places = np.flatnonzero(getattr(self.marks, name) & self.people)
            keys = [self.sheets.keys[place] for place in places[:MARKED_AT_MOST]]
            found[name] = {"count": len(places), "sheets": keys}
        return found

    def _excluded(self) -> list[list[Any]]:
        """Each reason with the number of its sheets."""
        reasons = Counter(why for audience, why in self.sheets.excluded.values() if audience == self.audience.pk)
        return [[why, count] for why, count in sorted(reasons.items(), key=lambda each: (-each[1], each[0]))]

    def entry(self, question: Question) -> dict[str, Any]:
        """What these people answered to one question."""
        found = self._told(question, tally(self.columns, question, self.people, self.weighing.values))
        if question.kind is QuestionKind.MATRIX:
            found["rows"] = [
                self._told(question, tally(self.columns, question, self.people, self.weighing.values, row=place))
                for place in range(len(question.rows))
            ]
        if self.marks.any[self.people].any() and question.kind in PARTED | {QuestionKind.MULTIPLE}:
            without = tally(self.columns, question, self.unmarked)
            counts = without.first if question.kind is QuestionKind.RANKING else without.counts
            found["without"] = {"answered": without.answered, "counts": list(counts)}
        if self._is_crossed(question):
            found["cross"] = {name: self._crossed(question, name) for name in self.groups}
        return found

    def _told(self, question: Question, found: Tally) -> dict[str, Any]:
        told: dict[str, Any] = {"asked": found.asked, "answered": found.answered}
        if found.counts:
            told["counts"] = list(found.counts)
        if question.kind is QuestionKind.RANKING:
            told |= {
                "first": list(found.first),
                "points": list(found.points),
                "ranks": [list(each) for each in found.ranks],
                "places": found.places,
            }
        if question.kind is QuestionKind.SCALE:
            told["median"] = median_option(question, found.counts)
        if found.number is not None:
            told["number"] = asdict(found.number)
        if found.weight > 0:
            told["weighted"] = [round(size / found.weight, 4) for size in found.sizes]
            told["effective"] = round(found.effective, 1)
        return told

    def _is_crossed(self, question: Question) -> bool:
        return question.kind not in (QuestionKind.NUMBER, QuestionKind.TEXT)

    def _crossed(self, question: Question, name: str) -> list[Any]:
        """Options and, last, no answer, by groups and, last, no answer; for each row of a matrix its own."""
        by, size = self.by[name], len(self.groups[name]) + 1
        if question.kind is QuestionKind.MATRIX:
            places = range(len(question.rows))
            return [cross_table(self.columns, question, self.people, by, size, row=row).tolist() for row in places]
        return [cross_table(self.columns, question, self.people, by, size).tolist()]

    def pairs(self) -> dict[str, list[list[int]]]:
        """Tables of two questions that everybody here was asked, neither for an attribute: rows of the first."""
        own = [
            one
            for one in self.questionnaire.questions
            if one.kind in PAIRED and self.is_asked(one) and not one.only_if and one.code not in self.attributes
        ]
        places = {one.code: self._places(one) for one in own}
        return {
            f"{one.code} {two.code}": cross_table(
                self.columns, one, self.people, places[two.code], len(two.options) + 1
            ).tolist()
            for one, two in combinations(own, 2)
        }

    def _places(self, question: Question) -> np.ndarray:
        values = self.columns.values[question.code].astype(np.int64)
        return np.where(self.columns.answered[question.code], values, len(question.options))
