"""Whom the answers of citizens are weighted to."""

from jukugi.apps.areas.models import Area
from jukugi.apps.surveys.models import Survey


def population_margins(survey: Survey) -> dict[str, dict[str, int]]:
    """People by ward, as far as populations are kept: by attribute and group. A survey of one ward has none by ward.

    One query.
    """
    if survey.area_id is not None:
        return {}
    wards = {code: people for code, people in Area.objects.wards().values_list("code", "population") if people}
    return {"ward": wards} if len(wards) > 1 else {}
