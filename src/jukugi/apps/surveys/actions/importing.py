"""A table of finished sheets: brought, looked at, taken in chunks by a job, or given up."""

import hashlib
import json
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.accounts.models import User
from jukugi.apps.opinions.errors import (
    ImportDecided,
    ImportFileRefused,
    ImportFileTooLarge,
    ImportNotChecked,
    ImportNotTaking,
    ImportWithoutGoodRows,
)
from jukugi.apps.opinions.policies import (
    IMPORT_BYTES_AT_MOST,
    IMPORT_ROWS_AT_MOST,
    IMPORT_STANDS_STILL_AFTER,
    IMPORT_WAITS_FOR,
)
from jukugi.apps.surveys import errors, permissions, policies
from jukugi.apps.surveys.actions.answering import Answering, take_known
from jukugi.apps.surveys.enums import TEXT_LIMIT, ImportState
from jukugi.apps.surveys.models import AnswerSheet, Audience, Question, SheetFault, SheetImport
from jukugi.apps.surveys.queries.asking import as_questionnaire, question_rows
from jukugi.core.fiscal_year import read_day
from jukugi.core.questionnaire import Answers, Questionnaire
from jukugi.core.questionnaire.columns import Column, Meaning, read_row
from jukugi.kit import audit, jobs
from jukugi.kit.sheets import FaultySheet, Sheet, open_sheet
from jukugi.kit.sheets import SheetFault as FileFault

CHUNK = 100
JOB = "surveys.take_rows"
FILE_NAME_LIMIT = 200
NUMBER_LIMIT = 80


@dataclass(frozen=True)
class SheetMeaning:
    """What the columns of a table are, by their headings; and the day of all rows that tell none."""

    columns: Mapping[str, str]
    day: str = ""

    def as_json(self) -> dict[str, Any]:
        return {"columns": dict(self.columns), "day": self.day}

    @property
    def read(self) -> dict[str, Column]:
        return {name: Column.read(kept) for name, kept in self.columns.items()}


@dataclass(frozen=True)
class ReadSheet:
    """One row as it will be taken: answers and the day, or all that is wrong: (column, code, params)."""

    line: int
    key: str = ""
    answers: Answers = field(default_factory=dict)
    received_on: date | None = None
    faults: tuple[tuple[str, str, dict[str, Any]], ...] = ()


@transaction.atomic
def bring_sheets(
    *, audience: Audience, channel: Channel, file_name: str, content: bytes, actor: User, now: datetime
) -> SheetImport:
    """Put a table down to be looked at; nothing of it is taken yet.

    Raises NotAllowed, SurveyNotInState, ImportFileTooLarge, ImportFileRefused.
    """
    survey = audience.survey
    permissions.check_can_key(actor, survey)
    if survey.opened_at is None or survey.is_withdrawn:
        raise errors.SurveyNotInState(state=survey.get_state_display())
    if len(content) > IMPORT_BYTES_AT_MOST:
        raise ImportFileTooLarge
    sheet = _opened(content)
    brought = SheetImport.objects.create(
        survey=survey,
        audience=audience,
        channel=channel,
        file_name=file_name[-FILE_NAME_LIMIT:],
        file_digest=hashlib.sha256(content).hexdigest(),
        content=_packed(sheet),
        rows=len(sheet.rows) + len(sheet.faults),
        actor_key=actor.actor_key,
        brought_at=now,
        moved_at=now,
    )
    _record("brought", brought, actor=actor, now=now, rows=brought.rows)
    return brought


@transaction.atomic
def check_sheets(*, sheet_import: SheetImport, meaning: SheetMeaning, actor: User, now: datetime) -> SheetImport:
    """Say which column is what, and find all that is faulty then. Raises NotAllowed or ImportDecided."""
    permissions.check_can_key(actor, sheet_import.survey)
    waiting = _waiting(sheet_import)
    rows = list(rows_of(waiting, meaning, question_rows(waiting.survey), now=now))
    known = _known([row.key for row in rows if not row.faults])
    waiting.mapping = meaning.as_json()
    waiting.faulty = sum(bool(row.faults) for row in rows)
    waiting.known = sum(not row.faults and row.key in known for row in rows)
    waiting.checked_at = waiting.moved_at = now
    waiting.save(update_fields=["mapping", "faulty", "known", "checked_at", "moved_at"])
    waiting.faults.all().delete()
    _keep_faults(waiting, rows, with_values=True)
    return waiting


