"""Refusals of the room: ``rounds``, ``proposals``, ``ballots``."""
