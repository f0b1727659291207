"""Tables of issues and of policies: all faults are told at once, and a table taken twice changes nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from jukugi.apps.accounts.models import User
from jukugi.apps.areas.enums import AreaLevel
from jukugi.apps.areas.models import Area
from jukugi.apps.issues import errors, permissions
from jukugi.apps.issues.actions.policies import PolicyWords, save_words
from jukugi.apps.issues.actions.standing import one_at_a_time
from jukugi.apps.issues.actions.words import checked_title, checked_words
from jukugi.apps.issues.enums import IssueLevel
from jukugi.apps.issues.models import Issue, Policy
from jukugi.apps.issues.policies import is_below
from jukugi.apps.processes.models import Process
from jukugi.apps.processes.policies import check_is_running
from jukugi.core.text import one_line
from jukugi.kit import audit
from jukugi.kit.errors import Refusal, words_for
from jukugi.kit.sheets import FaultySheet, Sheet, file_fault_words, open_sheet, row_fault_words

ROWS_AT_MOST = 10_000
CODE_LIMIT = 40
# What a column may be called in a table, by what it means here.
ISSUE_HEADINGS = {
    "code": ("id", "code", "番号"),
    "title": ("name", "title", "名前", "論点"),
    "description": ("description", "説明"),
    "keywords": ("keywords", "手がかりの語"),
    "level": ("level", "広さ"),
    "area": ("area", "区域"),
    "parent": ("parent", "parent_id", "上の論点"),
}
POLICY_HEADINGS = {
    "code": ("id", "code", "番号"),
    "name": ("name", "名前", "施策"),
    "started": ("started", "始まり"),
    "ended": ("ended", "終わり"),
    "aim": ("aim", "ねらい"),
    "level": ("level", "広さ"),
    "legal_basis": ("legal_basis", "根拠"),
    "figures": ("known_figures", "figures", "分かっている数"),
    "source": ("source", "出典"),
    "note": ("note", "注"),
}
NEEDED = ("code", "level")
LEVELS = {str(level.label): level for level in IssueLevel} | {str(level.value): level for level in IssueLevel}
Row = dict[str, str]


@dataclass(frozen=True)
class RowFault:
    """What is wrong with a row of the file (the heading is 1), in words; row 0 is the file as a whole."""

    row: int
    words: str


@dataclass
class Outcome:
    """What became of a table: rows that were new, that changed something, that stood there already; and the faults.

    ``is_taken``: something may have been written.
    """

    added: int = 0
    changed: int = 0
    same: int = 0
    faults: list[RowFault] = field(default_factory=list)
    is_taken: bool = True


@transaction.atomic
def import_issues(*, process: Process, content: bytes, takes_good: bool, actor: User, now: datetime) -> Outcome:
    """Take a table of issues. With faults nothing is taken, or the good rows (``takes_good``).

    An issue is known by its number: words and keywords of one that is there are changed, nothing else of it. Raises
    NotAllowed or ProcessFinished.
    """
    permissions.check_can_edit(actor)
    check_is_running(process)
    rows, outcome = _read(content, ISSUE_HEADINGS, "title")
    one_at_a_time(process)
    known = {issue.code: issue for issue in process.issues.all()}
    good = _good_issues(rows, known, outcome)
    if _gives_up(outcome, takes_good):
        return outcome
    last = process.issues.aggregate(last=Max("position"))["last"] or 0
    for number, row in enumerate(good, start=1):
        issue = known.get(row.code)
        if issue is None:
            parent = known.get(row.parent)
            known[row.code] = Issue.objects.create(process=process, parent=parent, position=last + number, **row.fields)
            outcome.added += 1
        elif changed := [name for name in ("description", "keywords") if getattr(issue, name) != row.fields[name]]:
            Issue.objects.filter(pk=issue.pk).update(**{name: row.fields[name] for name in changed})
            audit.record("issues.edited", actor=actor, subject=issue, at=now, details={"changed": changed})
            outcome.changed += 1
        else:
            outcome.same += 1
    details = {"added": outcome.added, "changed": outcome.changed}
    audit.record("issues.imported", actor=actor, subject=process, at=now, details=details)
    return outcome


@transaction.atomic
def import_policies(*, content: bytes, takes_good: bool, actor: User, now: datetime) -> Outcome:
    """Take a table of policies into the register; of one that is there who does what and what it asks stays.

    Raises NotAllowed.
    """
    permissions.check_can_edit(actor)
    rows, outcome = _read(content, POLICY_HEADINGS, "name")
    known = {policy.code: policy for policy in Policy.objects.select_related("department")}
    is_counted = {True: "added", False: "changed"}
    undo = transaction.savepoint()
    for line, row in rows:
        level = LEVELS.get(row["level"])
        if level is None:
            outcome.faults.append(RowFault(line, _level_words(row["level"])))
            continue
        policy = known.get(one_line(row["code"]))
        department = policy.department if policy is not None else None
        try:
            words = PolicyWords(**{**row, "level": level, "department": department})  # type: ignore[arg-type]
            saved, changed = save_words(policy, words, actor=actor, now=now)
        except Refusal as refused:
            outcome.faults.append(RowFault(line, str(words_for(refused))))
            continue
        if policy is not None and not changed:
            outcome.same += 1
        else:
            name = is_counted[policy is None]
            setattr(outcome, name, getattr(outcome, name) + 1)
        known[saved.code] = saved
    if _gives_up(outcome, takes_good):
        outcome.added = outcome.changed = outcome.same = 0
        transaction.savepoint_rollback(undo)
        return outcome
    transaction.savepoint_commit(undo)
    return outcome


@dataclass(frozen=True)
class _IssueRow:
    line: int
    code: str
    parent: str
    fields: dict[str, Any]


def _gives_up(outcome: Outcome, takes_good: bool) -> bool:
    outcome.faults.sort(key=lambda fault: fault.row)
    outcome.is_taken = not outcome.faults or (takes_good and not any(fault.row == 0 for fault in outcome.faults))
    return not outcome.is_taken


def _read(content: bytes, headings: Mapping[str, Sequence[str]], name: str) -> tuple[list[tuple[int, Row]], Outcome]:
    """The rows under our own headings, each number once; what cannot be read at all is a fault of the file."""
    outcome = Outcome()
    try:
        sheet = open_sheet(content, rows_at_most=ROWS_AT_MOST)
    except FaultySheet as faulty:
        outcome.faults += [RowFault(0, file_fault_words(fault, rows_at_most=ROWS_AT_MOST)) for fault in faulty.faults]
        return [], outcome
    columns = {
        meaning: next((column for column in sheet.header if column.strip().lower() in names), None)
        for meaning, names in headings.items()
    }
    for meaning in (*NEEDED, name):
        if columns[meaning] is None:
            words = _("「%(name)s」の列がありません。") % {"name": "／".join(headings[meaning])}
            outcome.faults.append(RowFault(0, words))
    if outcome.faults:
        return [], outcome
    outcome.faults += [RowFault(fault.row or 0, row_fault_words(fault)) for fault in sheet.faults]
    return _once(sheet, columns, outcome), outcome


def _once(sheet: Sheet, columns: Mapping[str, str | None], outcome: Outcome) -> list[tuple[int, Row]]:
    first: dict[str, int] = {}
    rows: list[tuple[int, Row]] = []
    for line, values in sheet.rows:
        row = {meaning: values[column].strip() if column else "" for meaning, column in columns.items()}
        code = one_line(row["code"])
        if not code or len(code) > CODE_LIMIT:
            outcome.faults.append(RowFault(line, str(words_for(errors.CodeMissing()))))
        elif code in first:
            words = _("番号「%(code)s」は、%(row)d行目にもあります。") % {"code": code, "row": first[code]}
            outcome.faults.append(RowFault(line, words))
        else:
            first[code] = line
            rows.append((line, {**row, "code": code}))
    return rows


def _good_issues(rows: Sequence[tuple[int, Row]], known: Mapping[str, Issue], outcome: Outcome) -> list[_IssueRow]:
    """The rows without a fault, parents before their parts; a part of a faulty row is faulty too."""
    areas = {key: area for area in Area.objects.all() for key in (area.code, area.name)}
    found: dict[str, _IssueRow] = {}
    for line, row in rows:
        try:
            found[row["code"]] = _issue_row(line, row, known.get(row["code"]), areas)
        except _Fault as fault:
            outcome.faults.append(RowFault(line, fault.words))
        except Refusal as refused:
            outcome.faults.append(RowFault(line, str(words_for(refused))))
    ordered: dict[str, _IssueRow] = {}
    waiting = dict(found)
    while ready := {c: r for c, r in waiting.items() if not r.parent or r.parent in ordered or r.parent in known}:
        for code, row_ in ready.items():
            del waiting[code]
            parent = (
                ordered[row_.parent].fields["level"] if row_.parent in ordered else _level_of(known.get(row_.parent))
            )
            if code not in known and parent is not None and is_below(parent, row_.fields["level"]):
                words = _("上の論点「%(parent)s」のほうが狭い広さです。") % {"parent": row_.parent}
                outcome.faults.append(RowFault(row_.line, words))
                continue
            ordered[code] = row_
    for row_ in waiting.values():
        words = _("上の論点「%(parent)s」が見つからないか、その行にまちがいがあるか、ひと回りしています。")
        outcome.faults.append(RowFault(row_.line, words % {"parent": row_.parent}))
    return list(ordered.values())


def _issue_row(line: int, row: Row, there: Issue | None, areas: Mapping[str, Area]) -> _IssueRow:
    """A row that can be taken. Raises _Fault, or the refusals of words."""
    level = LEVELS.get(row["level"])
    if level is None:
        raise _Fault(_level_words(row["level"]))
    area = areas.get(row["area"]) if row["area"] else None
    if row["area"] and area is None:
        raise _Fault(_("区域「%(area)s」は登録されていません。") % {"area": row["area"]})
    if area is not None and level == IssueLevel.SHIIKI and area.level != AreaLevel.CITY:
        raise _Fault(_("市域の論点に、区や学校区は付けられません。"))
    area = None if area is not None and area.level == AreaLevel.CITY else area
    fields = {
        "code": row["code"],
        "title": checked_title(row["title"]),
        "description": checked_words(row["description"]),
        "keywords": one_line(checked_words(row["keywords"])),
        "level": level,
        "area": area,
    }
    if there is not None:
        if there.ended_at is not None:
            raise errors.IssueEnded(issue=there.title)
        differs = [
            words
            for name, words in (("title", _("名前")), ("level", _("広さ")), ("area", _("区域")))
            if getattr(there, name) != fields[name]
        ]
        if differs:
            words = _(
                "この番号の論点はすでにあり、%(what)sが違います。取り込みで変えられるのは、説明と手がかりの語だけです。"
            )
            raise _Fault(words % {"what": "、".join(differs)})
    return _IssueRow(line, row["code"], "" if there is not None else one_line(row["parent"]), fields)


class _Fault(Exception):
    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


def _level_of(issue: Issue | None) -> IssueLevel | None:
    return IssueLevel(issue.level) if issue is not None else None


def _level_words(value: str) -> str:
    words = _("広さ「%(level)s」が読めません。地域、区域、市域、個別のどれかにしてください。")
    return words % {"level": value}
