"""What each answer looks like, as JSON Schema (OpenAPI 3.1): with the real names, units and codes of the tables."""

from typing import Any

from django.utils.translation import gettext as _

from jukugi.apps.open_data.api.problems import CONTENT_TYPE, TITLES
from jukugi.kit.open_rows import QueryRows
from jukugi.kit.open_tables import Column, Kind, OpenTable

TYPES: dict[Kind, dict[str, Any]] = {
    Kind.TEXT: {"type": "string"},
    Kind.WHOLE: {"type": "integer"},
    Kind.DECIMAL: {"type": "number"},
    Kind.FLAG: {"type": "boolean"},
    Kind.DAY: {"type": "string", "format": "date"},
    Kind.MOMENT: {"type": "string", "format": "date-time"},
}
TEXT, WHOLE = TYPES[Kind.TEXT], TYPES[Kind.WHOLE]
OR_NOTHING = {"type": ["string", "null"]}
JSON = "application/json"


def words_of(column: Column) -> str:
    """Heading, meaning, unit and codes of a column, in one line."""
    parts = [str(column.title), str(column.meaning)]
    if column.unit:
        parts.append(_("単位：%(unit)s") % {"unit": column.unit})
    if column.codes:
        parts.append("、".join(f"{code}＝{words}" for code, words in column.codes.items()))
    return "。".join(part for part in parts if part)


def cell_schema(column: Column, *, is_filled: bool) -> dict[str, Any]:
    """One cell, which may be empty or is always filled."""
    told: dict[str, Any] = {**TYPES[column.kind], "title": str(column.title), "description": words_of(column)}
    if not is_filled:
        told["type"] = [told["type"], "null"]
    if column.codes:
        told["enum"] = [*column.codes, *([] if is_filled else ["", None])]
    if column.unit:
        told["x-unit"] = str(column.unit)
    return told


def row_schema(table: OpenTable) -> dict[str, Any]:
    """One row as an object: every column is there. Where pages begin after a key, its cells are filled."""
    filled = table.key if isinstance(table.rows, QueryRows) else ()
    return {
        "type": "object",
        "title": str(table.title),
        "description": str(table.about),
        "properties": {column.name: cell_schema(column, is_filled=column.name in filled) for column in table.columns},
        "required": table.names,
        "additionalProperties": False,
    }


def page_schema(name: str) -> dict[str, Any]:
    """One page of rows."""
    return an_object(
        table={"type": "string", "const": name},
        rows={"type": "array", "items": {"$ref": f"#/components/schemas/{name}_row"}},
        next_cursor={**OR_NOTHING, "description": _("次のページの印。なければ、これで終わり")},
        next={**OR_NOTHING, "description": _("次のページのアドレス")},
    )


def an_object(**properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": [*properties], "additionalProperties": False}


def a_list(schema: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": schema}


def shared_schemas() -> dict[str, Any]:
    """What several answers hold."""
    column = an_object(
        name=TEXT,
        title=TEXT,
        meaning=TEXT,
        kind={"type": "string", "enum": [*Kind]},
        unit=TEXT,
        codes={"type": "object", "additionalProperties": TEXT},
    )
    named = {
        "name": TEXT,
        "title": TEXT,
        "about": TEXT,
        "licence": TEXT,
        "page": TEXT,
        "rows": TEXT,
        "csv": TEXT,
        "json": TEXT,
    }
    step = an_object(
        at={**TEXT, "description": _("その時（UTC）か、その日")},
        when={**TEXT, "description": _("日が分からないときの言葉。分かるときは空")},
        label=TEXT,
        title=TEXT,
        state={"type": "string", "enum": ["done", "now", "next"]},
    )
    fault = an_object(parameter=TEXT, detail=TEXT)
    problem = an_object(type=TEXT, title=TEXT, status=WHOLE, detail=TEXT, instance=TEXT)
    problem["properties"]["errors"] = a_list(fault)
    return {
        "tables": an_object(licence=TEXT, tables=a_list(an_object(**named))),
        "table": an_object(
            **named,
            rule={**TEXT, "description": _("載せないものと、そのわけ")},
            key=a_list(TEXT),
            asked_by={**a_list(TEXT), "description": _("値を指定して行を絞れる列")},
            rows_at_most={
                "type": ["integer", "null"],
                "description": _("分けて読めるのが、はじめの何行までか。空は、すべて"),
            },
            columns=a_list(column),
        ),
        "figure": an_object(
            name=TEXT,
            title=TEXT,
            value=WHOLE,
            table={**TEXT, "description": _("どの表から数え直せるか")},
            where={"type": "object", "additionalProperties": TEXT, "description": _("数える行の条件（CSVでの値）")},
            total={**TEXT, "description": _("足す列。空は、行の数")},
        ),
        "figures": an_object(licence=TEXT, figures=a_list({"$ref": "#/components/schemas/figure"})),
        "receipt": an_object(
            number=TEXT,
            received_at={"type": "string", "format": "date-time"},
            channel=TEXT,
            ward=TEXT,
            words=a_list(TEXT),
            withheld={**TEXT, "description": _("公開していない言葉があるとき、そのわけ")},
            standing={**TEXT, "description": _("いまどうなっているか")},
            is_closed={"type": "boolean"},
            steps=a_list(step),
            page=TEXT,
        ),
        "problem": problem,
    }


def answers(schema: str, problems: tuple[int, ...]) -> dict[str, Any]:
    """What one operation may answer: 200 with this schema, 304, and these problems; 405 and 429 are always there."""
    told: dict[str, Any] = {
        "200": {
            "description": _("答え"),
            "content": {JSON: {"schema": {"$ref": f"#/components/schemas/{schema}"}}},
            "headers": {
                "ETag": {"schema": TEXT, "description": _("中身の印。If-None-Matchで送ると、同じなら304になります")},
                "RateLimit": {"schema": TEXT, "description": _("あと何回頼めるか")},
            },
        },
        "304": {"description": _("前に受け取ったものと同じです")},
    }
    for status in sorted({*problems, 405, 429}):
        told[str(status)] = {
            "description": str(TITLES[status]),
            "content": {CONTENT_TYPE: {"schema": {"$ref": "#/components/schemas/problem"}}},
        }
    told["429"]["headers"] = {"Retry-After": {"schema": WHOLE, "description": _("何秒待てばよいか")}}
    return told
