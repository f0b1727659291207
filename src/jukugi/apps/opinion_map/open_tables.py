"""Statements with their answers, as tables and in the form of Polis, for anybody to take along."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from jukugi.apps.opinion_map.enums import Choice, StatementOrigin, StatementState
from jukugi.apps.opinion_map.models import DOCUMENT_FORM, LiveMap, Statement
from jukugi.kit.open_files import OpenFile, OpenFiles, open_files
from jukugi.kit.open_rows import QueryRows
from jukugi.kit.open_tables import Cell, Column, Kind, OpenTable, Theme, open_tables

LEAST = 5
"""Answers below which none are told."""


def register() -> None:
    open_tables.register("statements", STATEMENTS, order=50)
    open_files.register("polis", POLIS, order=50)


def _answers(choice: Choice) -> Count:
    return Count("current_votes", filter=Q(current_votes__choice=choice))


def _with_answers(statements: QuerySet[Statement, Any]) -> QuerySet[Statement, Any]:
    return statements.annotate(
        agree=_answers(Choice.AGREE), disagree=_answers(Choice.DISAGREE), unsure=_answers(Choice.PASS)
    )


def _told(row: tuple[Any, ...]) -> tuple[Cell, ...]:
    return row if sum(row[8:]) >= LEAST else (*row[:8], None, None, None)


_statements = QueryRows(
    lambda: Statement.objects.filter(state=StatementState.SHOWN, topic__process__is_draft=False),
    fields=(
        "pk",
        "topic",
        "topic__title",
        "topic__issue",
        "number",
        "text",
        "origin",
        "opinion",
        "agree",
        "disagree",
        "unsure",
    ),
    order=("topic", "number"),
    more=_with_answers,
    tell=_told,
    by=("topic", "issue", "opinion"),
)


def _polis() -> Iterator[OpenFile]:
    """One query; the contents one by one when they are asked for."""
    maps = LiveMap.objects.filter(topic__process__is_draft=False, code_version__endswith=f"/{DOCUMENT_FORM}")
    for topic, title in maps.order_by("topic").values_list("topic", "topic__title"):
        for name in POLIS_FILES:
            yield OpenFile(f"topic-{topic}/{name}", f"{title}　{name}", content=partial(_sums, topic, name))


def _sums(topic: int, name: str) -> list[bytes]:
    """Two queries."""
    from jukugi.apps.opinion_map.actions.exporting import exported_sums

    found = LiveMap.objects.select_related("topic").get(topic=topic)
    return [exported_sums(found.topic, found)[name]]


POLIS_FILES = ("summary.csv", "comments.csv")
POLIS = OpenFiles(
    title=_("賛否（Polisの形）"),
    about=_("問いごとの意見文と賛否の数を、Polisの書き出しと同じ列で。数は、意見の地図のものです。"),
    form="CSV",
    media_type="text/csv",
    files=_polis,
    rule=_("だれでも見られる数だけです。5人に満たない答えは空で、書いた人は分かりません。"),
    path="/topics/",
    theme=Theme.VOICES,
)
STATEMENTS = OpenTable(
    title=_("意見文と賛否"),
    about=_("賛否を聞いている意見文と、いまの答えの数。参加した人の数で、市民全体の割合ではありません。"),
    columns=(
        Column("id", _("意見文の鍵"), kind=Kind.WHOLE),
        Column("topic", _("問いの番号"), kind=Kind.WHOLE),
        Column("topic_title", _("問い")),
        Column("issue", _("論点の番号"), kind=Kind.WHOLE),
        Column("number", _("意見文の番号"), _("問いの中で"), kind=Kind.WHOLE),
        Column("text", _("意見文")),
        Column("origin", _("だれが書いたか"), codes=dict(StatementOrigin.choices)),
        Column("opinion", _("もとの意見の番号"), kind=Kind.WHOLE),
        Column("agree", _("賛成"), unit=_("人"), kind=Kind.WHOLE),
        Column("disagree", _("反対"), unit=_("人"), kind=Kind.WHOLE),
        Column("unsure", _("わからない"), unit=_("人"), kind=Kind.WHOLE),
    ),
    rows=_statements,
    key=("id",),
    rule=_("答えた人が5人より少ない意見文の数は、載せません。だれが何に答えたかは、どこにも載りません。"),
    path="/topics/",
    theme=Theme.VOICES,
)
