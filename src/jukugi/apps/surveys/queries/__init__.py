"""Reads for pages, papers and counts."""

from jukugi.apps.surveys.queries.asking import questionnaire_of

__all__ = ["questionnaire_of"]
