"""A table of opinions: brought, looked at, taken in chunks by a job, or given up."""

import hashlib
import json
import zlib
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from jukugi.apps.accounts.actions import add_participants
from jukugi.apps.accounts.models import User
from jukugi.apps.opinions import permissions, policies
from jukugi.apps.opinions.actions.import_rows import (
    Draft,
    Meaning,
    Row,
    held_against,
    kept_before,
    rows_of,
    surroundings_of,
)
from jukugi.apps.opinions.actions.indexing import index_letters
from jukugi.apps.opinions.actions.sending import take_for_call
from jukugi.apps.opinions.enums import RECEIPT_KIND, ImportState
from jukugi.apps.opinions.errors import (
    CallOfAnotherProcess,
    ImportDecided,
    ImportFileRefused,
    ImportFileTooLarge,
    ImportNotChecked,
    ImportNotTaking,
    ImportWithoutGoodRows,
)
from jukugi.apps.opinions.models import Call, ImportFault, Opinion, OpinionImport, Submission
from jukugi.apps.processes.models import Process
from jukugi.apps.processes.policies import check_is_running
from jukugi.kit import audit, jobs, receipts
from jukugi.kit.sheets import FaultySheet, Sheet, SheetFault, open_sheet

CHUNK = 200
JOB = "opinions.take_rows"
TRIES = 3
COLUMN_LIMIT = 100
FILE_NAME_LIMIT = 200


def bring_table(
    *,
    process: Process,
    file_name: str,
    content: bytes,
    actor: User,
    now: datetime,
    call: Call | None = None,
) -> OpinionImport:
    """Put a table down to be looked at; nothing of it is taken yet. ``call`` is what asked for all that is in it.

    Raises NotAllowed, ProcessFinished, CallOfAnotherProcess, ImportFileTooLarge, ImportFileRefused.
    """
    permissions.check_can_enter(actor)
    check_is_running(process)
    if call is not None and call.process_id != process.pk:
        raise CallOfAnotherProcess(call=call.title)
    if len(content) > policies.IMPORT_BYTES_AT_MOST:
        raise ImportFileTooLarge
    sheet = _opened(content)
    with transaction.atomic():
        opinion_import = OpinionImport.objects.create(
            process=process,
            call=call,
            file_name=file_name[-FILE_NAME_LIMIT:],
            file_digest=hashlib.sha256(content).hexdigest(),
            content=_packed(sheet),
            areas=sorted(permissions.areas_handled_by(actor), key=lambda area: area or 0),
            rows=len(sheet.rows) + len(sheet.faults),
            actor_key=actor.actor_key,
            brought_at=now,
            moved_at=now,
        )
        _record("brought", opinion_import, actor=actor, now=now, rows=opinion_import.rows)
    return opinion_import


@transaction.atomic
def check_table(*, opinion_import: OpinionImport, meaning: Meaning, actor: User, now: datetime) -> OpinionImport:
    """Say which column is what, and find all that is faulty then. Raises NotAllowed or ImportDecided.

    A fixed number of queries but for writing the faults down.
    """
    permissions.check_can_handle_import(actor, opinion_import)
    waiting = _waiting(opinion_import)
    kept = kept_before(waiting.process)
    rows = [
        held_against(row, kept.get(row.draft.sent_key) if row.draft else None, meaning)
        for row in rows_of(sheet_of(waiting), meaning, surroundings_of(waiting, now=now))
    ]
    waiting.mapping = meaning.as_json()
    waiting.faulty = sum(row.draft is None for row in rows)
    waiting.known = sum(row.draft is not None and row.draft.sent_key in kept for row in rows)
    waiting.checked_at = waiting.moved_at = now
    waiting.save(update_fields=["mapping", "faulty", "known", "checked_at", "moved_at"])
    waiting.faults.all().delete()
    _keep_faults(waiting, rows, with_values=True)
    return waiting


