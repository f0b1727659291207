"""What a report says at a moment: put together from its sections, and read back from canonical JSON."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from jukugi.apps.reports.enums import ReportKind
from jukugi.apps.reports.models import Report, ReportPart
from jukugi.kit.report_sections import FORMAT, Content, Number, canonical, content_from, plain, report_sections


@dataclass(frozen=True)
class Section:
    """A section of a report as it is read. ``is_told`` False: there was nothing to tell on that day."""

    name: str
    title: str
    before: str
    after: str
    content: Content
    is_told: bool = True

    @property
    def anchor(self) -> str:
        return f"s-{self.name.replace('_', '-')}"


@dataclass(frozen=True)
class Frozen:
    """A report as it is read from its frozen content. ``as_of``: the moment of its figures, with its time zone."""

    title: str
    kind: ReportKind
    fiscal_year: int | None
    process: str
    process_slug: str
    issuer: str
    site: str
    number: int
    reason: str
    as_of: datetime
    is_sample: bool
    sections: tuple[Section, ...] = field(default=())

    @property
    def day(self) -> date:
        return timezone.localdate(self.as_of)

    @property
    def numbers(self) -> dict[tuple[str, str], tuple[Section, Number]]:
        """Every figure under the names of its section and its own."""
        return {(one.name, number.name): (one, number) for one in self.sections for number in one.content.numbers}


def freeze(report: Report, *, number: int, reason: str, issuer: str, site: str, now: datetime) -> str:
    """The report with the figures of this moment, as canonical JSON. The queries of its sections, and one more."""
    parts = list(report.parts.chosen())
    told: dict[str, Any] = {
        "format": FORMAT,
        "title": report.title,
        "kind": report.kind,
        "fiscal_year": report.fiscal_year,
        "process": report.process.title,
        "process_slug": report.process.slug,
        "issuer": issuer,
        "site": site,
        "number": number,
        "reason": reason,
        "as_of": now.astimezone(timezone.get_current_timezone()).isoformat(timespec="seconds"),
        "is_sample": report.is_sample,
        "sections": [_told(part, report, now) for part in parts if part.section in report_sections],
    }
    return canonical(told)


def _told(part: ReportPart, report: Report, now: datetime) -> Mapping[str, Any]:
    content = report_sections[part.section].content(report.process, now)
    return {
        "name": part.section,
        "title": part.title,
        "before": part.before,
        "after": part.after,
        "is_told": content is not None,
        "content": plain(content or Content()),
    }


def live_numbers(process: Any, names: Sequence[str], now: datetime) -> dict[tuple[str, str], Number]:
    """The figures of these sections at this moment. Their queries."""
    found: dict[tuple[str, str], Number] = {}
    for name in names:
        content = report_sections[name].content(process, now) if name in report_sections else None
        found |= {(name, number.name): number for number in content.numbers} if content is not None else {}
    return found


def thaw(content: str) -> Frozen:
    """The report that a content says. Raises ValueError, KeyError or TypeError where it is none."""
    told = json.loads(content)
    if told["format"] != FORMAT:
        raise ValueError(f"A report of the form {told['format']}")
    sections = tuple(
        Section(one["name"], one["title"], one["before"], one["after"], content_from(one["content"]), one["is_told"])
        for one in told["sections"]
    )
    plainly = {name: value for name, value in told.items() if name not in ("format", "sections")}
    as_of, kind = datetime.fromisoformat(told["as_of"]), ReportKind(told["kind"])
    return Frozen(**{**plainly, "as_of": as_of, "kind": kind, "sections": sections})
