"""Every file that people bring, on a page or to a command, spoiled in all ways: taken whole, or refused in words.

``make fuzz`` asks for many examples; here each import gets some, always the same.
"""

import contextlib
import csv
import io
import json
import os
import re
import traceback
from collections.abc import Callable, Collection
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models, transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from jukugi.apps.opinions.models import Opinion
from jukugi.core.text import lines
from jukugi.project.cli import main
from tests.commands_reading import APART, READINGS, WRITTEN, Files, Reading, path_arguments
from tests.hostile_files import broken_bytes, rows_of, spoiled
from tests.hostile_workbooks import Rows, workbook
from tests.test_fuzz_forms import EXAMPLES, JAPANESE, exceptions_of_pages, fault_of
from tests.test_invite_command import PLAN
from tests.test_permission_matrix import City
from tests.test_uploads import PLACES, WITHOUT_FORM
from tests.uploads_taken import TABLES, UPLOADS, Upload

# So many files for each import: what is spoiled in a file is one cell of many.
FILES = 5 * EXAMPLES if EXAMPLES > 10 else 5
# What PostgreSQL takes for the kinds of numbers that Django has.
LARGEST = {
    "SmallIntegerField": (-(2**15), 2**15 - 1),
    "PositiveSmallIntegerField": (0, 2**15 - 1),
    "IntegerField": (-(2**31), 2**31 - 1),
    "PositiveIntegerField": (0, 2**31 - 1),
}
# Counted apart from what an import writes: that somebody asked.
NOT_OF_IMPORTS = ("limits_", "django_session", "audit_auditentry")

pytestmark = [pytest.mark.django_db, pytest.mark.long]


@pytest.fixture
def city() -> City:
    return City()


@pytest.fixture
def unprinting(tmp_path, monkeypatch) -> None:
    """A machine without a Japanese font, where no paper is printed: that is quick."""
    listing = tmp_path / "fonts" / "fc-list"
    listing.parent.mkdir()
    listing.write_text("#!/bin/sh\n")
    listing.chmod(0o755)
    monkeypatch.setenv("PATH", f"{listing.parent}:{os.environ['PATH']}")


def counts() -> dict[str, int]:
    """How many rows each table holds. One query."""
    tables = sorted({model._meta.db_table for model in apps.get_models(include_auto_created=True)})
    tables = [table for table in tables if not table.startswith(NOT_OF_IMPORTS)]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(f'(SELECT COUNT(*) FROM {table})' for table in tables)}")
        return dict(zip(tables, cursor.fetchone(), strict=True))


def changed_between(before: dict[str, int], after: dict[str, int]) -> set[str]:
    return {table for table in after if after[table] != before[table]}


def unfitting(tables: Collection[str]) -> list[str]:
    """What SQLite keeps in these tables and PostgreSQL would not: longer words, larger numbers, NUL."""
    found = []
    for model in apps.get_models(include_auto_created=True):
        if model._meta.db_table in tables:
            for field in model._meta.concrete_fields:
                values = model._base_manager.values_list(field.attname, flat=True)
                found += [f"{field} {value!r:.60}" for value in values if not _fits(field, value)]
    return found


def _fits(field: models.Field, value: Any) -> bool:
    if isinstance(value, str):
        return "\0" not in value and (field.max_length is None or len(value) <= field.max_length)
    low, high = LARGEST.get(field.get_internal_type(), (None, None))
    return value is None or high is None or low <= value <= high


