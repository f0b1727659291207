"""Somebody who has the published tables alone, and solves for what is empty in them (scipy's milp).

Written apart from what chooses the cells, and from other things: it takes lists of (row, column, count or None) as
they stand in the files, knows which labels are totals, and takes cells of one name with one count for one cell.
"""

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

TOTAL = "計"
FAR = 100_000


class Attacker:
    """``known``: of each cell its count or None, over all tables. ``sums``: cells whose sum is that of the first."""

    def __init__(self, published, names):
        """``names``: for each table and (row, column) by what the cell is known in all tables."""
        self.known, self.sums = {}, []
        for number, table in enumerate(published):
            cells = {(row, column): count for row, column, count in table}
            rows = sorted({row for row, _ in cells} - {TOTAL})
            columns = sorted({column for _, column in cells} - {TOTAL})

            def name(row, column, number=number):
                return names[number].get((row, column), (number, row, column))

            for (row, column), count in cells.items():
                known = self.known.setdefault(name(row, column), count)
                assert known == count, "one cell, told in two ways"
            for row in [*rows, TOTAL]:
                self.sums.append((name(row, TOTAL), [name(row, column) for column in columns]))
            for column in [*columns, TOTAL]:
                self.sums.append((name(TOTAL, column), [name(row, column) for row in rows]))
        self.place = {cell: place for place, cell in enumerate(self.known)}

    def ranges(self):
        """Of each empty cell the least and the most that it can be."""
        matrix = np.zeros((len(self.sums), len(self.known)))
        for place, (total, parts) in enumerate(self.sums):
            matrix[place, self.place[total]] -= 1
            for part in parts:
                matrix[place, self.place[part]] += 1
        low = np.array([0 if count is None else count for count in self.known.values()], dtype=float)
        high = np.array([FAR if count is None else count for count in self.known.values()], dtype=float)
        found = {}
        for cell, count in self.known.items():
            if count is None:
                ends = []
                for sign in (1, -1):
                    wanted = np.zeros(len(low))
                    wanted[self.place[cell]] = sign
                    answer = milp(
                        wanted,
                        constraints=LinearConstraint(matrix, 0, 0),
                        bounds=Bounds(low, high),
                        integrality=np.ones(len(low)),
                    )
                    ends.append(round(answer.x[self.place[cell]]))
                found[cell] = tuple(ends)
        return found
