"""Lengths for pictures of shares."""

from django import template

register = template.Library()


@register.filter
def percent_width(share: float | None) -> str:
    """A share as a length of at most 100, with one digit after the point."""
    return f"{min(max(share or 0.0, 0.0), 1.0) * 100:.1f}"


@register.filter
def chance(share: float | None) -> str:
    """A chance as people can picture it: 0.0137 → 1.37%（73人に1人）."""
    if not share:
        return "0%"
    return f"{share * 100:.2f}%（{round(1 / share):,}人に1人）" if share < 1 else "100%"
