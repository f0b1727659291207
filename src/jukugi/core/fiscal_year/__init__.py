"""Days as people in Japan write them, with eras."""

from jukugi.core.fiscal_year.days import fiscal_year_of, read_day, western_year

__all__ = ["fiscal_year_of", "read_day", "western_year"]
