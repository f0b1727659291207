"""Money in words."""

from django import template

from jukugi.apps.budgeting.queries.ledger_words import yen_words

register = template.Library()


@register.filter
def yen(value: int | None) -> str:
    """A sum as people say it; empty for None."""
    return "" if value is None else yen_words(value)
