"""Reads a published document with eyes of its own, and solves for what is empty (scipy's milp).

Cells are (question, row, option or "", attribute, group): how many of a group chose it, "" for no answer. Knows all
sums that hold among them, and how branches hang together. Written apart from what chooses the cells.
"""

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

FAR = 100_000


class Solver:
    def __init__(self, public, audience):
        self.audience = audience
        self.cells, self.known, self.rows = {}, {}, []
        entry = next(one for one in public["audiences"] if one["code"] == audience)
        self.sheets = entry["sheets"]
        for question in public["questions"]:
            own = question["of"].get(audience)
            if own and not own.get("few"):
                self._read(question, own)
        self._branches(public)

    def _cell(self, *name):
        return self.cells.setdefault(name, len(self.cells))

    def _read(self, question, own):
        code, kind = question["code"], question["kind"]
        if not question["options"]:
            return
        options = [each[0] for each in question["options"]]
        rows = [each[0] for each in question["rows"]] or [""]
        for place, row in enumerate(rows):
            told = own["rows"][place] if question["rows"] else own
            if told.get("few"):
                continue
            counts = told.get("first") or told["counts"]
            for option, count in zip(options, counts, strict=True):
                self._know(self._cell(code, row, option), count)
            self._know(self._cell(code, row, ""), self.sheets - told["answered"])
            if kind != "multiple":
                parts = [self._cell(code, row, option) for option in options]
                self._sum(parts, told["answered"])
            for name, table in own.get("cross", {}).items():
                self._table(code, row, options, kind, name, table, place)

    def _table(self, code, row, options, kind, name, table, place):
        for column, group in enumerate(table["groups"]):
            whole = self._cell("", "", "all", name, group)
            self._know(whole, table["sizes"][column])
            for number, option in enumerate([*options, ""]):
                self._know(self._cell(code, row, option, name, group), table["cells"][place][number][column])
            own = [self._cell(code, row, option, name, group) for option in [*options, ""]]
            if kind != "multiple":
                self.rows.append((whole, own))
            else:
                for cell in own[:-1]:
                    self.rows.append((whole, [cell, own[-1], self._cell("other", cell)]))
        self.rows.append((None, [self._cell("", "", "all", name, group) for group in table["groups"]], self.sheets))
        for option in [*options, ""]:
            parts = [self._cell(code, row, option, name, group) for group in table["groups"]]
            self.rows.append((self._cell(code, row, option), parts))

    def _branches(self, public):
        """Who was asked a question are those who chose one of the options on which it depends, in every group."""
        kinds = {one["code"]: one for one in public["questions"]}
        for question in public["questions"]:
            own = question["of"].get(self.audience)
            if not own or own.get("few") or len(question["only_if"]) != 1:
                continue
            [[other, options]] = question["only_if"]
            if kinds[other]["kind"] == "multiple" or own["asked"] != own["answered"]:
                continue
            for name, table in own.get("cross", {}).items():
                for group in table["groups"]:
                    # Everybody who was asked answered, and everybody knows it.
                    whole = self._cell("", "", "all", name, group)
                    parts = [self._cell(other, "", option, name, group) for option in options]
                    rest = self._cell(question["code"], "", "", name, group)
                    self.rows.append((whole, [*parts, rest]))

    def _know(self, cell, count):
        if count is not None:
            assert self.known.setdefault(cell, count) == count

    def _sum(self, parts, count):
        self.rows.append((None, parts, count))

    def _matrix(self):
        matrix, right = np.zeros((len(self.rows), len(self.cells))), np.zeros(len(self.rows))
        for line, (total, parts, *count) in enumerate(self.rows):
            for part in parts:
                matrix[line, part] += 1
            if total is None:
                right[line] = count[0]
            else:
                matrix[line, total] -= 1
        return matrix, right

    def true_count(self, staff, cell):
        """What a cell is in the count that staff see."""
        code, row, option, *rest = cell
        question = next(one for one in staff["questions"] if one["code"] == code)
        own = question["of"][self.audience]
        place = [each[0] for each in question["rows"]].index(row) if row else 0
        number = [*(each[0] for each in question["options"]), ""].index(option)
        if not rest:
            told = own["rows"][place] if row else own
            sheets = next(one for one in staff["audiences"] if one["code"] == self.audience)["sheets"]
            return [*(told.get("first") or told["counts"]), sheets - told["answered"]][number]
        name, group = rest
        groups = next(one for one in staff["audiences"] if one["code"] == self.audience)["groups"][name]
        return own["cross"][name][place][number][[each[0] for each in groups].index(group)]

    def margin(self, staff, cell):
        """The most that its published margins alone would allow."""
        sums = [self.true_count(staff, cell[:3])]
        if len(cell) > 3:
            groups = next(one for one in staff["audiences"] if one["code"] == self.audience)["groups"][cell[3]]
            sums.append(next(each[2] for each in groups if each[0] == cell[4]))
            if next(one for one in staff["questions"] if one["code"] == cell[0])["kind"] == "multiple":
                # Who answered at all is published by group too.
                sums[-1] -= self.true_count(staff, (*cell[:2], "", *cell[3:]))
        return min(sums)

    def is_possible(self, staff):
        """Whether the true figures are among those that it thinks possible."""
        return all(
            self.true_count(staff, cell) == self.known[place]
            for cell, place in self.cells.items()
            if place in self.known and cell[0] not in ("", "other")
        )

    def empty(self):
        """Cells of which nothing is told."""
        return [cell for cell, place in self.cells.items() if place not in self.known and cell[0] not in ("", "other")]

    def ranges(self, wanted):
        """Of each of these empty cells the least and the most that it can be."""
        matrix, right = self._matrix()
        low = np.array([self.known.get(place, 0) for place in range(len(self.cells))], dtype=float)
        high = np.array([self.known.get(place, FAR) for place in range(len(self.cells))], dtype=float)
        found = {}
        for cell in wanted:
            place = self.cells[cell]
            ends = []
            for sign in (1, -1):
                cost = np.zeros(len(low))
                cost[place] = sign
                answer = milp(
                    cost,
                    constraints=LinearConstraint(matrix, right, right),
                    bounds=Bounds(low, high),
                    integrality=np.ones(len(low)),
                )
                ends.append(round(answer.x[place]))
            found[cell] = tuple(ends)
        return found
