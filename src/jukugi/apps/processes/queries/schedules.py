"""A table of what is planned and what happened, as officers keep it: read and checked whole, then one stage per row."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from jukugi.apps.processes.enums import Lane, Precision
from jukugi.apps.processes.queries.calendar import CalendarEvent
from jukugi.apps.processes.spans import Span, spread
from jukugi.core.fiscal_year import read_day
from jukugi.kit.sheets import FaultySheet, SheetFault, open_sheet

WANTED = ("id", "kind", "lane", "item", "starts_on", "ends_on", "precision")
SETS, KINDS = ("plan", "actual"), ("item", "focus", "note")
LONGEST = {"id": 40, "item": 80}
ROWS_AT_MOST = 2000
# Longer than a month is a phase; so is what lasts from one day to another.
MOMENT_DAYS = 31


@dataclass(frozen=True)
class ScheduleRow:
    """One row. ``plan_id``: the planned row that this one really was; ``ends_on`` None: no end is known."""

    line: int
    id: str
    set: str
    kind: str
    lane: str
    item: str
    starts_on: date
    ends_on: date | None
    precision: str
    source: str
    note: str
    plan_id: str

    @property
    def span(self) -> Span:
        """From the first day to the last; a row without an end lasts the day it begins, and says that it goes on."""
        if self.ends_on is None:
            return Span(self.starts_on, self.starts_on, self.precision)
        return Span(self.starts_on, self.ends_on, self.precision)

    @property
    def is_phase(self) -> bool:
        days = (self.ends_on - self.starts_on).days if self.ends_on is not None else 0
        return days >= MOMENT_DAYS or (days > 0 and self.precision in (Precision.DAY, Precision.TEN_DAYS))


def read_schedule(content: bytes) -> list[ScheduleRow]:
    """The rows of a table (CSV or workbook). Raises FaultySheet with every fault of every row at once."""
    sheet = open_sheet(content, rows_at_most=ROWS_AT_MOST)
    missing = [SheetFault("missing_column", 1, name) for name in WANTED if name not in sheet.header]
    if missing:
        raise FaultySheet(missing)
    faults, rows, seen = list(sheet.faults), [], dict[str, int]()
    for line, values in sheet.rows:
        told = {name: value.strip() for name, value in values.items()}
        found = [*_faults(line, told), *_repeated(line, told["id"], seen)]
        faults += found
        if not found:
            rows.append(_row(line, told))
    planned = {row.id for row in rows if row.set == "plan" and row.kind != "focus"}
    faults += [
        SheetFault("unknown_plan", row.line, "plan_id", row.plan_id)
        for row in rows
        if row.plan_id and row.plan_id not in planned
    ]
    if not rows and not faults:
        faults.append(SheetFault("no_rows"))
    if faults:
        raise FaultySheet(sorted(faults, key=lambda fault: (fault.row or 0, fault.column or "")))
    return rows


def row_events(rows: Iterable[ScheduleRow], keys: dict[str, str], process: str) -> list[CalendarEvent]:
    """One event for each row; ``keys`` by the id of the row."""
    return [
        CalendarEvent(
            key=keys.get(row.id, f"row-{row.id}"),
            title=row.item,
            process=process,
            lane=row.lane or _("年度の重点"),
            span=row.span,
            url="",
            note="\n".join(text for text in (row.note, row.source) if text),
            is_actual=row.set == "actual",
        )
        for row in rows
    ]


def fault_words(fault: SheetFault) -> str:
    """A fault in a sentence: what, where, what to do."""
    where = "・".join(
        text
        for text in (
            _("%(row)s行目") % {"row": fault.row} if fault.row else "",
            _("「%(column)s」の列") % {"column": fault.column} if fault.column else "",
        )
        if text
    )
    value = f"「{fault.value[:40]}」" if fault.value else ""
    words = {
        "missing_column": _("この列がありません。見出しの行に足してください。"),
        "wrong_width": _("列の数が見出しと違います。コンマや引用符の過不足を直してください。"),
        "cell_error": _("表計算の誤りが入っています。値を書き直してください。"),
        "empty": _("空です。書いてください。"),
        "repeated": _("%(value)sが前の行にもあります。行ごとに違う番号にしてください。"),
        "unknown_lane": _("%(value)sという流れはありません。庁内検討、市民参加、議会のどれかにしてください。"),
        "unknown_set": _("%(value)sは使えません。plan（予定）か actual（実際）にしてください。"),
        "unknown_kind": _("%(value)sは使えません。item、note、focus のどれかにしてください。"),
        "unknown_precision": _("%(value)sは使えません。%(known)sのどれかにしてください。"),
        "no_day": _("%(value)sは日付として読めません。2026-04-01 のように書いてください。"),
        "ends_early": _("終わりの日%(value)sが、始まりの日より前です。どちらかを直してください。"),
        "needs_end": _("終わりの日がありません。書くか、precision を open にしてください。"),
        "unknown_plan": _("%(value)sという予定の行がありません。id を確かめるか、空にしてください。"),
        "too_long": _("%(value)sは長すぎます。id は40字、item は80字までにしてください。"),
        "no_rows": _("見出しのほかに行がありません。一行以上書いてください。"),
        "empty_file": _("中身がありません。見出しの行から書いてください。"),
        "undecodable": _("文字コードが分かりません。UTF-8、UTF-16、cp932（Shift_JIS）のどれかで保存し直してください。"),
        "broken_csv": _("この行から先を読めません。引用符の閉じ忘れがないか確かめてください。"),
        "repeated_column": _("同じ名前の列が二つあります。一つにしてください。"),
        "too_many_rows": _("行が多すぎます。%(value)s行までに分けてください。"),
    }
    known = "、".join(precision.value for precision in Precision)
    said = words.get(fault.code, _("この表は読めません。CSVかXLSXで保存し直してください。"))
    return f"{where}：{said % {'value': value, 'known': known}}" if where else said % {"value": value, "known": known}


def _faults(line: int, told: dict[str, str]) -> Iterable[SheetFault]:
    for name, limit in LONGEST.items():
        if not told[name]:
            yield SheetFault("empty", line, name)
        if len(told[name]) > limit:
            yield SheetFault("too_long", line, name, told[name])
    if told.get("set", "plan") not in SETS:
        yield SheetFault("unknown_set", line, "set", told["set"])
    if told["kind"] not in KINDS:
        yield SheetFault("unknown_kind", line, "kind", told["kind"])
    if told["kind"] != "focus" and told["lane"] not in {str(lane.label) for lane in Lane}:
        yield SheetFault("unknown_lane", line, "lane", told["lane"])
    if told["precision"] not in Precision.values:
        yield SheetFault("unknown_precision", line, "precision", told["precision"])
    first, last = read_day(told["starts_on"]), read_day(told["ends_on"])
    if first is None:
        yield (
            SheetFault("no_day", line, "starts_on", told["starts_on"])
            if told["starts_on"]
            else SheetFault("empty", line, "starts_on")
        )
    if told["ends_on"] and last is None:
        yield SheetFault("no_day", line, "ends_on", told["ends_on"])
    if first is not None and last is not None and last < first:
        yield SheetFault("ends_early", line, "ends_on", told["ends_on"])
    if not told["ends_on"] and told["kind"] == "focus":
        yield SheetFault("needs_end", line, "ends_on")


def _repeated(line: int, key: str, seen: dict[str, int]) -> Iterable[SheetFault]:
    if key and seen.setdefault(key, line) != line:
        yield SheetFault("repeated", line, "id", key)


def _row(line: int, told: dict[str, str]) -> ScheduleRow:
    first = read_day(told["starts_on"])
    assert first is not None
    last, precision = read_day(told["ends_on"]), told["precision"]
    if last is None and precision != Precision.OPEN:
        last = spread(first, precision).last
    return ScheduleRow(
        line=line,
        id=told["id"],
        set=told.get("set", "plan"),
        kind=told["kind"],
        lane=told["lane"],
        item=told["item"],
        starts_on=first,
        ends_on=last,
        precision=precision,
        source=told.get("source", ""),
        note=told.get("note", ""),
        plan_id=told.get("plan_id", ""),
    )
