"""Jukugi (熟議): a city and its citizens renew their community policy together."""

__version__ = "0.2.0.dev0"