@transaction.atomic
def take_table(*, opinion_import: OpinionImport, actor: User, now: datetime) -> OpinionImport:
    """Let the good rows be taken, after the response, by a job.

    Raises NotAllowed, ImportDecided, ImportNotChecked or ImportWithoutGoodRows.
    """
    permissions.check_can_handle_import(actor, opinion_import)
    waiting = _waiting(opinion_import)
    if not waiting.mapping:
        raise ImportNotChecked
    if waiting.good < 1:
        raise ImportWithoutGoodRows
    waiting.faults.all().delete()  # each row is judged once more when it is taken
    waiting.state = ImportState.TAKING
    waiting.done = waiting.taken = waiting.known = waiting.faulty = 0
    waiting.decided_by, waiting.decided_at, waiting.moved_at = actor.actor_key, now, now
    waiting.save(update_fields=["state", "done", "taken", "known", "faulty", "decided_by", "decided_at", "moved_at"])
    _record("decided", waiting, actor=actor, now=now, rows=waiting.rows)
    jobs.defer(JOB, import_pk=waiting.pk)
    return waiting


@transaction.atomic
def give_up_table(*, opinion_import: OpinionImport, actor: User, now: datetime) -> OpinionImport:
    """Take nothing, or nothing more: what was taken so far stays. Raises NotAllowed or ImportDecided."""
    permissions.check_can_handle_import(actor, opinion_import)
    current = OpinionImport.objects.select_for_update().get(pk=opinion_import.pk)
    if current.state not in (ImportState.CHECKING, ImportState.TAKING):
        raise ImportDecided(state=current.get_state_display())
    _end(current, ImportState.GIVEN_UP, decided_by=actor.actor_key, now=now)
    _record("given_up", current, actor=actor, now=now, taken=current.taken, rows=current.rows)
    return current


@transaction.atomic
def resume_table(*, opinion_import: OpinionImport, actor: User, now: datetime) -> None:
    """Have the job go on where a worker died. Two at once do no harm. Raises NotAllowed or ImportNotTaking."""
    permissions.check_can_handle_import(actor, opinion_import)
    current = OpinionImport.objects.select_for_update().defer("content").get(pk=opinion_import.pk)
    if current.state != ImportState.TAKING:
        raise ImportNotTaking(state=current.get_state_display())
    _resume(current, now=now)


def look_after_tables(*, now: datetime) -> None:
    """Go on with what a dead worker left. One query at rest."""
    still = now - policies.IMPORT_STANDS_STILL_AFTER
    for left in OpinionImport.objects.filter(state=ImportState.TAKING, moved_at__lte=still).defer("content"):
        with transaction.atomic():
            _resume(left, now=now)


@transaction.atomic
def give_up_old_tables(*, now: datetime, kept: timedelta = policies.IMPORT_WAITS_FOR) -> int:
    """Put away tables on which nobody decided for so long: they may hold names. Returns how many."""
    old = list(OpinionImport.objects.filter(state=ImportState.CHECKING, moved_at__lte=now - kept).defer("content"))
    for forgotten in old:
        _end(forgotten, ImportState.GIVEN_UP, decided_by="", now=now)
        _record("given_up", forgotten, actor=None, now=now, taken=0, rows=forgotten.rows)
    return len(old)


def take_rows(*, import_pk: int, clock: Callable[[], datetime]) -> None:
    """Take the rows of a decided table that were not reached yet, chunk by chunk, each in one transaction.

    Safe to run twice, also at the same time: how far it is, is written with the rows. Ends quietly when the import was
    given up meanwhile. Five queries to prepare; a chunk takes the same number however many rows there are.
    """
    opinion_import = OpinionImport.objects.select_related("process", "call").filter(pk=import_pk).first()
    if opinion_import is None or opinion_import.state != ImportState.TAKING or opinion_import.decided_at is None:
        return
    meaning = Meaning(**opinion_import.mapping)
    around = surroundings_of(opinion_import, now=opinion_import.decided_at)
    rows = list(rows_of(sheet_of(opinion_import), meaning, around))
    while _take_chunk(import_pk, rows, meaning, now=clock()):
        pass
    jobs.defer("opinions.index")  # by their letters they are found at once, by their words a little later


def sheet_of(opinion_import: OpinionImport) -> Sheet:
    """The table of an import that has not ended, as it was read. No query."""
    kept = json.loads(zlib.decompress(bytes(opinion_import.content)))
    header = tuple(kept["header"])
    rows = tuple((line, dict(zip(header, values, strict=True))) for line, values in kept["rows"])
    return Sheet(header, rows, tuple(SheetFault(*fault) for fault in kept["faults"]))