@transaction.atomic
def take_sheets(*, sheet_import: SheetImport, actor: User, now: datetime) -> SheetImport:
    """Let the good rows be taken, after the response, by a job.

    Raises NotAllowed, ImportDecided, ImportNotChecked or ImportWithoutGoodRows.
    """
    permissions.check_can_key(actor, sheet_import.survey)
    waiting = _waiting(sheet_import)
    if not waiting.mapping:
        raise ImportNotChecked
    if waiting.rows - waiting.faulty - waiting.known < 1:
        raise ImportWithoutGoodRows
    waiting.faults.all().delete()
    waiting.state = ImportState.TAKING
    waiting.done = waiting.taken = waiting.known = waiting.faulty = 0
    waiting.decided_by, waiting.decided_at, waiting.moved_at = actor.actor_key, now, now
    waiting.save(update_fields=["state", "done", "taken", "known", "faulty", "decided_by", "decided_at", "moved_at"])
    _record("decided", waiting, actor=actor, now=now, rows=waiting.rows)
    jobs.defer(JOB, import_pk=waiting.pk)
    return waiting


@transaction.atomic
def give_up_sheets(*, sheet_import: SheetImport, actor: User, now: datetime) -> SheetImport:
    """Take nothing, or nothing more: what was taken so far stays. Raises NotAllowed or ImportDecided."""
    permissions.check_can_key(actor, sheet_import.survey)
    current = SheetImport.objects.select_for_update(of=("self",)).get(pk=sheet_import.pk)
    if current.state not in (ImportState.CHECKING, ImportState.TAKING):
        raise ImportDecided(state=current.get_state_display())
    _end(current, ImportState.GIVEN_UP, decided_by=actor.actor_key, now=now)
    _record("given_up", current, actor=actor, now=now, taken=current.taken, rows=current.rows)
    return current


@transaction.atomic
def resume_sheets(*, sheet_import: SheetImport, actor: User, now: datetime) -> None:
    """Have the job go on where a worker died. Two at once do no harm. Raises NotAllowed or ImportNotTaking."""
    permissions.check_can_key(actor, sheet_import.survey)
    current = SheetImport.objects.select_for_update(of=("self",)).defer("content").get(pk=sheet_import.pk)
    if current.state != ImportState.TAKING:
        raise ImportNotTaking(state=current.get_state_display())
    _resume(current, now=now)


def look_after_sheets(*, now: datetime) -> None:
    """Go on with what a dead worker left. One query at rest."""
    still = now - IMPORT_STANDS_STILL_AFTER
    for left in SheetImport.objects.filter(state=ImportState.TAKING, moved_at__lte=still).defer("content"):
        with transaction.atomic():
            _resume(left, now=now)


@transaction.atomic
def give_up_old_sheets(*, now: datetime, kept: timedelta = IMPORT_WAITS_FOR) -> int:
    """Put away tables on which nobody decided for so long: they may hold names. Returns how many."""
    old = list(SheetImport.objects.filter(state=ImportState.CHECKING, moved_at__lte=now - kept).defer("content"))
    for forgotten in old:
        _end(forgotten, ImportState.GIVEN_UP, decided_by="", now=now)
        _record("given_up", forgotten, actor=None, now=now, taken=0, rows=forgotten.rows)
    return len(old)


def take_rows(*, import_pk: int, clock: Callable[[], datetime]) -> None:
    """Take the rows of a decided table that were not reached yet, chunk by chunk, each in one transaction.

    Safe to run twice, also at the same time: how far it is, is written with the rows.
    """
    found = SheetImport.objects.select_related("survey__process", "survey__call", "audience").filter(pk=import_pk)
    brought = found.first()
    if brought is None or brought.state != ImportState.TAKING or brought.decided_at is None:
        return
    actor = User.objects.filter(actor_key=brought.decided_by).first()
    questions = question_rows(brought.survey)
    rows = list(rows_of(brought, SheetMeaning(**brought.mapping), questions, now=brought.decided_at))
    while _take_next(brought, rows, questions, actor, now=clock()):
        pass


