"""Choices and limits of the room: ``rounds``, ``proposals``, ``ballots``; ``ledger``, ``cocreation``."""
