"""Tables of the room, and what rows say of themselves."""

from jukugi.apps.support.models.accompaniment import (
    Charge,
    Match,
    NextStep,
    OfferNeed,
    SheetOpening,
    SheetReader,
    SituationSheet,
    SupportCount,
    SupportReceived,
    Visit,
)
from jukugi.apps.support.models.catalogue import SupportFunction, SupportOffer, SupportOfferQuerySet

__all__ = [
    "Charge",
    "Match",
    "NextStep",
    "OfferNeed",
    "SheetOpening",
    "SheetReader",
    "SituationSheet",
    "SupportCount",
    "SupportFunction",
    "SupportOffer",
    "SupportOfferQuerySet",
    "SupportReceived",
    "Visit",
]