def rows_of(
    brought: SheetImport, meaning: SheetMeaning, questions: list[Question], *, now: datetime
) -> Iterator[ReadSheet]:
    """Every row of the table as it will be taken, in the order of the table. No query."""
    sheet = sheet_of(brought)
    questionnaire, columns = as_questionnaire(questions), meaning.read
    numbers = [name for name, column in columns.items() if column.meaning is Meaning.NUMBER]
    told = Counter(_number(row, numbers) for _line, row in sheet.rows)
    read = {line: _read(brought, line, row, columns, meaning, questionnaire, told, now) for line, row in sheet.rows}
    broken = {fault.row or 0: fault for fault in sheet.faults}
    for line in sorted([*read, *broken]):
        if line in read:
            yield read[line]
        else:
            fault = broken[line]
            yield ReadSheet(line, faults=((fault.column or "", fault.code, {}),))


def sheet_of(brought: SheetImport) -> Sheet:
    """The table of an import that has not ended, as it was read. No query."""
    kept = json.loads(zlib.decompress(bytes(brought.content)))
    header = tuple(kept["header"])
    rows = tuple((line, dict(zip(header, values, strict=True))) for line, values in kept["rows"])
    return Sheet(header, rows, tuple(FileFault(*fault) for fault in kept["faults"]))


def _read(
    brought: SheetImport,
    line: int,
    row: Mapping[str, str],
    columns: Mapping[str, Column],
    meaning: SheetMeaning,
    questionnaire: Questionnaire,
    told: Counter[str],
    now: datetime,
) -> ReadSheet:
    answers, unfit = read_row(questionnaire, brought.audience.code, columns, row, text_limit=TEXT_LIMIT)
    faults = [(fault.column, fault.code, {**fault.params, "value": fault.value}) for fault in unfit]
    numbers = [name for name, column in columns.items() if column.meaning is Meaning.NUMBER]
    number = _number(row, numbers)
    if len(number) > NUMBER_LIMIT:
        faults.append((numbers[0], "number_long", {"length": len(number), "limit": NUMBER_LIMIT}))
    elif number and told[number] > 1:
        faults.append((numbers[0], "number_repeated", {"value": number}))
    day_column = next((name for name, column in columns.items() if column.meaning is Meaning.DAY), "")
    written = row.get(day_column, "").strip() or meaning.day
    day = read_day(written)
    if code := _day_fault(brought, written, day, now):
        faults.append((day_column, code, {"value": written[:40]}))
    if faults:
        return ReadSheet(line, faults=tuple(faults))
    parts = ("number", number) if number else (brought.file_digest, str(line))
    key = hashlib.sha256("\x1f".join(("sheet", str(brought.survey_id), *parts)).encode()).hexdigest()
    return ReadSheet(line, key, answers, day)


def _day_fault(brought: SheetImport, written: str, day: date | None, now: datetime) -> str:
    if not written:
        return "day_empty"
    if day is None:
        return "day_unreadable"
    if day > timezone.localdate(now):
        return "day_future"
    return "" if policies.takes_at(brought.survey, _noon(day)) else "day_outside"


def _number(row: Mapping[str, str], names: Sequence[str]) -> str:
    return row.get(names[0], "").strip() if names else ""


def _noon(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(12)))