def _opened(content: bytes) -> Sheet:
    try:
        sheet = open_sheet(content, rows_at_most=policies.IMPORT_ROWS_AT_MOST)
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


def _waiting(opinion_import: OpinionImport) -> OpinionImport:
    current = (
        OpinionImport.objects.select_for_update(of=("self",))
        .select_related("process", "call")
        .get(pk=opinion_import.pk)
    )
    if current.state != ImportState.CHECKING:
        raise ImportDecided(state=current.get_state_display())
    return current


def _end(opinion_import: OpinionImport, state: ImportState, *, decided_by: str, now: datetime) -> None:
    """The table goes, and what stood in its faulty cells."""
    opinion_import.state, opinion_import.content = state, b""
    opinion_import.ended_at = opinion_import.moved_at = now
    if opinion_import.decided_at is None:
        opinion_import.decided_by, opinion_import.decided_at = decided_by, now
        opinion_import.faults.all().delete()
    opinion_import.save()


def _resume(opinion_import: OpinionImport, *, now: datetime) -> None:
    opinion_import.moved_at = now
    opinion_import.save(update_fields=["moved_at"])
    jobs.defer(JOB, import_pk=opinion_import.pk)


def _take_chunk(import_pk: int, rows: Sequence[Row], meaning: Meaning, *, now: datetime) -> bool:
    """One chunk; whether there is another. Where another table brought the same row at this moment, once more."""
    for left in reversed(range(TRIES)):
        try:
            with transaction.atomic():
                return _take_next(import_pk, rows, meaning, now=now)
        except IntegrityError:
            if not left:
                raise
    return False


def _take_next(import_pk: int, rows: Sequence[Row], meaning: Meaning, *, now: datetime) -> bool:
    locked = OpinionImport.objects.select_for_update(of=("self",)).select_related("process", "call").defer("content")
    current = locked.filter(pk=import_pk, state=ImportState.TAKING).first()
    if current is None:
        return False
    chunk = rows[current.done : current.done + CHUNK]
    kept = kept_before(current.process, [row.draft.sent_key for row in chunk if row.draft])
    judged = [held_against(row, kept.get(row.draft.sent_key) if row.draft else None, meaning) for row in chunk]
    new = [(row.line, row.draft) for row in judged if row.draft and row.draft.sent_key not in kept]
    faulty = [row for row in judged if row.draft is None]
    _keep_opinions(current, new, now=now)
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


def _keep_opinions(opinion_import: OpinionImport, new: Sequence[tuple[int, Draft]], *, now: datetime) -> None:
    """Submissions with receipts, people and words, one for each row."""
    if not new:
        return
    numbers = receipts.issue_many(RECEIPT_KIND, len(new), now=now)
    people = add_participants(channels=[draft.channel for _line, draft in new], now=now)
    submissions = Submission.objects.bulk_create(
        Submission(
            process=opinion_import.process,
            call=opinion_import.call,
            receipt=number,
            channel=draft.channel,
            place=draft.place,
            ward=draft.ward,
            age_band=draft.age_band,
            author=person,
            received_at=draft.received_at,
            entered_at=now,
            entered_by=opinion_import.decided_by,
            sent_key=draft.sent_key,
            opinion_import=opinion_import,
            import_row=line,
            import_number=draft.number,
        )
        for (line, draft), number, person in zip(new, numbers, people, strict=True)
    )
    opinions = Opinion.objects.bulk_create(
        Opinion.of(submission, draft.words) for submission, (_line, draft) in zip(submissions, new, strict=True)
    )
    index_letters(opinions)
    take_for_call(opinion_import.call, opinions)


def _keep_faults(opinion_import: OpinionImport, rows: Iterable[Row], *, with_values: bool) -> None:
    ImportFault.objects.bulk_create(
        (
            ImportFault(
                opinion_import=opinion_import,
                row=row.line,
                column=fault.column[:COLUMN_LIMIT],
                code=fault.code,
                params={name: value for name, value in fault.params.items() if with_values or name != "value"},
            )
            for row in rows
            for fault in row.faults
        ),
        batch_size=1000,
    )


def _record(what: str, opinion_import: OpinionImport, *, actor: User | None, now: datetime, **details: int) -> None:
    audit.record(f"opinions.table_{what}", actor=actor, subject=opinion_import, at=now, details=details)
