"""Days as people in Japan write them, with eras."""

from jukugi.core.fiscal_year.days import read_day, western_year

__all__ = ["read_day", "western_year"]
