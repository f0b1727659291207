"""A day as it stands in a table: by the Western year or by the era."""

import re
import unicodedata
from datetime import date

# First day of each era whose years people still write. The first year of an era is also called 元年.
ERAS = {
    "令和": date(2019, 5, 1),
    "平成": date(1989, 1, 8),
    "昭和": date(1926, 12, 25),
}
_SHORT = {"R": "令和", "H": "平成", "S": "昭和"}
_BY_YEAR = re.compile(r"(\d{4})(?:[-/.]|年)(\d{1,2})(?:[-/.]|月)(\d{1,2})日?")
_BY_ERA = re.compile(r"(令和|平成|昭和|[RHS])\.?(\d{1,2}|元)(?:[-/.]|年)(\d{1,2})(?:[-/.]|月)(\d{1,2})日?")
_IN_ONE = re.compile(r"(\d{4})(\d{2})(\d{2})")
# What tables put behind a day: the day of the week, and the time. Neither changes the day.
_WEEKDAY = re.compile(r"\([月火水木金土日](?:曜日?)?\)|[月火水木金土日]曜日?$")
_TIME = re.compile(r"(?:[T ]|(?<=日))\d{1,2}[:時]\d{1,2}分?(?::?\d{1,2}(?:\.\d+)?秒?)?(?:Z|[+-]\d{2}:?\d{2})?$")


def read_day(typed: str) -> date | None:
    """The day that was typed; None for what is no day.

    2026-11-03, 2026/11/3, 2026.11.3, 20261103, 2026年11月3日, 令和8年11月3日, R8.11.3, 平成31/4/30; in any width, with
    a day of the week or a time behind. A day before its era began is no day; one after its end is read as people count
    on (forms of the spring of 2019 have 平成31年5月1日).
    """
    text = unicodedata.normalize("NFKC", typed).strip().replace("−", "-").upper()
    text = _TIME.sub("", _WEEKDAY.sub("", text)).strip()
    text = re.sub(r"\s*([年月日/.\-])\s*", r"\1", text)
    if found := _BY_YEAR.fullmatch(text) or _IN_ONE.fullmatch(text):
        return _day(*(int(part) for part in found.groups()))
    if found := _BY_ERA.fullmatch(text):
        name, year, month, day = found.groups()
        begins = ERAS[_SHORT.get(name, name)]
        meant = _day(begins.year - 1 + (1 if year == "元" else int(year)), int(month), int(day))
        return meant if meant is not None and meant >= begins else None
    return None


def era_day(day: date) -> str:
    """令和8年11月3日, 令和元年5月1日; days before 昭和 by the Western year."""
    for name, begins in ERAS.items():
        if day >= begins:
            year = day.year - begins.year + 1
            return f"{name}{'元' if year == 1 else year}年{day.month}月{day.day}日"
    return f"{day.year}年{day.month}月{day.day}日"


def fiscal_year_of(day: date) -> int:
    """The fiscal year (年度) in which a day lies: it begins on the first of April."""
    return day.year if day.month >= 4 else day.year - 1


def first_day(fiscal_year: int) -> date:
    """The first of April with which a fiscal year (年度) begins."""
    return date(fiscal_year, 4, 1)


def western_year(typed: str) -> str:
    """令和8年 → 2026年, with what stands behind the year (度); "" for what is no year of these eras."""
    found = re.fullmatch(
        r"(令和|平成|昭和)(\d{1,2}|元|[一二三四五六七八九十]{1,3})年(.*)", unicodedata.normalize("NFKC", typed)
    )
    if not found:
        return ""
    count = 1 if found[2] == "元" else _count(found[2])
    return f"{ERAS[found[1]].year - 1 + count}年{found[3]}"


def _count(written: str) -> int:
    """8 or 八, below a hundred."""
    if written.isdigit() and written.isascii():
        return int(written)
    tens, ten, ones = written.rpartition("十")
    digits = "〇一二三四五六七八九"
    return (digits.find(tens or "一") * 10 if ten else 0) + (digits.find(ones) if ones else 0)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
