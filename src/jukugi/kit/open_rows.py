"""Rows of an open table as a query: all of them for a file, or some from a key on for the programming interface."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from jukugi.kit.open_tables import Cell


@dataclass(frozen=True)
class QueryRows:
    """The rows of a table whose cells are columns of the database; given as ``rows`` of an ``OpenTable``.

    ``fields``: where the cell of each column is read, in the order of the columns; none for what is worked out last.
    ``order``: that of files, which need not be the order of the key. ``more`` adds what is counted row by row: for a
    page, only of its own rows. ``tell`` makes the row of what was read. ``by``: columns beside the key and
    those with codes by which one may ask, because the database finds them quickly.
    """

    query: Callable[[], QuerySet[Any, Any]]
    fields: tuple[str, ...]
    order: tuple[str, ...]
    more: Callable[[QuerySet[Any, Any]], QuerySet[Any, Any]] | None = None
    tell: Callable[[tuple[Any, ...]], tuple[Cell, ...]] | None = None
    by: tuple[str, ...] = ()
    chunk: int = 2000

    def __call__(self) -> Iterator[tuple[Cell, ...]]:
        """Every row, read as it is asked for. One query."""
        return self._told(self._with_more(self.query()).order_by(*self.order))

    def after(
        self,
        names: Sequence[str],
        key: Sequence[str],
        *,
        last: Sequence[Any] = (),
        where: Mapping[str, Any] | None = None,
        limit: int,
    ) -> list[tuple[Cell, ...]]:
        """At most ``limit`` rows in the order of the key, those behind ``last``; ``names``: of the columns.

        One query, two where something is counted; no row before ``last`` is read.
        """
        paths = dict(zip(names, self.fields, strict=False))
        by_key = [paths[name] for name in key]
        found = self.query().filter(**{paths[name]: wanted for name, wanted in (where or {}).items()})
        if last:
            found = found.filter(behind(by_key, last))
        found = found.order_by(*by_key)
        if self.more is not None:
            keys = list(found.values_list("pk", flat=True)[:limit])
            found = self._with_more(self.query().filter(pk__in=keys)).order_by(*by_key)
        return list(self._told(found[:limit]))

    def _with_more(self, rows: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
        return rows if self.more is None else self.more(rows)

    def _told(self, rows: QuerySet[Any, Any]) -> Iterator[tuple[Cell, ...]]:
        read = rows.values_list(*self.fields).iterator(chunk_size=self.chunk)
        return read if self.tell is None else map(self.tell, read)


def behind(paths: Sequence[str], last: Sequence[Any]) -> Q:
    """What comes after ``last`` in the order of these paths: the first is larger, or equal and the next is larger …"""
    first, *others = paths
    if not others:
        return Q(**{f"{first}__gt": last[0]})
    equal = Q(**{first: last[0]}) & behind(others, last[1:])
    # What follows from the alternatives, said for the index.
    return Q(**{f"{first}__gte": last[0]}) & (Q(**{f"{first}__gt": last[0]}) | equal)
