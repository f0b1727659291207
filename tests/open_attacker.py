"""Somebody who has every open table and every public page, and reckons with all of them together.

The unknown are numbers of people by way to take part, ward, age, sex and channel: those who had come at one moment, and
those who came until the next. What is published at each moment becomes sums of them; linear programmes (HiGHS, in
scipy) say how far each could go. Nobody tells the attacker which empty cells are empty because they are small.
"""

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import product

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_matrix

UNSAID = "-"
Person = tuple[str, str, str, str]
"""Code of the ward, band of age, sex, channel."""
PLACES = {"w": 0, "b": 1, "s": 2, "ch": 3}
PARTS = {"w": ("w",), "b": ("b",), "s": ("s",), "ch": ("ch",), "wb": ("w", "b"), "bs": ("b", "s")}
PARTS["wbs"] = ("w", "b", "s")


def group_of(person: Person, kind: str) -> str:
    """The name of the group to which a person belongs, as a table of 参加の広がり names it."""
    return "|".join((kind, *(person[PLACES[part]] for part in PARTS[kind])))


@dataclass
class Knowledge:
    """What is known of one way to take part. ``people``: of what kinds they can be."""

    people: list[Person]
    moments: int = 0
    facts: list[tuple[np.ndarray, float, float, str]] = field(default_factory=list)

    def learn(self, belongs: Callable[[Person], bool], low: float, high: float, source: str) -> None:
        """That so many of these had come at the newest moment, at least and at most."""
        row = np.zeros((2, len(self.people)))
        row[: self.moments] = [float(belongs(person)) for person in self.people]
        self.facts.append((row.ravel(), low, high, source))

    def range_of(
        self, belongs: Callable[[Person], bool], steps: tuple[bool, bool], *, but: str = ""
    ) -> tuple[float, float]:
        """The fewest and the most there can be of these, first or after; ``but``: what is not read."""
        asked = np.array([[float(belongs(p)) * is_in for p in self.people] for is_in in steps]).ravel()
        known = [fact for fact in self.facts if not but or fact[3] != but]
        rows = csr_matrix(np.array([row for row, *_rest in known]))
        low, high = (np.array([fact[n] for fact in known]) for n in (1, 2))
        same = low == high
        more, less = np.isfinite(low) & ~same, np.isfinite(high) & ~same
        found = []
        for sign in (1.0, -1.0):
            answer = linprog(
                sign * asked,
                A_eq=rows[same],
                b_eq=low[same],
                A_ub=np.vstack([-rows[more].toarray(), rows[less].toarray()]) if (more | less).any() else None,
                b_ub=np.concatenate([-low[more], high[less]]) if (more | less).any() else None,
                bounds=(0, None),
            )
            assert answer.status in (0, 3), answer.message
            found.append(sign * answer.fun if answer.status == 0 else sign * -np.inf)
        return found[0], found[1]


