"""Tables: the register of places with its history, and notes that something has changed."""

from jukugi.apps.places.models.register import OpeningHours, Place, PlaceNote, PlaceWriting

__all__ = ["OpeningHours", "Place", "PlaceNote", "PlaceWriting"]
