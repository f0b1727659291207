"""Refusals of the room: ``rounds``, ``proposals``, ``ballots``; ``ledger``, ``cocreation``."""
