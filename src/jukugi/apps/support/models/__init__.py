"""Tables of the room, and what rows say of themselves."""

from jukugi.apps.support.models.catalogue import SupportFunction, SupportOffer, SupportOfferQuerySet

__all__ = ["SupportFunction", "SupportOffer", "SupportOfferQuerySet"]
