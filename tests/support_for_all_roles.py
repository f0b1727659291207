"""A trial of one ward, for the permission matrix."""

from typing import Any

from django.utils import timezone

from jukugi.apps.areas.models import Area
from jukugi.apps.support.tests.factories import OfferFactory


class SupportForAllRoles:
    """An offer on trial of which nobody has looked back."""

    def __init__(self, ward: Area) -> None:
        self.ward = ward
        self.trial = OfferFactory(area=ward, review_on=timezone.localdate())

    def values(self) -> dict[str, Any]:
        """What stands in the addresses of the room."""
        return {"offer_pk": self.trial.pk}

    def forms(self) -> dict[str, dict[str, object]]:
        """What the forms of the room take."""
        offer = {
            "function": self.trial.function_id,
            "organization": self.trial.organization_id,
            "area": self.ward.pk,
            "title": "見本の支援メニュー",
            "starts_on": timezone.localdate(),
        }
        return {
            "support:new-function": {"name": "見本のはたらき"},
            "support:new-offer": offer,
            "support:look-back": {"tried": "貸した。", "came_of_it": "続いた。", "outcome": "goes_on"},
        }
