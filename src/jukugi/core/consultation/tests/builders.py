"""Answered comments and rows of a table, for tests."""

from jukugi.core.consultation import USUAL_CATEGORIES, ConsultationResult, Outline, ResultRow


def row(**changes) -> ResultRow:
    parts = {"number": 1, "chapter": "第1章", "opinion": "配布物が多い。", "answer": "見直します。", "category": "B"}
    return ResultRow(**{**parts, **changes})


def line(**changes) -> dict[str, str]:
    """A row of a table, by our names of the columns."""
    parts = {
        "number": "1",
        "channel": "web",
        "received_on": "2026-11-03",
        "chapter": "第1章",
        "comment": "配布物が多い。",
        "category": "B",
        "answer": "見直します。",
    }
    return {**parts, **changes}


def result(*rows: ResultRow, **changes) -> ConsultationResult:
    parts = {
        "outline": Outline("素案"),
        "letters": (("web", len(rows)),) if rows else (),
        "chapters": tuple(dict.fromkeys(each.chapter for each in rows)),
        "categories": USUAL_CATEGORIES,
        "rows": rows,
    }
    return ConsultationResult(**{**parts, **changes})
