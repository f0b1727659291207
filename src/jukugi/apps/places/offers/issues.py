"""Places on the page of an issue of one ward."""

from datetime import datetime

from django.utils.translation import gettext as _

from jukugi.apps.issues.enums import IssuePart, issue_parts
from jukugi.apps.issues.models import Issue
from jukugi.apps.places.models import Place

SHOWN = 6


def register() -> None:
    issue_parts.register("places", places_of_issue, order=60)


def places_of_issue(issue_pk: int, now: datetime) -> IssuePart | None:
    """Places of the ward that an issue is about. Two queries; of an issue of the whole city, no part."""
    ward = Issue.objects.filter(pk=issue_pk, area__isnull=False).values_list("area", flat=True).first()
    if ward is None:
        return None
    found = Place.objects.confirmed().filter(ward=ward).select_related("ward")
    places = list(found[: SHOWN + 1])
    if not places:
        return None
    content = {"places": places[:SHOWN], "has_more": len(places) > SHOWN, "ward": places[0].ward}
    return IssuePart(_("この区の居場所"), "places/_issue_places.html", content)
