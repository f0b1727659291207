"""What the operations answer, as JSON objects."""

from datetime import UTC, date, datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from jukugi.apps.open_data.api.paging import POSITION_AT_MOST, asked_by
from jukugi.apps.open_data.api.problems import Problem
from jukugi.apps.open_data.catalogue import LICENCE
from jukugi.apps.threads.queries.stories import story_of
from jukugi.kit import receipts
from jukugi.kit.open_rows import QueryRows
from jukugi.kit.open_tables import OpenFigure, OpenTable, dictionary, open_figures, open_tables
from jukugi.kit.pages.voices import Step, voices

ROOT = "/api/v1/"


def catalogue() -> dict[str, Any]:
    """Every table, and where more stands of it. No query."""
    return {"licence": LICENCE, "tables": [_named(name, table) for name, table in open_tables.items()]}


def one_table(name: str) -> dict[str, Any]:
    """What a table and its columns mean, and by what one may ask. No query. Raises Problem."""
    if name not in open_tables:
        raise Problem(404, _("この名前の表はありません。/api/v1/tables に、すべての表があります。"))
    table = open_tables[name]
    told = dictionary(name, table)
    return _named(name, table) | {
        "rule": told["rule"],
        "key": told["key"],
        "asked_by": [column.name for column in asked_by(table)],
        "rows_at_most": None if isinstance(table.rows, QueryRows) else POSITION_AT_MOST,
        "columns": told["columns"],
    }


def figures() -> dict[str, Any]:
    """Every figure, by the queries of the pages that show them."""
    return {"licence": LICENCE, "figures": [_figure(name, figure) for name, figure in open_figures.items()]}


def one_figure(name: str) -> dict[str, Any]:
    """Raises Problem."""
    if name not in open_figures:
        raise Problem(404, _("この名前の数はありません。/api/v1/figures に、すべての数があります。"))
    return _figure(name, open_figures[name])


def receipt(request: HttpRequest, number: str) -> dict[str, Any]:
    """The thread of a voice of which everybody reads at least a part, as its page tells it. As many queries as that
    page. Raises Problem, the same for all other numbers: that a voice waits or is kept back is told on its page alone.
    """
    request.user = AnonymousUser()
    kind = receipts.kind_of(number)
    voice = voices[kind](request, number) if kind is not None and kind in voices else None
    if voice is None or not (voice.is_public or voice.words):
        raise Problem(404, _("この受付番号の、公開している声はありません。"))
    story = story_of(request, voice, now=timezone.now())
    return {
        "number": voice.number,
        "received_at": _moment(voice.received_at),
        "channel": voice.channel,
        "ward": voice.ward,
        "words": list(voice.words),
        "withheld": str(voice.withheld),
        "standing": str(story.standing),
        "is_closed": voice.is_closed,
        "steps": [_step(step) for step in story.steps],
        "page": reverse("receipt", args=[voice.number]),
    }


def _named(name: str, table: OpenTable) -> dict[str, Any]:
    return {
        "name": name,
        "title": str(table.title),
        "about": str(table.about),
        "licence": LICENCE,
        "page": reverse("open_data:table", args=[name]),
        "rows": f"{ROOT}tables/{name}/rows",
        "csv": reverse("open_data:file", args=[name, "csv"]) + "?plain=1",
        "json": reverse("open_data:file", args=[name, "json"]),
    }


def _figure(name: str, figure: OpenFigure) -> dict[str, Any]:
    return {
        "name": name,
        "title": str(figure.title),
        "value": figure.ask(),
        "table": figure.table,
        "where": dict(figure.where),
        "total": figure.total,
    }


def _step(step: Step) -> dict[str, Any]:
    return {
        "at": _moment(step.at),
        "when": str(step.when),
        "label": str(step.label),
        "title": str(step.title),
        "state": step.state.value,
    }


def _moment(at: datetime | date) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds") if isinstance(at, datetime) else at.isoformat()
