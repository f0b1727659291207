"""The ledger as a table that can be taken in again, and as open data."""

from collections.abc import Iterator
from typing import Any

from jukugi.apps.budgeting.enums.ledger import ResultYears
from jukugi.apps.budgeting.models import Amount, Investment
from jukugi.kit.sheets import safe_cell

# What each column is called in our tables, by what it means here.
COLUMNS = {
    "code": "番号",
    "title": "事業名",
    "purpose": "何のためか",
    "level": "広さ",
    "area": "区域",
    "way": "実施の方法",
    "department": "担当課",
    "proposed_by": "提案した人",
    "proposer_words": "提案した人や団体の名前",
    "decided_by": "決めた人",
    "decided_on": "決めた日",
    "decision_words": "決め方のことば",
    "expected": "期待する成果",
    "carried_out_on": "実施した日",
    "issues": "論点の番号",
    "fiscal_year": "年度",
    "source": "財源",
    "planned_yen": "予算額（円）",
    "settled_yen": "決算額（円）",
}
RESULT_COLUMNS = tuple(f"{label}の成果" for label in ResultYears.labels)
CITY_WORDS = "市全体"


def table_rows() -> Iterator[list[str]]:
    """One line for each year and source of each counted investment, under their headings. Four queries."""
    yield [*COLUMNS.values(), *RESULT_COLUMNS, "見本"]
    for one in _investments():
        facts = _facts(one)
        results = {result.years: result for result in one.results.all()}
        told = [
            f"{results[years].get_outcome_display()}：{results[years].words}" if years in results else ""
            for years in ResultYears
        ]
        for amount in one.amounts.all():
            line = [*facts.values(), *_money(amount), *told, "見本" if one.is_sample else ""]
            yield [safe_cell(" ".join(cell.split("\n"))) for cell in line]


def document() -> dict[str, Any]:
    """The same for machines. Four queries."""
    return {"investments": [_plain(one) for one in _investments()]}


def _investments() -> list[Investment]:
    found = Investment.objects.counted().select_related("area", "department")
    return list(found.prefetch_related("amounts", "results", "issues").order_by("code"))


def _facts(one: Investment) -> dict[str, str]:
    return {
        "code": one.code,
        "title": one.title,
        "purpose": one.purpose,
        "level": one.get_level_display(),
        "area": one.area.name if one.area else CITY_WORDS,
        "way": one.get_way_display(),
        "department": one.department.name,
        "proposed_by": one.get_proposed_by_display(),
        "proposer_words": one.proposer_words,
        "decided_by": one.get_decided_by_display(),
        "decided_on": one.decided_on.isoformat(),
        "decision_words": one.decision_words,
        "expected": one.expected,
        "carried_out_on": one.carried_out_on.isoformat() if one.carried_out_on else "",
        "issues": ";".join(issue.code for issue in one.issues.all()),
    }


def _money(amount: Amount) -> list[str]:
    settled = "" if amount.settled_yen is None else str(amount.settled_yen)
    return [str(amount.fiscal_year), amount.get_source_display(), str(amount.planned_yen), settled]


def _plain(one: Investment) -> dict[str, Any]:
    said: dict[str, Any] = {
        **_facts(one),
        "level": one.level,
        "area": one.area.code if one.area else None,
        "way": one.way,
        "proposed_by": one.proposed_by,
        "decided_by": one.decided_by,
        "carried_out_on": one.carried_out_on and one.carried_out_on.isoformat(),
        "issues": [issue.code for issue in one.issues.all()],
        "is_sample": one.is_sample,
    }
    said["amounts"] = [
        {
            "fiscal_year": amount.fiscal_year,
            "source": amount.source,
            "planned_yen": amount.planned_yen,
            "settled_yen": amount.settled_yen,
        }
        for amount in one.amounts.all()
    ]
    said["results"] = [
        {
            "years": result.years,
            "outcome": result.outcome,
            "words": result.words,
            "evidence": result.evidence,
            "evidence_url": result.evidence_url,
            "told_on": result.told_on.isoformat(),
        }
        for result in one.results.all()
    ]
    return said
