"""The ledger of local investment, for anybody to take along."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from jukugi.apps.budgeting.enums.ledger import DecidedBy, MoneySource, ProposedBy, ResultOutcome, Way
from jukugi.apps.budgeting.models import Amount, Investment, Result
from jukugi.apps.issues.enums import IssueLevel
from jukugi.kit.open_tables import Cell, Column, Kind, OpenTable, Theme, open_tables


def register() -> None:
    open_tables.register("investments", INVESTMENTS, order=88)
    open_tables.register("investment_amounts", AMOUNTS, order=89)
    open_tables.register("investment_results", RESULTS, order=89)


def _investments() -> Iterator[tuple[Cell, ...]]:
    rows = (
        Investment.objects.counted()
        .order_by("code")
        .values_list(
            "code",
            "title",
            "purpose",
            "level",
            "area__code",
            "way",
            "department__name",
            "proposed_by",
            "decided_by",
            "decided_on",
            "decision_words",
            "expected",
            "carried_out_on",
            "is_sample",
        )
    )
    return rows.iterator(chunk_size=2000)


def _amounts() -> Iterator[tuple[Cell, ...]]:
    rows = Amount.objects.filter(investment__in=Investment.objects.counted())
    told = rows.order_by("investment__code", "fiscal_year", "source").values_list(
        "investment__code", "fiscal_year", "source", "planned_yen", "settled_yen"
    )
    return told.iterator(chunk_size=2000)


def _results() -> Iterator[tuple[Cell, ...]]:
    rows = Result.objects.filter(investment__in=Investment.objects.counted())
    told = rows.order_by("investment__code", "years").values_list(
        "investment__code", "years", "outcome", "words", "evidence", "evidence_url", "told_on"
    )
    return told.iterator(chunk_size=2000)


INVESTMENTS = OpenTable(
    title=_("地域投資台帳"),
    about=_("地域に使ったお金を、何のために、だれが提案し、だれが決めたか。"),
    columns=(
        Column("code", _("事業の番号")),
        Column("title", _("事業")),
        Column("purpose", _("何のためか")),
        Column("level", _("広さ"), codes=dict(IssueLevel.choices)),
        Column("area", _("区域コード"), _("空は市全体")),
        Column("way", _("実施の方法"), codes=dict(Way.choices)),
        Column("department", _("担当課")),
        Column("proposed_by", _("提案した人"), codes=dict(ProposedBy.choices)),
        Column("decided_by", _("決めた人"), codes=dict(DecidedBy.choices)),
        Column("decided_on", _("決めた日"), kind=Kind.DAY),
        Column("decision_words", _("決め方のことば")),
        Column("expected", _("期待する成果")),
        Column("carried_out_on", _("実施した日"), kind=Kind.DAY),
        Column("is_sample", _("見本か"), _("1は、つくりもの"), kind=Kind.FLAG),
    ),
    rows=_investments,
    key=("code",),
    rule=_("二人目の確かめがすむ前のものは入りません。"),
    path="/investment/",
    theme=Theme.MONEY,
)
AMOUNTS = OpenTable(
    title=_("地域投資の額"),
    about=_("年度と財源ごとの、予算と決算。"),
    columns=(
        Column("investment", _("事業の番号")),
        Column("fiscal_year", _("年度"), kind=Kind.WHOLE),
        Column("source", _("財源"), codes=dict(MoneySource.choices)),
        Column("planned_yen", _("予算額"), unit=_("円"), kind=Kind.WHOLE),
        Column("settled_yen", _("決算額"), _("空は、まだ決まっていない"), _("円"), kind=Kind.WHOLE),
    ),
    rows=_amounts,
    key=("investment", "fiscal_year", "source"),
    path="/investment/",
    theme=Theme.MONEY,
)
RESULTS = OpenTable(
    title=_("地域投資の成果"),
    about=_("一年、三年、十年たって、どうなったか。根拠とともに。"),
    columns=(
        Column("investment", _("事業の番号")),
        Column("years", _("何年あとか"), unit=_("年"), kind=Kind.WHOLE),
        Column("outcome", _("成果"), codes=dict(ResultOutcome.choices)),
        Column("words", _("説明")),
        Column("evidence", _("根拠")),
        Column("evidence_url", _("根拠のページ")),
        Column("told_on", _("書いた日"), kind=Kind.DAY),
    ),
    rows=_results,
    key=("investment", "years"),
    path="/investment/",
    theme=Theme.MONEY,
)
