"""Whom the answers of citizens are weighted to."""

from collections import defaultdict

from jukugi.apps.areas.models import Area
from jukugi.apps.areas.queries import population_by
from jukugi.apps.opinions.enums import AgeBand
from jukugi.apps.surveys.models import Survey

GROWN_UP: tuple[tuple[str, int, int | None], ...] = (
    (AgeBand.FROM_18, 18, 29),
    (AgeBand.FROM_30, 30, 39),
    (AgeBand.FROM_40, 40, 49),
    (AgeBand.FROM_50, 50, 59),
    (AgeBand.FROM_60, 60, 69),
    (AgeBand.FROM_70, 70, 79),
    (AgeBand.FROM_80, 80, None),
)
"""Surveys ask grown-ups: people under 18 answer where they like, and have no weight."""
ATTRIBUTES = ("ward", "age", "sex")


def population_margins(survey: Survey) -> dict[str, dict[str, int]]:
    """People of 18 years and older by attribute and group, as far as populations are kept: by age and sex where these
    are, else by ward alone. A survey of one ward has that ward's, and none by ward. Two queries.
    """
    wards = {area.pk: area for area in Area.objects.wards() if survey.area_id in (None, area.pk)}
    sums: dict[str, dict[str, float]] = {name: defaultdict(float) for name in ATTRIBUTES}
    for (ward, band, sex), people in population_by(GROWN_UP).counts.items():
        if ward in wards:
            for name, group in zip(ATTRIBUTES, (wards[ward].code, band, sex), strict=True):
                sums[name][group] += people
    if not sums["age"]:
        sums["ward"] = {area.code: area.population for area in wards.values() if area.population}
    whole = {name: {group: round(people) for group, people in of.items()} for name, of in sums.items()}
    return {name: of for name, of in whole.items() if len(of) > 1}
