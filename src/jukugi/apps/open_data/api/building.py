"""The operations, made of the registries by django-ninja, and their description (OpenAPI).

Loading django-ninja and building take half a second and 12 MB: the first request does it, and a web process that is
never asked does not (``answering``).
"""

import json
import re
from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from django.urls import URLResolver
from django.urls.resolvers import RegexPattern
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Path, Query
from ninja.errors import ValidationError
from pydantic import BaseModel, BeforeValidator, Field, WithJsonSchema, create_model

from jukugi.apps.open_data.api import describing, telling
from jukugi.apps.open_data.api.paging import LARGEST, LONGEST_CURSOR, LONGEST_TEXT, MOST, USUAL, asked_by, page_of
from jukugi.apps.open_data.api.problems import Problem
from jukugi.kit.open_tables import Column, Kind, OpenTable, open_figures, open_tables

VERSION = "1"


def _whole(sent: Any) -> Any:
    """Digits alone: pydantic would take ``1.0`` and ``1_000`` too."""
    if not isinstance(sent, str):
        return sent
    return int(sent) if re.fullmatch(r"-?[0-9]{1,19}", sent) else "?"


def _day(sent: Any) -> Any:
    """A day as it is written in the answers: pydantic would take seconds since 1970 too."""
    if not isinstance(sent, str):
        return sent
    return date.fromisoformat(sent) if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", sent) else "?"


WHOLE = Annotated[int, BeforeValidator(_whole)]
WHOLE_KEPT = Annotated[int, Field(ge=-LARGEST, le=LARGEST), BeforeValidator(_whole)]
DAY = Annotated[date, BeforeValidator(_day)]


class Interface:
    """The operations as a resolver, and their description as the bytes of a file."""

    def __init__(self) -> None:
        self._api = NinjaAPI(version=VERSION, docs_url=None, openapi_url=None, urls_namespace="open-data-api")
        self._operations: dict[str, tuple[str, tuple[int, ...]]] = {}
        self._schemas = describing.shared_schemas()
        self._add("tables", "tables", _("表の目録"), telling.catalogue, "tables")
        self._add_named(
            "tables/{name}", "table", _("表の列の意味"), telling.one_table, "tables", list(open_tables.names())
        )
        self._add("figures", "figures", _("数と、その数え方"), telling.figures, "figures")
        self._add_named(
            "figures/{name}", "figure", _("一つの数"), telling.one_figure, "figures", list(open_figures.names())
        )
        self._add_receipt()
        for name, table in open_tables.items():
            self._add_rows(name, table)
        self._api.add_exception_handler(ValidationError, _told_invalid)
        self._api.add_exception_handler(Problem, _told)
        patterns = self._api.urls[0]
        self.resolver = URLResolver(RegexPattern(r"^"), patterns)
        self.description = json.dumps(self._described(), ensure_ascii=False, indent=1).encode()

    def _operation(self, path: str, schema: str, summary: str, tag: str, problems: tuple[int, ...]) -> Any:
        self._operations[f"{telling.ROOT}{path}"] = (schema, problems)
        operation = re.sub(r"\W+", "_", path).strip("_")
        return self._api.get(f"/{path}", operation_id=operation, summary=summary, tags=[tag])

    def _add(self, path: str, schema: str, summary: str, tell: Callable[[], Any], tag: str) -> None:
        @self._operation(path, schema, summary, tag, (422,))
        def answer(request: HttpRequest) -> HttpResponse:
            _nothing_else(request, [])
            return as_json(tell())

    def _add_named(
        self, path: str, schema: str, summary: str, tell: Callable[[str], Any], tag: str, names: list[str]
    ) -> None:
        # The names that there are stand in the description; another one is not found, whatever it looks like.
        name_type = Annotated[str, WithJsonSchema({"type": "string", "enum": names}), Path()]

        @self._operation(path, schema, summary, tag, (404, 422))
        def answer(request: HttpRequest, name: name_type) -> HttpResponse:
            _nothing_else(request, [])
            return as_json(tell(name))

    def _add_receipt(self) -> None:
        number_type = Annotated[str, Path(pattern=r"^[0-9]{9}$", description=_("受付番号。ハイフンのない9桁"))]

        @self._operation("receipts/{number}", "receipt", _("公開している声のゆくえ"), "receipts", (404, 422))
        def answer(request: HttpRequest, number: number_type) -> HttpResponse:
            _nothing_else(request, [])
            return as_json(telling.receipt(request, number))

    def _add_rows(self, name: str, table: OpenTable) -> None:
        asked, path = asked_model(name, table), f"tables/{name}/rows"
        self._schemas |= {f"{name}_row": describing.row_schema(table), f"{name}_page": describing.page_schema(name)}

        @self._operation(path, f"{name}_page", str(table.title), "rows", (400, 422))
        def answer(request: HttpRequest, asked: Query[asked]) -> HttpResponse:  # type: ignore[valid-type]
            _nothing_else(request, asked.__class__.model_fields)  # type: ignore[attr-defined]
            where = asked.model_dump(exclude_none=True, exclude={"limit", "cursor"})  # type: ignore[attr-defined]
            found = page_of(table, where=where, cursor=asked.cursor or "", limit=asked.limit)  # type: ignore[attr-defined]
            next_page = _next_page(request, path, found.next) if found.next else None
            told = {"table": name, "rows": found.rows, "next_cursor": found.next or None, "next": next_page}
            response = as_json(told)
            if next_page:
                response.headers["Link"] = f'<{next_page}>; rel="next"'
            return response

    def _described(self) -> dict[str, Any]:
        told = dict(self._api.get_openapi_schema(path_prefix=telling.ROOT))
        told["info"] = {
            "title": _("熟議のオープンデータ"),
            "version": VERSION,
            "description": _("公開していることを読むためのAPIです。使い方の決まりと例は /data/api/ にあります。"),
            "license": {"name": "CC BY 4.0", "identifier": "CC-BY-4.0"},
        }
        told["servers"] = [{"url": "/"}]
        told["components"] = {"schemas": self._schemas}
        for path, (schema, problems) in self._operations.items():
            operation = told["paths"][path]["get"]
            operation["responses"] = describing.answers(schema, problems)
            for parameter in operation["parameters"]:
                parameter["schema"] = _without_nothing(parameter["schema"])
        return told


