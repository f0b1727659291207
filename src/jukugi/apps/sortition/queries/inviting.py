"""Of letters and registrations: how many are needed, how many came, of which strata."""

from collections import Counter
from dataclasses import dataclass

from jukugi.apps.accounts.enums import Sex
from jukugi.apps.areas.models import Area
from jukugi.apps.areas.queries import population_by
from jukugi.apps.sortition.enums import FeatureKind
from jukugi.apps.sortition.models import CivicLottery, InvitationCode, InvitationRound
from jukugi.apps.sortition.queries.features import FeatureDraft, ValueDraft

BANDS: tuple[tuple[str, int, int | None], ...] = (
    ("18-29", 18, 29),
    ("30-39", 30, 39),
    ("40-49", 40, 49),
    ("50-59", 50, 59),
    ("60-69", 60, 69),
    ("70-79", 70, 79),
    ("80-", 80, None),
)
YOUNG = ("18-29", "30-39")


@dataclass(frozen=True)
class StratumRow:
    """A ward and a band of age: people, letters, answers that are expected of them."""

    ward: str
    band: str
    people: int
    letters: int
    expected: float

    @property
    def chance(self) -> float:
        """Of one person to get a letter."""
        return self.letters / self.people if self.people else 0.0


@dataclass(frozen=True)
class ResponseRow:
    """A band of age: letters, those that came back, answers."""

    band: str
    letters: int
    returned: int
    registered: int

    @property
    def rate(self) -> float | None:
        """Of the letters that did not come back."""
        there = self.letters - self.returned
        return self.registered / there if there else None


def band_words(code: str) -> str:
    """18-29 → 18〜29歳, 80- → 80歳以上."""
    low, _dash, high = code.partition("-")
    return f"{low}〜{high}歳" if high else f"{low}歳以上"


def known_features(area: Area | None) -> list[FeatureDraft]:
    """Ward, age and sex with their shares of the grown-ups who live there. Two queries."""
    wards = [area] if area is not None else list(Area.objects.wards())
    people = population_by(BANDS)
    here = {key: count for key, count in people.counts.items() if key[0] in {ward.pk for ward in wards}}
    total = sum(here.values())

    def share(part: float) -> float | None:
        return part / total if total else None

    by_ward = {ward.pk: sum(count for (pk, _b, _s), count in here.items() if pk == ward.pk) for ward in wards}
    features = []
    if len(wards) > 1:
        shares = {pk: share(count) for pk, count in by_ward.items()} if total else _by_ward_alone(wards)
        values = [ValueDraft(ward.name, shares[ward.pk], ward=ward) for ward in wards]
        features.append(FeatureDraft(FeatureKind.WARD, "区", values, question="お住まいの区"))
    ages = [
        ValueDraft(band_words(code), share(sum(n for (_w, b, _s), n in here.items() if b == code)), None, low, high)
        for code, low, high in BANDS
    ]
    features.append(FeatureDraft(FeatureKind.AGE, "年代", ages))
    counted = {sex: share(sum(n for (_w, _b, s), n in here.items() if s == sex)) for sex in ("male", "female")}
    sexes = [ValueDraft(str(Sex(sex).label), counted.get(sex), sex=sex) for sex in Sex.values]
    features.append(FeatureDraft(FeatureKind.SEX, "性別", sexes))
    return features


def _by_ward_alone(wards: list[Area]) -> dict[int, float | None]:
    total = sum(ward.population or 0 for ward in wards)
    return {ward.pk: (ward.population or 0) / total if total else None for ward in wards}


def letters_needed(lottery: CivicLottery, *, rate: float, pool: int = 5) -> int:
    """So many letters bring ``pool`` volunteers for each seat, at this rate."""
    return round(lottery.seats * pool / rate) if rate > 0 else 0


def strata(lottery: CivicLottery, letters: int, *, rate: float, weights: dict[str, float]) -> list[StratumRow]:
    """How ``letters`` are shared among wards and bands of age, by people and weight. Two queries."""
    from jukugi.core.sortition.inviting import letters_by_stratum

    wards = [lottery.area] if lottery.area is not None else list(Area.objects.wards())
    names = {ward.pk: ward.name for ward in wards}
    people: Counter[str] = Counter()
    for (ward, band, _sex), count in population_by(BANDS).counts.items():
        if ward in names:
            people[f"{names[ward]}/{band}"] += round(count)
    if not people or letters > sum(people.values()):
        return []
    given = letters_by_stratum(people, letters, weights={name: weights.get(name.split("/")[1], 1.0) for name in people})
    order = {
        name: place for place, name in enumerate(f"{ward.name}/{code}" for ward in wards for code, *_rest in BANDS)
    }
    rows = []
    for name in sorted(people, key=lambda name: order[name]):
        where, band_code = name.split("/")
        rows.append(StratumRow(where, band_words(band_code), people[name], given[name], given[name] * rate))
    return rows


def response(lottery: CivicLottery) -> list[ResponseRow]:
    """Letters and answers by band of age, as the invited letters tell. One query."""
    rows: dict[str, list[int]] = {}
    codes = InvitationCode.objects.filter(round__lottery=lottery)
    for band, returned, volunteer in codes.values_list("age_band", "returned_at", "volunteer__state"):
        counts = rows.setdefault(band, [0, 0, 0])
        counts[0] += 1
        counts[1] += returned is not None
        counts[2] += volunteer is not None
    return [ResponseRow(band_words(band) if band else "", *counts) for band, counts in sorted(rows.items())]


def rounds_of(lottery: CivicLottery) -> list[InvitationRound]:
    """In their order. One query."""
    return list(lottery.rounds.all())
