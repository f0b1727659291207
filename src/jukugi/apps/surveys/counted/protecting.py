"""The document of a result as it is published: small cells empty, also against the edition before. Plain Python.

All figures of a question and audience are one thing: they are renewed together, or stay as they were published
(``since``: the edition from which they are). What each rule protects against is told in docs/explanation.
"""

from collections.abc import Mapping
from copy import deepcopy
from math import ceil
from typing import Any

from jukugi.apps.surveys.counted.cells import Cells, parted_cells, several_cells
from jukugi.apps.surveys.counted.figures import (
    K,
    empty_places,
    marked_count,
    numbers,
    ranked,
    several,
    told_count,
    weighted_shares,
    without,
)
from jukugi.apps.surveys.counted.following import cells_follow, empty_before, follows, row_sums
from jukugi.core.disclosure.flows import hidden_parts, may_follow
from jukugi.core.disclosure.rows import is_small

Entry = dict[str, Any]
FEW: Entry = {"few": True}


def protected(document: dict[str, Any], before: dict[str, Any] | None, *, number: int) -> dict[str, Any]:
    """What may be published as edition ``number`` after ``before``. Same documents, same result."""
    audiences = {one["code"]: one for one in document["audiences"]}
    before_audiences = {one["code"]: one for one in (before or {}).get("audiences", [])}
    publishing = [_Publishing(code, document, before, before_audiences.get(code), number) for code in audiences]
    entries = {each.code: each.entries() for each in publishing}
    return {
        **{name: document[name] for name in ("form", "survey", "inputs")},
        "k": K,
        "edition": number,
        "audiences": [each.audience() for each in publishing],
        "questions": [
            {**one, "of": {code: entries[code][one["code"]] for code in one["of"]}} for one in document["questions"]
        ],
        "pairs": {each.code: each.pairs(entries[each.code]) for each in publishing},
    }


def changed(public: dict[str, Any]) -> bool:
    """Whether anything in it is of this edition."""
    return any(entry.get("since") == public["edition"] for one in public["questions"] for entry in one["of"].values())


