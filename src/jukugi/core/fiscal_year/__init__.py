"""Days as people in Japan write them, with eras."""

from jukugi.core.fiscal_year.days import era_day, first_day, fiscal_year_of, read_day, western_year

__all__ = ["era_day", "first_day", "fiscal_year_of", "read_day", "western_year"]
