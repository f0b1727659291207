"""Whether a panel mirrors the city: who was drawn, who volunteered, who lives here; from what was published."""

import csv
import io
import json
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from jukugi.apps.sortition.enums import DrawKind, DrawState
from jukugi.apps.sortition.models import CivicLottery, Draw, FeatureValue, PublishedFile

POOL, TABLE, COMMITMENT = "pool.csv", "table.csv", "commitment.json"


@dataclass(frozen=True)
class CompositionRow:
    """One value: of the population, of the volunteers, of the panel, and the target."""

    label: str
    population: float | None
    volunteers: int
    of_volunteers: int
    panel: int
    of_panel: int
    low: int | None
    high: int | None

    @property
    def volunteer_share(self) -> float:
        return self.volunteers / self.of_volunteers if self.of_volunteers else 0.0

    @property
    def panel_share(self) -> float:
        return self.panel / self.of_panel if self.of_panel else 0.0


@dataclass(frozen=True)
class CompositionPart:
    """One feature."""

    name: str
    rows: tuple[CompositionRow, ...]


@dataclass(frozen=True)
class OwnChance:
    """What a published draw says of one key: ``rows`` of the table hold it; ``is_drawn`` None before the draw."""

    key: str
    chance: float
    rows: int
    of: int
    is_drawn: bool | None


def file_of(draw: Draw, name: str) -> bytes:
    """A published file; the last ones that were read are kept, by their fingerprint. Two queries at most."""
    return _content(*PublishedFile.objects.values_list("pk", "digest").get(draw=draw, name=name))


@lru_cache(maxsize=16)
def _content(pk: int, digest: str) -> bytes:
    row = PublishedFile.objects.get(pk=pk, digest=digest)
    return bytes(row.content)


def people_of(draw: Draw) -> list[dict[str, str]]:
    """Everybody who could be drawn, by public key. Two queries at most."""
    return list(csv.DictReader(io.StringIO(file_of(draw, POOL).decode("utf-8-sig"))))


def panel_keys(draw: Draw, row: int) -> list[str]:
    """The people of a row of the published table. Two queries at most."""
    lines = csv.reader(io.StringIO(file_of(draw, TABLE).decode("utf-8-sig")))
    return next((keys for number, *keys in lines if number == str(row)), [])


def commitment_of(draw: Draw) -> dict[str, object]:
    """What was promised before the draw. Two queries at most."""
    told: dict[str, object] = json.loads(file_of(draw, COMMITMENT))
    return told


def composition_of_draw(draw: Draw) -> list[CompositionPart]:
    """The people of the row that was drawn, or of nobody before it. Five queries at most."""
    return _parts(draw, set(panel_keys(draw, draw.row)) if draw.row is not None else set())


def composition_of_panel(lottery: CivicLottery) -> list[CompositionPart]:
    """Everybody who has a seat, over all draws, by what the first draw published. Seven queries at most."""
    first = lottery.draws.filter(kind=DrawKind.PANEL, state=DrawState.DRAWN).first()
    if first is None:
        return []
    first.lottery = lottery
    return _parts(first, set(lottery.drawn_seats.taken().values_list("volunteer__key", flat=True)))


def _parts(draw: Draw, chosen: set[str]) -> list[CompositionPart]:
    people = people_of(draw)
    targets = {(feature, value): (low, high) for feature, value, low, high in draw.quotas}
    values = FeatureValue.objects.filter(feature__lottery=draw.lottery_id).select_related("feature")
    shares = {(value.feature.name, value.label): value.share for value in values}
    names = list(dict.fromkeys(feature for feature, _value in targets))
    everybody = Counter((name, person[name]) for person in people for name in names)
    panel = Counter((name, person[name]) for person in people if person["id"] in chosen for name in names)
    of_panel = sum(person["id"] in chosen for person in people)
    return [
        CompositionPart(
            name,
            tuple(
                CompositionRow(
                    label,
                    shares.get((feature, label)),
                    everybody[feature, label],
                    len(people),
                    panel[feature, label],
                    of_panel,
                    *bounds,
                )
                for (feature, label), bounds in targets.items()
                if feature == name
            ),
        )
        for name in names
    ]


def own_chance(draw: Draw, typed: str) -> OwnChance | None:
    """What a published draw says of the key somebody typed; None where it names nobody. Four queries at most."""
    key = typed.strip().lower().replace(" ", "").replace("　", "")
    if len(key) == 6 and "-" not in key:
        key = f"{key[:3]}-{key[3:]}"
    person = next((person for person in people_of(draw) if person["id"] == key), None)
    if person is None:
        return None
    lines = list(csv.reader(io.StringIO(file_of(draw, TABLE).decode("utf-8-sig"))))[1:]
    rows = sum(key in keys for _number, *keys in lines)
    drawn = key in lines[draw.row][1:] if draw.row is not None and draw.state == DrawState.DRAWN else None
    return OwnChance(key, float(person["probability"]), rows, len(lines), drawn)