def first_fault(files: st.SearchStrategy[Any], try_one: Callable[[Any], str | None]) -> str | None:
    """What goes wrong with the first file that is not taken well, with its beginning; None where all are."""

    @settings(
        max_examples=FILES,
        derandomize=EXAMPLES < 10,
        database=None,
        phases=[Phase.generate] if EXAMPLES < 10 else [Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
    )
    @given(files)
    def bring(brought: Any) -> None:
        fault = try_one(brought)
        assert fault is None, f"{fault}: {repr(brought)[:500]}"

    try:
        bring()
    except AssertionError as error:
        return str(error)
    return None


def fault_with(city: City, upload: Upload, content: bytes, fields: dict) -> str | None:
    """Why a file was not taken well: the site broke, half of it stayed, or another number was told. Nothing stays."""
    browser = city.browser("policy")
    with transaction.atomic(), exceptions_of_pages() as raised:
        fault = _fault_with(city, browser, upload, content, fields) or (raised[0] if raised else None)
        transaction.set_rollback(True)
    return fault


def _fault_with(city: City, browser, upload: Upload, content: bytes, fields: dict) -> str | None:
    before, rows = counts(), upload.rows.objects.count() if upload.rows else 0
    last = None
    for last in upload.answers(city, browser, content, fields):
        after = counts()
        cannot_print = last.status_code == 503 and "書体" in last.content.decode()
        fault = None if cannot_print else fault_of(last, None)
        if fault is None and last.status_code >= 400 and after != before:
            fault = f"refused, but {changed_between(before, after)} changed"
        changed = changed_between(before, after)
        fault = fault or ", ".join(unfitting(changed | ({upload.rows._meta.db_table} if upload.rows else set())))
        if fault:
            return fault
        before = after
    if last is None or last.status_code >= 400 or upload.rows is None or upload.told is None:
        return None
    told, there = upload.told(last), upload.rows.objects.count()
    if told != there - rows:
        return f"{told} told, {there - rows} kept"
    list(upload.answers(city, browser, content, fields))
    again = upload.rows.objects.count()
    return f"brought again: {again - there} more" if again != there else None


def is_taken(city: City, upload: Upload, content: bytes, fields: dict) -> bool:
    with transaction.atomic():
        last = list(upload.answers(city, city.browser("policy"), content, fields))[-1]
        transaction.set_rollback(True)
    return last.status_code < 400


def test_every_place_that_takes_files_is_tried_here():
    assert {upload.module for upload in UPLOADS.values()} == set(PLACES) | WITHOUT_FORM


def test_spoiled_files_are_taken_whole_or_refused_in_words(city, unprinting):
    faults, refused = {}, []
    for name, upload in UPLOADS.items():
        content, fields = upload.good(city), upload.more(city)
        if not is_taken(city, upload, content, fields):
            refused.append(name)
        files = spoiled(upload.name, content) if name in TABLES else broken_bytes(content)
        fault = first_fault(files, partial(fault_with, city, upload, fields=fields))
        if fault is not None:
            faults[name] = fault

    print(f"{len(UPLOADS)} places that take files, {FILES} files each")
    assert refused == ["codes"]  # letters, which cannot be printed here
    assert not faults, "\n\n".join(f"{name}: {fault}" for name, fault in faults.items())


VOICES = st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"]), max_size=60), min_size=1, max_size=5)


def fault_of_voices(city: City, brought: tuple[list[str], bool]) -> str | None:
    """Where what is kept differs from what stood in the file, but for blanks at the ends and the kind of line ends."""
    voices, is_workbook = brought
    words = [f"声{voice}" for voice in voices]
    day = timezone.localdate().isoformat()
    rows = [["番号", "意見", "日付", "手段", "区"]]
    rows += [[f"v{n}", each, day, "郵送", city.ward.name] for n, each in enumerate(words)]
    content = workbook(rows) if is_workbook else as_csv(rows)
    with transaction.atomic():
        last = Opinion.objects.latest("pk").pk
        list(UPLOADS["opinions"].answers(city, city.browser("policy"), content, {}))
        kept = list(Opinion.objects.filter(pk__gt=last).order_by("pk").values_list("text", flat=True))
        transaction.set_rollback(True)
    expected = [lines(each) for each in words]
    return None if kept == expected else f"{kept} instead of {expected}"


def test_words_are_kept_as_they_stood_in_the_file(city):
    fault = first_fault(st.tuples(VOICES, st.booleans()), partial(fault_of_voices, city))

    assert fault is None, fault


def as_csv(rows: Rows) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()


def with_fault(content: bytes, column: str, value: str) -> bytes:
    """The table with a value in its second row, which is row 3 of the file, that its column cannot hold."""
    rows = rows_of(content)
    rows[2][rows[0].index(column)] = value
    return as_csv(rows)


ROW_3 = re.compile(r"3行|>\s*3\s*<|^3,", re.MULTILINE)


def test_a_page_names_the_row_and_what_is_wrong_with_it(city):
    unsaid = {}
    for name, upload in TABLES.items():
        column, value, said = upload.spoilt
        content, fields = with_fault(upload.good(city), column, value), upload.more(city)
        with transaction.atomic():
            answers = upload.answers(city, city.browser("policy"), content, fields)
            words = "\n".join(answer.content.decode() for answer in answers).replace("<wbr>", "")
            transaction.set_rollback(True)
        if not (ROW_3.search(words) and said in words):
            unsaid[name] = said
    assert unsaid == {}


def test_a_command_names_the_row_and_what_is_wrong_with_it(city, tmp_path):
    unsaid = {}
    for name, reading in READINGS.items():
        if reading.spoilt is not None:
            file, column, value, said = reading.spoilt
            files = reading.files(city)
            files[file] = with_fault(files[file], column, value)
            code, _out, err = called(reading, city, files, tmp_path / name)
            if code != 1 or "3行目" not in err or said not in err:
                unsaid[name] = err[:300]
    assert unsaid == {}


def called(reading: Reading, city: City, files: Files, folder: Path) -> tuple[int, str, str]:
    """Exit code and what is said; an exception is let through."""
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    with contextlib.redirect_stdout(io.StringIO()) as out, contextlib.redirect_stderr(io.StringIO()) as err:
        try:
            code = main(reading.arguments(folder, city))
        except SystemExit as ended:
            code = int(ended.code or 0)
    return code, out.getvalue(), err.getvalue()


def fault_of_command(reading: Reading, city: City, good: Files, changed: tuple[str, bytes | None]) -> str | None:
    """Why a command did not read its files well, of which one is changed. Nothing of what it did stays."""
    files = {name: content for name, content in {**good, changed[0]: changed[1]}.items() if content is not None}
    with TemporaryDirectory() as name, transaction.atomic():
        folder = Path(name)
        try:
            fault = _fault_of_command(reading, city, files, folder)
        except Exception:
            fault = traceback.format_exc(limit=-4)
        transaction.set_rollback(True)
    return fault


def _fault_of_command(reading: Reading, city: City, files: Files, folder: Path) -> str | None:
    before = counts()
    rows = reading.told[1].objects.count() if reading.told and not reading.replaces else 0
    code, out, err = called(reading, city, files, folder)
    if code not in (0, 1, 2) or "Traceback" in err:
        return f"exit {code}: {err[-300:]}"
    written = [path for path in folder.glob("out*") if path.is_file() or any(path.iterdir())]
    if code != 0 and not (reading.prints and "result.pdf" in err):
        after = counts()
        if not JAPANESE.search(err):
            return f"exit {code} without words: {err!r}"
        if written or after != before:
            return f"refused, but wrote {written} {changed_between(before, after)}"
    elif ("/out" in reading.call) != bool(written):
        return "good, but nothing is written"
    elif reading.told:
        pattern, model = reading.told
        found = re.search(pattern, out)
        told, kept = int(found[1].replace(",", "")) if found else -1, model.objects.count() - rows
        if told != kept:
            return f"{told} told, {kept} kept"
    own = {reading.told[1]._meta.db_table} if reading.told else set()
    return ", ".join(unfitting(changed_between(before, counts()) | own)) or None


def one_spoiled(files: Files) -> st.SearchStrategy[tuple[str, bytes | None]]:
    """Which of the files is spoiled, and what is in it now; None where it is left out."""
    return st.sampled_from(sorted(files)).flatmap(
        lambda name: st.tuples(st.just(name), st.one_of(*[spoiled(name, files[name])] * 9, st.none()))
    )


def test_every_command_that_reads_a_file_is_tried_here():
    reads = {name for reading in READINGS.values() for name in reading.reads}

    assert set(path_arguments()) == reads | WRITTEN | APART


def test_spoiled_files_are_read_whole_or_refused_in_words_by_every_command(city, unprinting):
    faults, refused = {}, {}
    for name, reading in READINGS.items():
        good = reading.files(city)
        with TemporaryDirectory() as folder, transaction.atomic():
            refused[name], _out, _err = called(reading, city, good, Path(folder))
            transaction.set_rollback(True)
        fault = first_fault(one_spoiled(good), partial(fault_of_command, reading, city, good))
        if fault is not None:
            faults[name] = fault

    print(f"{len(READINGS)} commands that read files, {FILES} times each")
    # Letters cannot be printed here, nor the PDF of a result; and the digests are those of no day.
    assert {name for name, code in refused.items() if code} == {"codes", "consultation", "digests"}
    assert not faults, "\n\n".join(f"{name}: {fault}" for name, fault in faults.items())


DEEP = b"[" * 100_000
# Which file of which command broke it once: what stood in it, or a column and its value.
BROKE_COMMANDS = [
    ("lot", "panel.txt", b"\xff\xfe"),
    ("lot", "panel.txt", b"{" + DEEP),
    ("lot", "commitment.json", DEEP),
    ("lot", "commitment.json", b'{"sha256": {}, "size": Infinity, "rows": 1}'),
    ("lot", "quotas.csv", b"feature,value,min,max\nx,y\n"),
    ("invite", "plan.json", DEEP),
    ("invite", "plan.json", json.dumps(PLAN | {"bands": [["18-", 18, 10**30]]}).encode()),
    ("invite", "plan.json", json.dumps(PLAN | {"weights": {"18-29": []}}).encode()),
    ("invite", "codes.csv", b"number,code,address\n1\n"),
    ("verify", "figures.json", DEEP),
    ("verify", "dictionary.json", b"[]"),
    ("areas", "a.csv", ("population", "9" * 5000)),
    ("areas", "a.csv", ("name", "あ" * 61)),
    ("areas", "a.csv", ("tile_col", "99999")),
    ("schedule", "schedule.csv", ("id", "x" * 41)),
    ("districts", "d.geojson", b'{"features": [{"properties": true, "geometry": null}]}'),
    ("codes", "codes.csv", "回答番号,アドレス\n".encode()),
]
BROKE_PAGES = [
    ("received", "年度", "9" * 5000),
    ("invited", "number", "9" * 5000),
    ("schedule", "id", "x" * 41),
]


def test_what_once_broke_an_import_is_refused_in_words(city, tmp_path):
    taken = []
    for number, (name, file, spoiling) in enumerate(BROKE_COMMANDS):
        files = READINGS[name].files(city)
        files[file] = spoiling if isinstance(spoiling, bytes) else with_fault(files[file], *spoiling)
        code, _out, err = called(READINGS[name], city, files, tmp_path / str(number))
        if code != 1 or not JAPANESE.search(err):
            taken.append(f"{name} {file} {number}: {code} {err:.200}")
    for name, column, value in BROKE_PAGES:
        content, fields = with_fault(UPLOADS[name].good(city), column, value), UPLOADS[name].more(city)
        with transaction.atomic():
            last = list(UPLOADS[name].answers(city, city.browser("policy"), content, fields))[-1]
            transaction.set_rollback(True)
        if last.status_code != 400:
            taken.append(f"{name}: {last.status_code}")
    assert taken == []
