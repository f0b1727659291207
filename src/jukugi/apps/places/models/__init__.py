"""Tables: the register of places with its history, notes, imports; points where people live and what is in reach."""

from jukugi.apps.places.models.importing import PlaceImport
from jukugi.apps.places.models.photos import KeeperEntry, PlacePhoto
from jukugi.apps.places.models.reaching import CoverageEdition, PopulationPoint
from jukugi.apps.places.models.register import OpeningHours, Place, PlaceNote, PlaceWriting

__all__ = [
    "CoverageEdition",
    "KeeperEntry",
    "OpeningHours",
    "Place",
    "PlaceImport",
    "PlaceNote",
    "PlacePhoto",
    "PlaceWriting",
    "PopulationPoint",
]
