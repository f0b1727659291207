"""The document of a result as it is published: small cells empty, also against the edition before. Plain Python.

All figures of a question and audience are one thing: they are renewed together, or stay as they were published
(``since``: the edition from which they are). What each rule protects against is told in docs/explanation.
"""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from math import ceil
from typing import Any

from jukugi.core.disclosure.flows import hidden_cells, hidden_parts, may_follow
from jukugi.core.disclosure.rows import is_small

K = 5
NUMBERS_FROM = 4 * K
"""Sheets from which the middle of numbers is told."""
Entry = dict[str, Any]
Cells = list[list[int | None]]
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
        marks = {name: _count(_number(self.raw["marks"][name])) for name in self.raw["marks"]}
        old = there.get("marks", {})
        if any(is_small(abs((marks[name] or 0) - (old.get(name) or 0)), minimum=K) for name in marks if name in old):
            marks = {name: old.get(name) for name in marks}
        return {
            **plain,
            "sheets": self.raw["sheets"],
            "groups": {name: self._group_sizes(name) for name in self.raw["groups"]},
            "weights": self._weights(),
            "marks": {**marks, "effect": self._effect()},
            "excluded": [[why, _count(count)] for why, count in self.raw["excluded"]],
            "since": self.number,
        }

    def _weights(self) -> Entry:
        told = dict(self.raw["weights"])
        old = (self.before_audience or {}).get("weights", {})
        if "people" in told and "people" in old and is_small(abs(told["people"] - old["people"]), minimum=K):
            return old
        if "trimmed" in told:
            told["trimmed"] = _count(told["trimmed"])
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
            if old is not None and not old.get("few") and (self.stays or not _follows(old, entry)):
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
                return entry | _numbers(raw)
            case "matrix":
                rows = zip(raw["rows"], old.get("rows") or [{}] * len(raw["rows"]), strict=True)
                return entry | {"rows": [self._parted(one, other) for one, other in rows]}
            case "multiple":
                return entry | _several(raw, old)
            case "ranking":
                return entry | _ranked(raw, old)
            case _:
                return entry | self._parted(raw, old)

    def _parted(self, raw: Entry, old: Entry) -> Entry:
        """Options of which each person chose one."""
        if raw["answered"] < K:
            return {**FEW, "answered": None}
        hidden = hidden_parts(raw["counts"], minimum=K, hidden=_empty(old.get("counts")))
        entry = {"answered": raw["answered"], "counts": _without(raw["counts"], hidden)}
        if "median" in raw:
            entry["median"] = raw["median"] if not hidden else ""
        return entry | _weighted(raw, hidden)

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
            rows = [_row_sums(each, question, row, end) for each, end in zip((old_entry, entry), ends, strict=True)]
            if not _cells_follow(before, two, (rows[0], rows[1]), columns):
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
        was = _old_empty(old, row, codes) if old else set()
        if question["kind"] == "multiple":
            answered = [size - rest for size, rest in zip(sizes, table[-1], strict=True)]
            cells = _several_cells(table, entry, answered, {codes.index(code) for code in folded if code in codes}, was)
        else:
            own = entry["rows"][row] if question["kind"] == "matrix" else entry
            counts = own.get("first") if question["kind"] == "ranking" else own.get("counts")
            hidden = _empty(counts) if counts else set(range(len(table) - 1))
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
            rows, columns = (_empty(entries[code]["counts"]) for code in (one, two))
            was = {(i, j) for i, line in enumerate(old["cells"] if old else []) for j in _empty(line)}
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
                _row_sums(each, self.questions[code], 0, end)
                for each, end in zip((self.before[code] or {}, entries[code]), ends, strict=True)
            ]
            for code in name.split(" ")
        )
        return _cells_follow(old, new, (one[0], one[1]), (two[0], two[1]))

    def _asked_together(self) -> set[frozenset[str]]:
        """Pairs of questions on which a third depends: how many were asked it is a cell of their table."""
        return {
            frozenset((one, two))
            for question in self.questions.values()
            for one, _ in question["only_if"]
            for two, _ in question["only_if"]
            if one != two
        }


def parted_cells(
    table: Sequence[Sequence[int]],
    hidden_rows: set[int],
    hidden_columns: set[int],
    was: set[tuple[int, int]] = frozenset(),  # type: ignore[assignment]
) -> Cells:
    """A table with both margins, some of them not told of: these lines stand together, and are not shown.

    ``was``: cells that the edition before does not show.
    """
    height, width = len(table), len(table[0]) if table else 0
    rows, columns = _lines(height, hidden_rows), _lines(width, hidden_columns)
    folded = [[sum(table[i][j] for i in down for j in across) for across in columns] for down in rows]
    forced = {
        (n, m)
        for n, down in enumerate(rows)
        for m, across in enumerate(columns)
        if len(down) == len(across) == 1 and (down[0], across[0]) in was
    }
    gone = hidden_cells(folded, minimum=K, hidden=forced)
    cells: Cells = [[None] * width for _ in range(height)]
    for n, down in enumerate(rows):
        for m, across in enumerate(columns):
            is_told = down[0] not in hidden_rows and across[0] not in hidden_columns
            if is_told and (n, m) not in gone:
                cells[down[0]][across[0]] = table[down[0]][across[0]]
    return cells


def _lines(size: int, hidden: set[int]) -> list[list[int]]:
    """Each line alone, those that are not told of together."""
    shown = [[place] for place in range(size) if place not in hidden]
    return [*shown, sorted(hidden)] if hidden else shown