class Attacker:
    """``wards``, ``bands``, ``sexes``, ``channels``: what people can tell; each can be left out."""

    def __init__(self, client, told: Mapping[str, frozenset[str]], wards: Iterable[str], bands: Iterable[str]) -> None:
        self.client, self.told = client, told
        self.wards, self.bands = [*wards, UNSAID], [*bands, UNSAID]
        channels = ["web", "card", "fax", "post", "meeting", "phone"]
        self.ways = {
            way: Knowledge(
                list(
                    product(
                        self.wards if "ward" in own else [UNSAID],
                        self.bands if "age" in own else [UNSAID],
                        ["male", "female", "other", UNSAID] if "sex" in own else [UNSAID],
                        channels,
                    )
                )
            )
            for way, own in told.items()
        }

    def rows(self, path: str) -> list[dict[str, str]]:
        answer = self.client.get(path)
        content = b"".join(answer) if answer.streaming else answer.content
        return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))

    def read_everything(self) -> None:
        """Everything that is public now."""
        for knowledge in self.ways.values():
            knowledge.moments += 1
        self._read_reach()
        self._read_opinions()
        self._read_surveys()
        self._read_numbers()

    def _read_reach(self) -> None:
        figures = self.rows("/data/reach_figures.csv?plain=1")
        newest = max((int(row["edition"]) for row in figures), default=0)
        for way, knowledge in self.ways.items():
            own = {r["group"]: r for r in figures if int(r["edition"]) == newest and r["source"] == way}
            if not own or {int(row["since"]) for row in own.values()} != {newest}:
                continue  # Figures of an edition before: they are known already.
            for name, row in own.items():
                if row["count"] and name.partition("|")[0] in PARTS:
                    self._exactly(knowledge, name, int(row["count"]), "joint")
                elif name == "total" and row["count"]:
                    knowledge.learn(lambda p: True, *[float(row["count"])] * 2, "reach")
                elif name == "known|pair" and row["count"]:
                    knowledge.learn(lambda p: UNSAID not in p[:2], *[float(row["count"])] * 2, "joint")
            for kind in {name.partition("|")[0] for name in own} & set(PARTS):
                for name in {group_of(person, kind) for person in knowledge.people} - set(own):
                    self._exactly(knowledge, name, 0, "joint")

    def _exactly(self, knowledge: Knowledge, name: str, count: int, source: str) -> None:
        kind = name.partition("|")[0]
        is_joint = len(PARTS[kind]) > 1
        known = "joint" if is_joint and source == "joint" else "reach"
        knowledge.learn(lambda p: group_of(p, kind) == name, float(count), float(count), known)

    def _read_opinions(self) -> None:
        """Each public opinion with its letter, ward and channel; and how many came on each channel."""
        letters = {(r["receipt"], r["ward"] or UNSAID, r["channel"]) for r in self.rows("/data/opinions.csv?plain=1")}
        for (ward, channel), number in Counter((ward, channel) for _receipt, ward, channel in letters).items():
            belongs = lambda p, ward=ward, channel=channel: (p[0], p[3]) == (ward, channel)  # noqa: E731
            self.ways["opinions"].learn(belongs, float(number), np.inf, "list")
        came: Counter[tuple[str, str]] = Counter()
        for row in self.rows("/data/opinion_counts.csv?plain=1"):
            way = "public_comments" if row["state"] == "in_gist" else "opinions"
            came[way, row["channel"]] += int(row["opinions"])
        for way in ("opinions", "public_comments"):
            for channel in {person[3] for person in self.ways[way].people}:
                belongs = lambda p, channel=channel: p[3] == channel  # noqa: E731
                self.ways[way].learn(belongs, 0.0, float(came[way, channel]), "list")

    def _read_surveys(self) -> None:
        kinds = {"ward": "w", "age": "b", "sex": "s", "channel": "ch"}
        rows = [row for row in self.rows("/data/survey_groups.csv?plain=1") if row["kind"] == "citizens"]
        for row in rows:
            if row["sheets"] and row["by"] in kinds:
                name = f"{kinds[row['by']]}|{row['group'] or UNSAID}"
                self._exactly(self.ways["surveys"], name, int(row["sheets"]), "survey")

    def _read_numbers(self) -> None:
        """The numbers of threads by ward: of each column, no more letters or sheets than it says."""
        ways = {
            "届いた": "opinions",
            "アンケートに答えた": "surveys",
            "パブリックコメントとして届いた": "public_comments",
        }
        codes = {row["name"]: row["code"] for row in self.rows("/data/areas.csv?plain=1") if row["level"] == "ward"}
        for row in self.rows("/threads/numbers.csv"):
            if row["分け方"] != "区" or row["名前"] not in codes:
                continue
            for column, way in ways.items():
                if row[column]:
                    belongs = lambda p, code=codes[row["名前"]]: p[0] == code  # noqa: E731
                    self.ways[way].learn(belongs, 0.0, float(row[column]), "numbers")
