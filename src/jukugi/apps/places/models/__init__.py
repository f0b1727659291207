"""Tables: the register of places with its history, notes, imports; points where people live and what is in reach."""

from jukugi.apps.places.models.importing import PlaceImport
from jukugi.apps.places.models.months import PlaceMonth
from jukugi.apps.places.models.photos import KeeperEntry, PlacePhoto
from jukugi.apps.places.models.reaching import CoverageEdition, PopulationPoint
from jukugi.apps.places.models.register import OpeningHours, Place, PlaceNote, PlaceWriting
from jukugi.apps.places.models.walks import Finding, PlaceCheck, Walk

__all__ = [
    "CoverageEdition",
    "Finding",
    "KeeperEntry",
    "OpeningHours",
    "Place",
    "PlaceCheck",
    "PlaceImport",
    "PlaceMonth",
    "PlaceNote",
    "PlacePhoto",
    "PlaceWriting",
    "PopulationPoint",
    "Walk",
]
