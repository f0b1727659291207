"""Tables of the ledger: all faults are told at once; nothing is taken with faults, or the good rows, as chosen."""

import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jukugi.apps.accounts.models import User
from jukugi.apps.areas.models import Area
from jukugi.apps.budgeting import permissions
from jukugi.apps.budgeting.actions.investing import change_investment, write_investment
from jukugi.apps.budgeting.actions.ledger_facts import AmountDraft, InvestmentDraft, draft_of
from jukugi.apps.budgeting.enums.ledger import DecidedBy, MoneySource, ProposedBy, Way
from jukugi.apps.budgeting.errors import ledger as errors
from jukugi.apps.budgeting.models import Investment
from jukugi.apps.issues.enums import IssueLevel
from jukugi.apps.issues.models import Issue
from jukugi.apps.organizations.models import Organization
from jukugi.core.fiscal_year import read_day, western_year
from jukugi.kit import audit
from jukugi.kit.errors import NotAllowed, Refusal, words_for
from jukugi.kit.sheets import FaultySheet, file_fault_words, open_sheet, row_fault_words

ROWS_AT_MOST = 2_000
BYTES_AT_MOST = 5 * 1024 * 1024
# What a column may be called in a table, by what it means here; those of our own tables come first.
HEADINGS: dict[str, tuple[str, ...]] = {
    "code": ("番号", "code"),
    "title": ("事業名", "title"),
    "purpose": ("何のためか", "目的", "purpose"),
    "level": ("広さ", "level"),
    "area": ("区域", "区", "area"),
    "way": ("実施の方法", "way"),
    "department": ("担当課", "department"),
    "proposed_by": ("提案した人", "proposed_by"),
    "proposer_words": ("提案した人や団体の名前", "proposer_words"),
    "decided_by": ("決めた人", "decided_by"),
    "decided_on": ("決めた日", "decided_on"),
    "decision_words": ("決め方のことば", "decision_words"),
    "expected": ("期待する成果", "expected"),
    "carried_out_on": ("実施した日", "carried_out_on"),
    "issues": ("論点の番号", "issues"),
    "fiscal_year": ("年度", "fiscal_year"),
    "source": ("財源", "source"),
    "planned_yen": ("予算額（円）", "予算額", "planned_yen"),
    "settled_yen": ("決算額（円）", "決算額", "settled_yen"),
}
NEEDED = (
    "code", "title", "purpose", "level", "way", "department", "proposed_by", "decided_by", "decided_on", "expected",
    "fiscal_year", "source", "planned_yen",
)  # fmt: skip
MONEY = ("fiscal_year", "source", "planned_yen", "settled_yen")
CHOICES: dict[str, Any] = {"level": IssueLevel, "way": Way, "proposed_by": ProposedBy, "decided_by": DecidedBy}
WHOLE_CITY = ("", "市全体", "全市", "市域")
Row = dict[str, str]


@dataclass(frozen=True)
class RowFault:
    """What is wrong with a row of the file (the heading is 1), in words; row 0 is the file as a whole."""

    row: int
    words: str


@dataclass
class Outcome:
    """What became of a table: investments that were new, that changed, that stood there already; and the faults.

    ``is_taken``: something may have been written.
    """

    added: int = 0
    changed: int = 0
    same: int = 0
    faults: list[RowFault] = field(default_factory=list)
    is_taken: bool = True


@dataclass(frozen=True)
class _Known:
    """What rows may name."""

    areas: Mapping[str, Area]
    departments: Mapping[str, Sequence[Organization]]
    issues: Mapping[str, Sequence[Issue]]


@transaction.atomic
def import_ledger(*, content: bytes, takes_good: bool, actor: User, now: datetime) -> Outcome:
    """Take a table of investments, one line for each year and source; each waits for a second person.

    Of one that is there a change waits, with what the table does not tell kept. Raises NotAllowed.
    """
    if not permissions.areas_run_by(actor):
        raise NotAllowed
    groups, outcome = _read(content)
    known = _known(timezone.localdate(now))
    undo = transaction.savepoint()
    there = Investment.objects.select_related("area", "department").in_bulk(list(groups), field_name="code")
    for code, rows in groups.items():
        _take(there.get(code), rows, known, outcome, actor=actor, now=now)
    outcome.faults.sort(key=lambda fault: fault.row)
    is_readable = not any(fault.row == 0 for fault in outcome.faults)
    outcome.is_taken = not outcome.faults or (takes_good and is_readable)
    if not outcome.is_taken:
        outcome.added = outcome.changed = outcome.same = 0
        transaction.savepoint_rollback(undo)
        return outcome
    transaction.savepoint_commit(undo)
    details = {"added": outcome.added, "changed": outcome.changed}
    audit.record("budgeting.ledger_imported", actor=actor, subject=actor, at=now, details=details)
    return outcome


