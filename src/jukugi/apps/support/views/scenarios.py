"""Scenarios for everybody: the wards side by side, one scenario, its alternatives weighed by the reader."""

import csv
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _

from jukugi.apps.processes.queries import main_process
from jukugi.apps.support import pictures
from jukugi.apps.support.enums import SCORE_AT_MOST, WEIGHT_AT_MOST, ScenarioKind
from jukugi.apps.support.models import Scenario, YardstickChange, YardstickCriterion
from jukugi.apps.support.queries import scenarios, weighing, weighing_words
from jukugi.apps.support.queries.wards_compared import Range, WardRow, WardsCompared, wards_compared
from jukugi.kit.pages.asked import whole
from jukugi.kit.pages.rendering import page_or_part, set_subject
from jukugi.kit.sheets import safe_row

HEADINGS = [
    "区",
    "題名",
    "様子",
    "担うはたらき",
    "選択肢",
    "担い手",
    "形",
    "年度",
    "お金の下限（円）",
    "お金の上限（円）",
    "人の下限",
    "人の上限",
    "次の節目",
    "節目の日",
    "決定の日",
    "届いた声（件）",
    "見本",
]


def wards(request: HttpRequest) -> HttpResponse:
    """All wards by the same yardstick, each in its own form."""
    compared = _compared(request)
    context = {
        "compared": compared,
        "kinds": ScenarioKind,
        "bars": pictures.yen_bars(compared),
        "process": main_process(),
    }
    return render(request, "support/scenarios/wards.html", context)


def wards_csv(request: HttpRequest) -> HttpResponse:
    """The same comparison as CSV (UTF-8 with BOM, so that office software reads it)."""
    compared = _compared(request)
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="scenarios-{compared.kind}.csv"'
    writer = csv.writer(response)
    year = compared.year
    writer.writerow(HEADINGS)
    writer.writerows(safe_row(_cells(row, year)) for row in compared.rows)
    return response


def scenario(request: HttpRequest, scenario_pk: int) -> HttpResponse:
    """One scenario."""
    found = _public(request, scenario_pk)
    now = timezone.now()
    told = scenarios.scenario_told(found, now=now, today=timezone.localdate(now))
    context = {"told": told, "bars": [(one, pictures.sum_bar(one)) for one in told.weighed]}
    return render(request, "support/scenarios/scenario.html", context)


def compare(request: HttpRequest, scenario_pk: int) -> HttpResponse:
    """The alternatives by weights that the reader moves. Nothing of that is kept."""
    found = _public(request, scenario_pk)
    table = weighing.score_table(found)
    context: dict[str, Any] = {"scenario": found, "table": table, "most_weight": WEIGHT_AT_MOST}
    if table.is_comparable and any(table.city_weights):
        context |= _weighing(table, request)
    return page_or_part(request, "support/scenarios/compare.html", "sensitivity", context)


def changes(request: HttpRequest, scenario_pk: int) -> HttpResponse:
    """Every change of a scenario, with what was before."""
    found = _public(request, scenario_pk)
    return render(
        request, "support/scenarios/changes.html", {"scenario": found, "changes": scenarios.changes_told(found)}
    )


def yardstick(request: HttpRequest, kind: str) -> HttpResponse:
    """The yardstick of a kind, and how it changed."""
    if kind not in ScenarioKind.values:
        raise Http404
    rows = list(YardstickCriterion.objects.filter(kind=kind, is_in_use=True))
    context = {
        "kind": ScenarioKind(kind),
        "criteria": rows,
        "weight": sum(row.weight for row in rows),
        "changes": list(YardstickChange.objects.filter(kind=kind)[:40]),
    }
    return render(request, "support/scenarios/yardstick.html", context)


def _weighing(table: weighing.ScoreTable, request: HttpRequest) -> dict[str, Any]:
    weights, is_own, is_refused = weighing.weights_asked(table, request.GET)
    rows = weighing.weighed(table, weights)
    total = sum(weights)
    moved = weighing.sensitivities(table, weights)
    return {
        "rows": [(one, pictures.sum_bar(one), points) for one, points in zip(rows, table.points, strict=True)],
        "fields": [
            (criterion, weight, weighing_words.percent_words(Fraction(weight, total)), criterion.weight)
            for criterion, weight in zip(table.criteria, weights, strict=True)
        ],
        "leader": weighing_words.leader_words(rows),
        "pattern_one": weighing_words.leader_pattern(False),
        "pattern_shared": weighing_words.leader_pattern(True),
        "is_own": is_own,
        "is_refused": is_refused,
        "strips": [(strip, weighing_words.criterion_words(strip.told)) for strip in pictures.strips(table, moved)],
        "leads": [(one, *pictures.lead_bar(one)) for one in weighing.leads_of_all(table)],
        "weightings": weighing.WEIGHTINGS,
        "seed": weighing.SEED,
        "best": SCORE_AT_MOST,
        "cells": [(criterion, [row[at] for row in table.scores]) for at, criterion in enumerate(table.criteria)],
    }


def _compared(request: HttpRequest) -> WardsCompared:
    asked = request.GET.get("kind", "")
    kind = ScenarioKind(asked) if asked in ScenarioKind.values else ScenarioKind.INTERMEDIARY
    now = timezone.now()
    process = main_process()
    set_subject(request, process)
    year = whole(request.GET.get("year")) or None
    return wards_compared(process, kind, year=year, now=now, today=timezone.localdate(now))


def _public(request: HttpRequest, scenario_pk: int) -> Scenario:
    found = get_object_or_404(Scenario.objects.public().select_related(*scenarios.RELATED), pk=scenario_pk)
    set_subject(request, found.process)
    return found


def _cells(row: WardRow, year: int) -> Sequence[object]:
    place = row.area.name if row.area is not None else _("全市")
    if row.scenario is None:
        return [place, "", _("まだない"), *[""] * 14]
    yen, people = row.yen, row.people
    return [
        place,
        row.scenario.title,
        row.state.label if row.state is not None else "",
        "、".join(row.functions),
        "、".join(one.name for one in row.options),
        "、".join(one.operator_name for one in row.options),
        "、".join(one.get_form_display() for one in row.options),
        year,
        *_ends(yen),
        *_ends(people),
        row.next_milestone.title if row.next_milestone is not None else "",
        row.next_milestone.due_on.isoformat() if row.next_milestone is not None else "",
        timezone.localdate(row.decision.settling.done_at).isoformat() if row.decision is not None else "",
        row.voices,
        _("見本") if row.scenario.is_sample else "",
    ]


def _ends(told: Range | None) -> list[object]:
    return ["", ""] if told is None else [told.low, told.high]