def _several_cells(
    table: list[list[int]], entry: Entry, answered: list[int], hidden: set[int], was: set[tuple[int, int]]
) -> Cells:
    """Whoever chose two options stands in two lines: who answered is one table, and each option another of these."""
    width, last = len(answered), len(table) - 1
    first = parted_cells([answered, table[last]], set(), hidden, {(1, j) for i, j in was if i == last})
    hidden = hidden | {j for j in range(width) if first[1][j] is None}
    cells: Cells = []
    for place, line in enumerate(table[:last]):
        if entry["counts"][place] is None:
            cells.append([None] * width)
            continue
        others = [people - count for people, count in zip(answered, line, strict=True)]
        cells.append(parted_cells([line, others], set(), hidden, {(0, j) for i, j in was if i == place})[0])
    return [*cells, first[1]]


def _several(raw: Entry, old: Entry) -> Entry:
    """Options of which several may be chosen: each splits those who answered in two."""
    answered = raw["answered"]
    hidden = {
        place
        for place, count in enumerate(raw["counts"])
        if is_small(count, minimum=K) or is_small(answered - count, minimum=K)
    } | _empty(old.get("counts"))
    return {"counts": _without(raw["counts"], hidden)} | _weighted(raw, hidden)


def _ranked(raw: Entry, old: Entry) -> Entry:
    """First choices are parts of those who answered; what else is told of an option may not tell small ranks."""
    first = hidden_parts(raw["first"], minimum=K, hidden=_empty(old.get("first")))
    counts = {
        place
        for place, count in enumerate(raw["counts"])
        if place in first
        or any(is_small(each, minimum=K) for each in (count, raw["answered"] - count, count - raw["first"][place]))
    } | _empty(old.get("counts"))
    points = counts | {
        place for place, ranks in enumerate(raw["ranks"]) if any(is_small(each, minimum=K) for each in ranks)
    }
    points |= _empty(old.get("points"))
    return {
        "first": _without(raw["first"], first),
        "counts": _without(raw["counts"], counts),
        "points": _without(raw["points"], points),
        "places": raw["places"],
    } | _weighted(raw, counts)


def _numbers(raw: Entry) -> Entry:
    """The middle where enough people told a number; an end only where enough told that very number."""
    number = raw.get("number")
    if not number or raw["answered"] < NUMBERS_FROM:
        return {}
    told = {name: number[name] for name in ("median", "lower_quartile", "upper_quartile")}
    for name in ("lowest", "highest"):
        told[name] = number[name] if number[f"{name}_people"] >= K else None
    return {"number": told}


def _weighted(raw: Entry, hidden: Any) -> Entry:
    if "weighted" not in raw:
        return {}
    return {"weighted": _without(raw["weighted"], hidden), "effective": raw["effective"]}


def _without(figures: Sequence[Any], hidden: Any) -> list[Any]:
    return [None if place in hidden else each for place, each in enumerate(figures)]


def _empty(figures: Sequence[Any] | None) -> set[int]:
    return {place for place, each in enumerate(figures or ()) if each is None}


def _count(people: int) -> int | None:
    return None if is_small(people, minimum=K) else people


def _number(mark: Any) -> int:
    return int(mark["count"] if isinstance(mark, dict) else mark)


# Two editions


def _follows(old: Entry, new: Entry) -> bool:
    """Whether figures, and what follows of those that are empty, differ; each by nobody or by enough people."""
    if new.get("few"):
        return False
    before, after = _figures(old, new), _figures(new, new)
    return before != after and len(before) == len(after) and may_follow(before, after, minimum=K)


def _figures(entry: Entry, shown: Entry) -> list[int]:
    """The figures of ``entry`` where ``shown`` shows them, with what is left of their total."""
    found = [entry.get("asked") or 0, entry.get("answered") or 0]
    for name in ("counts", "first", "points"):
        if entry.get(name) and shown.get(name):
            own = [
                each
                for each, other in zip(entry[name], shown[name], strict=True)
                if other is not None and each is not None
            ]
            found += own
            if name != "points":
                found.append((entry.get("answered") or 0) - sum(own))
    for row, other in zip(entry.get("rows", []), shown.get("rows", []), strict=True):
        found += _figures(row, other)
    return found


def _old_empty(old: Entry, row: int, codes: list[str]) -> set[tuple[int, int]]:
    if row >= len(old["cells"]):
        return set()
    return {
        (i, codes.index(code))
        for i, line in enumerate(old["cells"][row])
        for code, each in zip(old["groups"], line, strict=True)
        if each is None and code in codes
    }


def _row_sums(entry: Entry, question: Entry, row: int, end: int) -> list[int | None]:
    """Of each option how many chose it, as published; and how many of all sheets told nothing."""
    own = entry["rows"][row] if question["kind"] == "matrix" else entry
    counts = own.get("first") if question["kind"] == "ranking" else own.get("counts")
    if counts is None:
        return [None] * (len(question["options"]) + 1)
    return [*counts, end - own["answered"]]


Sums = tuple[Sequence[int | None], Sequence[int | None]]


def _cells_follow(old: Sequence[Sequence[int | None]], new: Cells, rows: Sums, columns: Sums) -> bool:
    """Cells that both editions show, the margins, and what is left of these. ``rows``, ``columns``: before, after."""
    across = [list(line) for line in zip(*old, strict=True)], [list(line) for line in zip(*new, strict=True)]
    for (lines, others), (sums, other_sums) in (((old, new), rows), (across, columns)):
        for was, now, whole, other_whole in zip(lines, others, sums, other_sums, strict=True):
            both = [(a, b) for a, b in zip(was, now, strict=True) if a is not None and b is not None]
            before, after = [a for a, _ in both], [b for _, b in both]
            if whole is not None and other_whole is not None:
                before, after = [*before, whole, whole - sum(before)], [*after, other_whole, other_whole - sum(after)]
            if not may_follow(before, after, minimum=K):
                return False
    return True