def _take(
    there: Investment | None,
    rows: Sequence[tuple[int, Row]],
    known: _Known,
    outcome: Outcome,
    *,
    actor: User,
    now: datetime,
) -> None:
    line = rows[0][0]
    draft, faults = _draft(rows, known, there)
    if draft is None:
        outcome.faults += faults
        return
    try:
        if there is None:
            with transaction.atomic():
                write_investment(draft=draft, actor=actor, now=now)
            outcome.added += 1
        else:
            with transaction.atomic():
                change_investment(investment=there, draft=draft, reason=_("表の取り込み"), actor=actor, now=now)
            outcome.changed += 1
    except errors.NothingChanged:
        outcome.same += 1
    except NotAllowed:
        outcome.faults.append(
            RowFault(line, _("この区域の行を書く役割がありません。受け持ちの区の行だけにしてください。"))
        )
    except Refusal as refused:
        outcome.faults.append(RowFault(line, str(words_for(refused))))


def _draft(
    rows: Sequence[tuple[int, Row]], known: _Known, there: Investment | None
) -> tuple[InvestmentDraft | None, list[RowFault]]:
    """What the lines of one investment say together, or all that is wrong with them."""
    faults: list[RowFault] = []
    line, first = rows[0]
    for other, row in rows[1:]:
        differs = [HEADINGS[name][0] for name in HEADINGS if name not in MONEY and row[name] not in ("", first[name])]
        if differs:
            told = {"line": line, "names": "、".join(differs)}
            words = (
                _("同じ番号の%(line)d行目と、%(names)sが違います。そろえるか、二行目からは空にしてください。") % told
            )
            faults.append(RowFault(other, words))
    said: dict[str, Any] = {name: first[name] for name in ("code", "title", "purpose", "expected")}
    said |= {name: first[name] for name in ("proposer_words", "decision_words")}
    for name, choices in CHOICES.items():
        said[name] = _choice(first[name], choices)
        if said[name] is None:
            faults.append(_unread(line, name, first[name], "、".join(map(str, choices.labels))))
    said["area"] = known.areas.get(first["area"])
    if said["area"] is None and first["area"] not in WHOLE_CITY:
        faults.append(RowFault(line, _("区域「%(area)s」は登録されていません。") % {"area": first["area"]}))
    said["decided_on"] = read_day(first["decided_on"])
    said["carried_out_on"] = read_day(first["carried_out_on"]) if first["carried_out_on"] else None
    if said["decided_on"] is None:
        faults.append(_unread(line, "decided_on", first["decided_on"], "2026-04-01"))
    if first["carried_out_on"] and said["carried_out_on"] is None:
        faults.append(_unread(line, "carried_out_on", first["carried_out_on"], "2026-04-01"))
    said["department"] = _department(line, first["department"], said["area"], known, faults)
    said["issues"] = _issues(line, first["issues"], known, faults)
    said["amounts"] = tuple(filter(None, (_amount(number, row, faults) for number, row in rows)))
    if faults:
        return None, faults
    if there is not None:
        kept = draft_of(there)
        said |= {"policies": kept.policies, "places": kept.places, "project": kept.project}
    return InvestmentDraft(**said), []


def _department(line: int, name: str, area: Area | None, known: _Known, faults: list[RowFault]) -> Organization | None:
    found = known.departments.get(name, ())
    near = [one for one in found if one.area_id == (area.pk if area else None)]
    chosen = near or (list(found) if len(found) == 1 else [])
    if chosen:
        return chosen[0]
    words = (
        _("担当課「%(name)s」が二つ以上あります。区域を書くか、名前を直してください。")
        if found
        else _("担当課「%(name)s」は登録されていません。団体の台帳にある名前で書いてください。")
    )
    faults.append(RowFault(line, words % {"name": name}))
    return None


