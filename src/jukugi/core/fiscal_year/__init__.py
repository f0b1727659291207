"""Days as people in Japan write them, with eras."""

from jukugi.core.fiscal_year.days import read_day

__all__ = ["read_day"]
