"""Editions of reports as ``jukugi verify`` looks at them again."""

import json
from collections.abc import Iterator

from jukugi.apps.reports.freezing import thaw
from jukugi.apps.reports.models import ReportEdition
from jukugi.kit.report_sections import canonical, digest_of
from jukugi.kit.verifying import Verdict


def verified_editions() -> Iterator[Verdict]:
    """Of each edition: whether its content is canonical, can be read, and has the digest that its page shows."""
    rows = ReportEdition.objects.order_by("pk").values_list("report__title", "number", "content", "digest")
    for title, number, content, digest in rows.iterator(chunk_size=20):
        yield Verdict(f"報告「{title}」第{number}版", fault_of(content, digest))


def fault_of(content: str, digest: str) -> str:
    """Why a content is not the one that was published, or ""."""
    if digest_of(content) != digest:
        return "中身から計算した指紋が、公開したときの指紋と違います。"
    try:
        thaw(content)
    except (ValueError, KeyError, TypeError):
        return "中身が、報告として読めません。"
    return "" if canonical(json.loads(content)) == content else "中身が、決まった書き方になっていません。"
