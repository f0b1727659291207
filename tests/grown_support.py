"""Support with many rows in every list, to count what its pages ask the database."""

from datetime import date

from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.support.tests.factories import OfferFactory

PUBLIC = {"support": ("/support/", 8)}
STAFF = {"desk support": ("/desk/support/", 34), "new offer of support": ("/desk/support/offers/new/", 38)}


def support(rows: int) -> dict[str, int | str]:
    """So many functions, each offered for the whole city, for a ward on trial, and looked back on."""
    for _ in range(rows):
        offer = OfferFactory()
        OfferFactory(function=offer.function, area=WardFactory(), review_on=date(2026, 5, 1))
        done = {"tried": "貸した。", "came_of_it": "続いた。", "outcome": "goes_on", "looked_back_on": date(2026, 6, 1)}
        OfferFactory(function=offer.function, area=WardFactory(), review_on=date(2026, 5, 1), **done)
    return {}