def asked_model(name: str, table: OpenTable) -> type[BaseModel]:
    """The parameters of a page of rows: where to go on, how many, and one for each column by which one may ask."""
    fields: dict[str, Any] = {
        "limit": (WHOLE, Field(USUAL, ge=1, le=MOST, description=_("何行まで"))),
        "cursor": (
            str | None,
            Field(
                None,
                pattern=r"^[A-Za-z0-9_-]+$",
                min_length=1,
                max_length=LONGEST_CURSOR,
                description=_("続きの印。前の答えのnext_cursorを、そのまま送ります"),
            ),
        ),
    }
    for column in asked_by(table):
        fields[column.name] = _asked_field(column)
    return create_model(f"{name}_asked", **fields)


def _asked_field(column: Column) -> tuple[Any, Any]:
    words = describing.words_of(column)
    if column.codes:
        return (Literal[tuple(column.codes)] | None, Field(None, description=words))
    if column.kind == Kind.WHOLE:
        return (WHOLE_KEPT | None, Field(None, description=words))
    if column.kind == Kind.DAY:
        return (DAY | None, Field(None, description=words))
    field = Field(None, min_length=1, max_length=LONGEST_TEXT, pattern=r"^[^\x00-\x1f\x7f-\x9f]+$", description=words)
    return (str | None, field)


def as_json(told: Any) -> HttpResponse:
    body = json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
    return HttpResponse(body, content_type=describing.JSON)


def _nothing_else(request: HttpRequest, known: Any) -> None:
    """A misspelt column must not be passed over: the answer would hold more than was asked for."""
    unknown = sorted(set(request.GET) - set(known))
    if unknown:
        fits = "、".join(known) or _("ありません")
        words = _("この名前では頼めません。使える名前：%(names)s") % {"names": fits}
        raise Problem(422, _("知らない名前で頼まれました。"), {name[:LONGEST_TEXT]: words for name in unknown[:20]})


def _told(request: HttpRequest, problem: Any) -> HttpResponse:
    response: HttpResponse = problem.response(request.path)
    return response


def _told_invalid(request: HttpRequest, error: Any) -> HttpResponse:
    faults = {str(one["loc"][-1]): _fault(one) for one in error.errors}
    return Problem(422, _("値が読めません。"), faults).response(request.path)


def _fault(error: dict[str, Any]) -> str:
    """What fits, in our words; pydantic's are English."""
    context = error.get("ctx", {})
    match error["type"]:
        case "literal_error":
            expected = "、".join(re.findall(r"'([^']*)'", context["expected"]))
            return _("選べるのは %(expected)s です。") % {"expected": expected}
        case "greater_than_equal":
            return _("%(least)s以上の整数にしてください。") % {"least": f"{context['ge']:,}"}
        case "less_than_equal":
            return _("%(most)s以下の整数にしてください。") % {"most": f"{context['le']:,}"}
        case "int_parsing":
            return _("整数にしてください。")
        case "date_from_datetime_parsing" | "date_parsing" | "value_error":
            return _("2026-04-01の形の日付にしてください。")
        case "string_too_long":
            return _("%(most)s字までにしてください。") % {"most": context["max_length"]}
        case _:
            return _("使えない文字があるか、空です。")


def _next_page(request: HttpRequest, path: str, mark: str) -> str:
    asked = {name: request.GET[name] for name in request.GET if name != "cursor"}
    return f"{telling.ROOT}{path}?{urlencode(asked | {'cursor': mark})}"


def _without_nothing(schema: dict[str, Any]) -> dict[str, Any]:
    """A parameter that may be left out is never sent as null."""
    told = {
        name: value for name, value in schema.items() if name not in ("title", "default") or value not in (None, "")
    }
    told.pop("title", None)
    if "default" in told and told["default"] is None:
        del told["default"]
    if "anyOf" in told:
        (other,) = [one for one in told.pop("anyOf") if one != {"type": "null"}]
        told |= other
    return told
