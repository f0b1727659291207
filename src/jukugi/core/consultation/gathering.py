"""Rows that say the same, as one row with a count. Counted, never weighted."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import replace

from jukugi.core.consultation.result import ResultRow

_BLANKS = re.compile(r"\s+")
_CLOSING = "。．.、,，!?！？…‥・~〜"


def gather(rows: Iterable[ResultRow]) -> tuple[ResultRow, ...]:
    """Make one row of those with the same words, chapter, category, answer and change; numbered anew from 1.

    Words are the same when they differ in width (Unicode NFKC), blanks and closing punctuation only. The first stands
    for all, in its place, as it was written. The sum of counts stays. Cost: linear.
    """
    kept: dict[tuple[object, ...], ResultRow] = {}
    for row in rows:
        key = (row.chapter, row.category, row.is_withheld, *map(_plain, (row.opinion, row.answer, row.change)))
        first = kept.get(key)
        kept[key] = row if first is None else replace(first, count=first.count + row.count)
    return tuple(replace(row, number=number) for number, row in enumerate(kept.values(), start=1))


def _plain(text: str) -> str:
    return _BLANKS.sub("", unicodedata.normalize("NFKC", text)).rstrip(_CLOSING)