def _issues(line: int, typed: str, known: _Known, faults: list[RowFault]) -> tuple[Issue, ...]:
    found: list[Issue] = []
    for code in filter(None, (part.strip() for part in typed.replace("；", ";").split(";"))):
        issues = known.issues.get(code, ())
        if not issues:
            faults.append(RowFault(line, _("論点の番号「%(code)s」は見つかりません。") % {"code": code}))
        found += issues[-1:]
    return tuple(found)


def _amount(line: int, row: Row, faults: list[RowFault]) -> AmountDraft | None:
    year = _whole((western_year(row["fiscal_year"]) or row["fiscal_year"]).removesuffix("度").removesuffix("年"))
    source = _choice(row["source"], MoneySource)
    planned = _whole(row["planned_yen"].removesuffix("円"))
    settled = _whole(row["settled_yen"].removesuffix("円")) if row["settled_yen"] else None
    before = len(faults)
    if year is None:
        faults.append(_unread(line, "fiscal_year", row["fiscal_year"], "2026"))
    if source is None:
        faults.append(_unread(line, "source", row["source"], "、".join(map(str, MoneySource.labels))))
    if planned is None:
        faults.append(_unread(line, "planned_yen", row["planned_yen"], "1500000"))
    if row["settled_yen"] and settled is None:
        faults.append(_unread(line, "settled_yen", row["settled_yen"], "1500000"))
    if len(faults) > before or year is None or planned is None:
        return None
    return AmountDraft(year, source, planned, settled)


def _unread(line: int, name: str, value: str, example: str) -> RowFault:
    told = {"name": HEADINGS[name][0], "value": value[:40], "example": example}
    if not value:
        return RowFault(line, _("「%(name)s」が空です。%(example)s のように書いてください。") % told)
    return RowFault(line, _("「%(name)s」の「%(value)s」が読めません。%(example)s のように書いてください。") % told)


def _choice(typed: str, choices: Any) -> Any:
    plain = typed.replace("(", "（").replace(")", "）")
    return next((one for one in choices if plain in (str(one.label), str(one.value))), None)


def _whole(typed: str) -> int | None:
    plain = unicodedata.normalize("NFKC", typed).replace(",", "").strip()
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) <= 14 else None


def _known(day: date) -> _Known:
    """Three queries."""
    departments: dict[str, list[Organization]] = defaultdict(list)
    for one in Organization.objects.departments().standing(day):
        departments[one.name].append(one)
    issues: dict[str, list[Issue]] = defaultdict(list)
    for issue in Issue.objects.standing().order_by("process", "pk"):
        issues[issue.code].append(issue)
    areas = {key: area for area in Area.objects.wards() for key in (area.code, area.name)}
    return _Known(areas, departments, issues)


def _read(content: bytes) -> tuple[dict[str, list[tuple[int, Row]]], Outcome]:
    """The lines under our own headings, by number; what cannot be read at all is a fault of the file."""
    outcome = Outcome()
    if len(content) > BYTES_AT_MOST:
        outcome.faults.append(RowFault(0, _("ファイルが大きすぎます。5MBまでに分けてください。")))
        return {}, outcome
    try:
        sheet = open_sheet(content, rows_at_most=ROWS_AT_MOST)
    except FaultySheet as faulty:
        outcome.faults += [RowFault(0, file_fault_words(fault, rows_at_most=ROWS_AT_MOST)) for fault in faulty.faults]
        return {}, outcome
    columns = {
        name: next((column for column in sheet.header if _plain(column) in map(_plain, names)), None)
        for name, names in HEADINGS.items()
    }
    for name in NEEDED:
        if columns[name] is None:
            outcome.faults.append(RowFault(0, _("「%(name)s」の列がありません。") % {"name": HEADINGS[name][0]}))
    if outcome.faults:
        return {}, outcome
    outcome.faults += [RowFault(fault.row or 0, row_fault_words(fault)) for fault in sheet.faults]
    groups: dict[str, list[tuple[int, Row]]] = defaultdict(list)
    for line, values in sheet.rows:
        row = {name: values[column].strip().removeprefix("'") if column else "" for name, column in columns.items()}
        if row["code"]:
            groups[row["code"]].append((line, row))
        else:
            outcome.faults.append(
                RowFault(line, _("「番号」が空です。事業ごとに、ほかと重ならない番号を書いてください。"))
            )
    if not sheet.rows and not outcome.faults:
        outcome.faults.append(RowFault(0, _("見出しのほかに行がありません。")))
    return groups, outcome


def _plain(heading: str) -> str:
    return unicodedata.normalize("NFKC", heading).strip().casefold()