class _Publishing:
    """One audience."""

    def __init__(
        self,
        code: str,
        document: dict[str, Any],
        before: dict[str, Any] | None,
        before_audience: Entry | None,
        number: int,
    ) -> None:
        self.code, self.document, self.number = code, document, number
        self.raw = next(one for one in document["audiences"] if one["code"] == code)
        self.before_audience = before_audience
        self.before = {one["code"]: one["of"].get(code) for one in (before or {}).get("questions", [])}
        self.before_pairs = (before or {}).get("pairs", {}).get(code, {})
        self.questions = {one["code"]: one for one in document["questions"] if code in one["of"]}
        self.is_few = self.raw["sheets"] < K
        there = self.before_audience or {}
        self.stays = there.get("sheets") is not None and not may_follow(
            [there["sheets"]], [self.raw["sheets"]], minimum=K
        )
        self.touched: dict[tuple[str, str], frozenset[str]] = {}
        self.published: dict[str, Entry] = {}

    def audience(self) -> Entry:
        """Without keys of sheets; small numbers of marked and of excluded sheets as None."""
        if self.stays and self.before_audience:
            return deepcopy(self.before_audience)
        plain = {name: self.raw[name] for name in ("code", "name", "kind", "selection", "asked")}
        if self.is_few:
            return {**plain, "sheets": None, "few": True}
        there = self.before_audience or {}
        marks = {name: told_count(marked_count(self.raw["marks"][name])) for name in self.raw["marks"]}
        old = there.get("marks", {})
        if any(is_small(abs((marks[name] or 0) - (old.get(name) or 0)), minimum=K) for name in marks if name in old):
            marks = {name: old.get(name) for name in marks}
        return {
            **plain,
            "sheets": self.raw["sheets"],
            "groups": {name: self._group_sizes(name) for name in self.raw["groups"]},
            "weights": self._weights(),
            "marks": {**marks, "effect": self._effect()},
            "excluded": [[why, told_count(count)] for why, count in self.raw["excluded"]],
            "since": self.number,
        }

    def _weights(self) -> Entry:
        told = dict(self.raw["weights"])
        old = (self.before_audience or {}).get("weights", {})
        if "people" in told and "people" in old and is_small(abs(told["people"] - old["people"]), minimum=K):
            return old
        if "trimmed" in told:
            told["trimmed"] = told_count(told["trimmed"])
        return told

    def _effect(self) -> int | None:
        """By how many points, rounded up, a share changes at most without the marked sheets."""
        marked = self.raw["marks"]["any"]
        if marked < K or self.raw["sheets"] - marked < K:
            return None
        most = 0.0
        for question in self.questions.values():
            entry = question["of"][self.code]
            without = entry.get("without")
            if not without or self.published.get(question["code"], FEW).get("few"):
                continue
            counts = entry.get("first") or entry["counts"]
            for one, other in zip(counts, without["counts"], strict=True):
                if entry["answered"] >= 4 * K and without["answered"] >= 4 * K:
                    most = max(most, abs(one / entry["answered"] - other / without["answered"]))
        return ceil(round(100 * most, 6))

    def _group_sizes(self, name: str) -> list[list[Any]]:
        hidden = self._hidden_groups(name)
        groups = [[code, label, None if code in hidden else size] for code, label, size in self.raw["groups"][name]]
        old = (self.before_audience or {}).get("groups", {}).get(name)
        if old is not None:
            was = {code: size for code, _label, size in old}
            both = [(was.get(code, 0), size) for code, _label, size in groups if size is not None]
            ends = (self.before_audience or {})["sheets"], self.raw["sheets"]
            rest = [end - sum(each[place] for each in both) for place, end in enumerate(ends)]
            before, after = ([*(each[place] for each in both), rest[place]] for place in (0, 1))
            if not may_follow(before, after, minimum=K):
                return deepcopy(old)
        return groups

    def _hidden_groups(self, name: str) -> frozenset[str]:
        """Groups of whom not even the number is told; who told nothing is told of."""
        groups = [each for each in self.raw["groups"][name] if each[0]]
        old = {each[0] for each in (self.before_audience or {}).get("groups", {}).get(name, []) if each[2] is None}
        forced = {place for place, (code, _label, _people) in enumerate(groups) if code in old}
        hidden = hidden_parts([people for *_rest, people in groups], minimum=K, hidden=forced)
        return frozenset(groups[place][0] for place in hidden)

    def entries(self) -> dict[str, Entry]:
        for code, question in self.questions.items():
            entry = self._entry(question)
            old = self.before.get(code)
            if old is not None and not old.get("few") and (self.stays or not follows(old, entry)):
                entry = deepcopy(old)
            self.published[code] = entry
            self._cross(question, entry)
        return self.published

    def _entry(self, question: Entry) -> Entry:
        raw, old = question["of"][self.code], self.before.get(question["code"]) or {}
        if self.is_few or raw["asked"] < K or raw["answered"] < K or not self._may_tell_asked(question):
            return dict(FEW)
        entry: Entry = {"asked": raw["asked"], "answered": raw["answered"], "since": self.number}
        match question["kind"]:
            case "text":
                return entry
            case "number":
                return entry | numbers(raw)
            case "matrix":
                rows = zip(raw["rows"], old.get("rows") or [{}] * len(raw["rows"]), strict=True)
                return entry | {"rows": [self._parted(one, other) for one, other in rows]}
            case "multiple":
                return entry | several(raw, old)
            case "ranking":
                return entry | ranked(raw, old)
            case _:
                return entry | self._parted(raw, old)

    def _parted(self, raw: Entry, old: Entry) -> Entry:
        """Options of which each person chose one."""
        if raw["answered"] < K:
            return {**FEW, "answered": None}
        hidden = hidden_parts(raw["counts"], minimum=K, hidden=empty_places(old.get("counts")))
        entry = {"answered": raw["answered"], "counts": without(raw["counts"], hidden)}
        if "median" in raw:
            entry["median"] = raw["median"] if not hidden else ""
        return entry | weighted_shares(raw, hidden)

    def _may_tell_asked(self, question: Entry) -> bool:
        """Whether the number of people who were asked tells no more than is published of what it depends on."""
        asked = question["of"][self.code]["asked"]
        for code, options in question["only_if"]:
            other, entry = self.questions[code], self.published[code]
            if entry.get("few"):
                return False
            places = [place for place, each in enumerate(other["options"]) if each[0] in options]
            raw = other["of"][self.code]
            chosen = [raw["counts"][place] for place in places]
            if any(entry["counts"][place] is None for place in places):
                return False
            if any(is_small(abs(count - asked), minimum=K) for count in (*chosen, sum(chosen), raw["answered"])):
                return False
        return True

    # Tables

    def _cross(self, question: Entry, entry: Entry) -> None:
        raw = question["of"][self.code]
        if "cross" not in raw or self._is_of_before(entry) or entry.get("few"):
            return
        entry["cross"] = {}
        for name in raw["cross"]:
            own = next((one for one in self.questions.values() if one["attribute"] == name), None)
            if own is question or (own is not None and own["only_if"]):
                continue
            table = self._crossed(question, entry, name)
            if table is not None:
                entry["cross"][name] = table

    def _is_of_before(self, entry: Entry) -> bool:
        return entry.get("since") != self.number

    def _crossed(self, question: Entry, entry: Entry, name: str) -> Entry | None:
        """Cells by group. Groups that are not told of, and those that a question on which this one depends hides,
        stand in one group of which only the sum follows."""
        raw, groups = question["of"][self.code]["cross"][name], self.raw["groups"][name]
        folded = set(self._hidden_groups(name))
        for code, _options in question["only_if"]:
            folded |= self.touched.get((code, name), frozenset(each[0] for each in groups))
        old = self._old_cross(question, name)
        there = [place for place, each in enumerate(groups) if each[2]]
        codes = [groups[place][0] for place in there]
        tables, touched = [], set(folded)
        for row, cells in enumerate(raw):
            table = [[line[place] for place in there] for line in cells]
            sizes = [groups[place][2] for place in there]
            shown, own = self._cells(question, entry, row, table, codes, sizes, folded, old)
            touched |= own
            tables.append(shown)
        self.touched[question["code"], name] = frozenset(touched)
        secret = self._hidden_groups(name)
        sizes = [None if codes[n] in secret else groups[place][2] for n, place in enumerate(there)]
        found = {"groups": codes, "sizes": sizes, "cells": tables, "since": self.number}
        if old is not None and not self._table_follows(question, old, entry, found):
            return deepcopy(old)
        return found

    def _table_follows(self, question: Entry, old: Entry, entry: Entry, new: Entry) -> bool:
        """Whether the cells, the margins and what is left of these differ by nobody or by enough people."""
        ends = (self.before_audience or {})["sheets"], self.raw["sheets"]
        old_entry = self.before[question["code"]] or {}
        was = dict(zip(old["groups"], old["sizes"], strict=True))
        columns = [was.get(code, 0) for code in new["groups"]], new["sizes"]
        for row, (one, two) in enumerate(zip(old["cells"], new["cells"], strict=True)):
            lines = [dict(zip(old["groups"], line, strict=True)) for line in one]
            before = [[line.get(code, 0) for code in new["groups"]] for line in lines]
            rows = [row_sums(each, question, row, end) for each, end in zip((old_entry, entry), ends, strict=True)]
            if not cells_follow(before, two, (rows[0], rows[1]), columns):
                return False
        return True

    def _old_cross(self, question: Entry, name: str) -> Entry | None:
        found: Entry | None = (self.before.get(question["code"]) or {}).get("cross", {}).get(name)
        return found

    def _cells(
        self,
        question: Entry,
        entry: Entry,
        row: int,
        table: list[list[int]],
        codes: list[str],
        sizes: list[int],
        folded: set[str],
        old: Entry | None,
    ) -> tuple[Cells, set[str]]:
        """One table: the last line holds who did not answer. Returns cells, and groups with an empty one."""
        was = empty_before(old, row, codes) if old else set()
        if question["kind"] == "multiple":
            answered = [size - rest for size, rest in zip(sizes, table[-1], strict=True)]
            cells = several_cells(table, entry, answered, {codes.index(code) for code in folded if code in codes}, was)
        else:
            own = entry["rows"][row] if question["kind"] == "matrix" else entry
            counts = own.get("first") if question["kind"] == "ranking" else own.get("counts")
            hidden = empty_places(counts) if counts else set(range(len(table) - 1))
            cells = parted_cells(table, hidden, {codes.index(code) for code in folded if code in codes}, was)
        return cells, {code for place, code in enumerate(codes) if any(line[place] is None for line in cells)}

    def pairs(self, entries: Mapping[str, Entry]) -> dict[str, Entry]:
        """Tables of two questions. Options that are not told of stand in one line of which only the sum follows."""
        found: dict[str, Entry] = {}
        together = self._asked_together()
        for name, table in self.document["pairs"][self.code].items():
            one, two = name.split(" ")
            old = self.before_pairs.get(name)
            new = [entries[code].get("since") == self.number for code in (one, two)]
            if entries[one].get("few") or entries[two].get("few"):
                continue
            if not all(new):
                if old is not None:
                    found[name] = old
                continue
            rows, columns = (empty_places(entries[code]["counts"]) for code in (one, two))
            was = {(i, j) for i, line in enumerate(old["cells"] if old else []) for j in empty_places(line)}
            cells = parted_cells(table, rows, columns, was)
            is_whole = not any(each is None for line in cells for each in line)
            if frozenset((one, two)) in together and not is_whole:
                continue
            made = {"cells": cells, "since": self.number}
            found[name] = made if old is None or self._pair_follows(name, old["cells"], cells, entries) else old
        return found

    def _pair_follows(self, name: str, old: Cells, new: Cells, entries: Mapping[str, Entry]) -> bool:
        ends = (self.before_audience or {})["sheets"], self.raw["sheets"]
        one, two = (
            [
                row_sums(each, self.questions[code], 0, end)
                for each, end in zip((self.before[code] or {}, entries[code]), ends, strict=True)
            ]
            for code in name.split(" ")
        )
        return cells_follow(old, new, (one[0], one[1]), (two[0], two[1]))

    def _asked_together(self) -> set[frozenset[str]]:
        """Pairs of questions on which a third depends: how many were asked it is a cell of their table."""
        return {
            frozenset((one, two))
            for question in self.questions.values()
            for one, _ in question["only_if"]
            for two, _ in question["only_if"]
            if one != two
        }
