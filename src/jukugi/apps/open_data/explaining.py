"""What the page of the programming interface shows: every table with how to ask for it, an example and its answer."""

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy

from jukugi.apps.open_data.api.allowance import PER_MINUTE
from jukugi.apps.open_data.api.answering import BROWSERS_KEEP
from jukugi.apps.open_data.api.paging import MOST, POSITION_AT_MOST, USUAL, asked_by, page_of
from jukugi.apps.open_data.api.problems import TITLES
from jukugi.apps.open_data.api.telling import ROOT
from jukugi.kit.open_rows import QueryRows
from jukugi.kit.open_tables import Column, Kind, OpenTable, open_tables

EXAMPLE = "opinions"
KINDS = {
    Kind.TEXT: gettext_lazy("文字"),
    Kind.WHOLE: gettext_lazy("整数"),
    Kind.DECIMAL: gettext_lazy("小数"),
    Kind.FLAG: gettext_lazy("はい・いいえ"),
    Kind.DAY: gettext_lazy("日付"),
    Kind.MOMENT: gettext_lazy("日時"),
}
WHAT_HELPS = {
    400: gettext_lazy("cursorは、前の答えのnext_cursorを、書き換えずに送ってください。ほかの表のものは使えません。"),
    404: gettext_lazy("アドレスか名前が違います。公開していない声の受付番号も、無い番号と同じ答えになります。"),
    405: gettext_lazy("GET、HEAD、OPTIONSだけを受け付けます。書き込む方法はありません。"),
    422: gettext_lazy("errorsに、どの値の何が読めないかと、使える名前や符号を書いて返します。"),
    429: gettext_lazy("Retry-Afterの秒数だけ待って、もう一度頼んでください。締め出すことはありません。"),
    500: gettext_lazy("頼み方のせいではありません。続くときは、referenceの番号を知らせてください。"),
    503: gettext_lazy("手入れか、混みあっています。Retry-Afterの秒数だけ待って、もう一度頼んでください。"),
    507: gettext_lazy("機械の場所が足りません。Retry-Afterの秒数だけ待って、もう一度頼んでください。"),
}


@dataclass(frozen=True)
class AskedTable:
    """A table as one asks for it: its columns with their kinds, and an address that narrows by one of them."""

    name: str
    table: OpenTable
    rows: str
    example: str
    is_by_position: bool

    @property
    def columns(self) -> list[tuple[Column, Any, bool]]:
        """Each column, its kind in a word, and whether one may ask by it."""
        asked = {column.name for column in asked_by(self.table)}
        return [(column, KINDS[column.kind], column.name in asked) for column in self.table.columns]


def interface_page(base: str) -> dict[str, Any]:
    """The context of the page; ``base``: the address of the site without a slash at its end. One query."""
    root = base + ROOT
    return {
        "root": root,
        "tables": [_asked(name, table, root) for name, table in open_tables.items()],
        "example": f"{root}tables/{EXAMPLE}/rows?channel=card&limit=1",
        "answer": _answer(),
        "problems": [(status, title, WHAT_HELPS[status]) for status, title in TITLES.items()],
        "usual": USUAL,
        "most": f"{MOST:,}",
        "by_position": f"{POSITION_AT_MOST:,}",
        "per_minute": PER_MINUTE,
        "stale": int(timedelta(seconds=BROWSERS_KEEP + settings.API_KEPT_SECONDS).total_seconds()),
        "city": settings.CITY_NAME,
    }


def _asked(name: str, table: OpenTable, root: str) -> AskedTable:
    coded = next((column for column in asked_by(table) if column.codes), None)
    narrowed = f"?{coded.name}={next(iter(coded.codes))}" if coded is not None else "?limit=10"
    rows = f"{root}tables/{name}/rows"
    return AskedTable(name, table, rows, rows + narrowed, not isinstance(table.rows, QueryRows))


def _answer() -> str:
    """What the example answers now."""
    page = page_of(open_tables[EXAMPLE], where={"channel": "card"}, cursor="", limit=1)
    following = f"{ROOT}tables/{EXAMPLE}/rows?channel=card&limit=1&cursor={page.next}" if page.next else None
    told = {"table": EXAMPLE, "rows": page.rows, "next_cursor": page.next or None, "next": following}
    return json.dumps(told, ensure_ascii=False, indent=2)