def _take_next(
    brought: SheetImport, rows: Sequence[ReadSheet], questions: list[Question], actor: User | None, *, now: datetime
) -> bool:
    """One chunk; whether there is another."""
    with transaction.atomic():
        locked = SheetImport.objects.select_for_update(of=("self",)).defer("content")
        current = locked.filter(pk=brought.pk, state=ImportState.TAKING).first()
        if current is None:
            return False
        chunk = rows[current.done : current.done + CHUNK]
        known = _known([row.key for row in chunk if not row.faults])
        faulty = [row for row in chunk if row.faults or actor is None]
        new = [row for row in chunk if not row.faults and actor is not None and row.key not in known]
        for row in new:
            assert actor is not None
            _keep(brought, row, questions, actor, now)
        _keep_faults(current, faulty, with_values=False)
        current.done += len(chunk)
        current.taken += len(new)
        current.faulty += len(faulty)
        current.known += len(chunk) - len(new) - len(faulty)
        current.moved_at = now
        if current.done == current.rows:
            _end(current, ImportState.DONE, decided_by="", now=now)
            counts = {"taken": current.taken, "known": current.known, "faulty": current.faulty}
            _record("imported", current, actor=None, now=now, rows=current.rows, **counts)
        else:
            current.save(update_fields=["done", "taken", "known", "faulty", "moved_at"])
        return current.state == ImportState.TAKING


def _keep(brought: SheetImport, row: ReadSheet, questions: list[Question], actor: User, now: datetime) -> None:
    assert row.received_on is not None
    answering = Answering(
        audience=brought.audience,
        answers=row.answers,
        channel=Channel(brought.channel),
        received_at=_noon(row.received_on),
        sent_key=row.key,
        sheet_import=brought,
        import_row=row.line,
    )
    take_known(answering=answering, questions=questions, actor=actor, now=now)


def _known(keys: Sequence[str]) -> set[str]:
    """Those of the keys that were taken before. A query for each thousand."""
    found: set[str] = set()
    for start in range(0, len(keys), 1_000):
        some = keys[start : start + 1_000]
        found.update(AnswerSheet.objects.filter(sent_key__in=some).values_list("sent_key", flat=True))
    return found


def _opened(content: bytes) -> Sheet:
    try:
        sheet = open_sheet(content, rows_at_most=IMPORT_ROWS_AT_MOST)
    except FaultySheet as error:
        first = error.faults[0]
        raise ImportFileRefused(code=first.code, row=first.row or 1, column=(first.column or "")[:40]) from error
    if not sheet.rows and not sheet.faults:
        raise ImportFileRefused(code="no_rows")
    return sheet


def _packed(sheet: Sheet) -> bytes:
    kept = {
        "header": sheet.header,
        "rows": [(line, list(values.values())) for line, values in sheet.rows],
        "faults": [(fault.code, fault.row, fault.column, fault.value) for fault in sheet.faults],
    }
    return zlib.compress(json.dumps(kept, ensure_ascii=True, separators=(",", ":")).encode())


def _waiting(sheet_import: SheetImport) -> SheetImport:
    related = SheetImport.objects.select_for_update(of=("self",)).select_related("survey__process", "audience")
    current = related.get(pk=sheet_import.pk)
    if current.state != ImportState.CHECKING:
        raise ImportDecided(state=current.get_state_display())
    return current


def _end(brought: SheetImport, state: ImportState, *, decided_by: str, now: datetime) -> None:
    """The table goes, and what stood in its faulty cells."""
    brought.state, brought.content = state, b""
    brought.ended_at = brought.moved_at = now
    if brought.decided_at is None:
        brought.decided_by, brought.decided_at = decided_by, now
        brought.faults.all().delete()
    brought.save()


def _resume(brought: SheetImport, *, now: datetime) -> None:
    brought.moved_at = now
    brought.save(update_fields=["moved_at"])
    jobs.defer(JOB, import_pk=brought.pk)


def _keep_faults(brought: SheetImport, rows: Iterable[ReadSheet], *, with_values: bool) -> None:
    SheetFault.objects.bulk_create(
        (
            SheetFault(
                sheet_import=brought,
                row=row.line,
                column=column[:200],
                code=code,
                params={name: value for name, value in params.items() if with_values or name != "value"},
            )
            for row in rows
            for column, code, params in row.faults
        ),
        batch_size=1_000,
    )


def _record(what: str, brought: SheetImport, *, actor: User | None, now: datetime, **details: int) -> None:
    audit.record(f"surveys.table_{what}", actor=actor, subject=brought, at=now, details=details)
