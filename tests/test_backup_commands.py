"""`jukugi backup`, `restore` and `upgrade`, as an operator runs them: each in a process of its own."""

import gzip
import io
import tarfile
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from jukugi.apps.opinions.models import Opinion
from jukugi.kit.audit.models import AuditEntry
from jukugi.kit.audit.sealing import seal_all
from jukugi.kit.backups.errors import BackupFault
from jukugi.kit.backups.making import HEAD, write_backup
from jukugi.kit.backups.restoring import opened
from tests.operating import end_of, here, python, run
from tests.sample_city import load_sample_city

pytestmark = pytest.mark.django_db(transaction=True)

SECRET = "a secret in a file, long enough"
# An older form of the data: what came last to two rooms is missing; a row is there.
OLDER = """
import django
django.setup()
from django.db import connection
from jukugi.kit.first_migration import FirstMigration
executor = FirstMigration(connection)
last = {"places": "0005_tell_months", "support": "0003_keep_the_scenarios"}
executor.migrate([(room, last.get(room, name)) for room, name in executor.loader.graph.leaf_nodes()])
with connection.cursor() as cursor:
    cursor.execute(
        "INSERT INTO audit_auditentry (action, actor_key, subject_type, subject_key, details, at)"
        " VALUES ('見本', '', '古い', '1', '{}', '2026-04-01 00:00:00')"
    )
"""
IN_THE_WAY = """
import django
django.setup()
from django.db import connection
connection.cursor().execute("CREATE TABLE support_inquiry (id integer)")
"""


@pytest.fixture
def secret(tmp_path) -> Path:
    path = tmp_path / "key"
    path.write_text(SECRET)
    return path


@pytest.fixture
def backup(tmp_path) -> Path:
    """A backup of a database with one row of the log."""
    AuditEntry.objects.create(action="a\tb\\N\n\\", subject_type="見本", details={"b": [1.0, "\\"]}, at=timezone.now())
    file = tmp_path / "small.jukugi"
    assert dict(write_backup(file, connection=connection, now=timezone.now()))["audit_auditentry"] == 1
    return file


@pytest.mark.long
def test_all_of_a_city_comes_back_into_either_database(tmp_path, secret, new_database):
    load_sample_city()
    seal_all(now=timezone.now())
    first, second, third = (tmp_path / name for name in ("first.jukugi", "second.jukugi", "third.jukugi"))

    made = run("backup", first)
    told = run("restore", first, "--into", tmp_path / "sqlite", "--check")
    again = run("backup", second, "--key-file", secret, address=f"sqlite:///{tmp_path}/sqlite/jukugi.sqlite3")
    place = new_database()
    other = run("restore", second, "--into", place, "--check", "--key-file", secret)
    last = run("backup", third, address=place)

    assert [each.returncode for each in (made, told, again, other, last)] == [0] * 5, told.stderr + other.stderr
    assert f"○ opinions_opinion：{Opinion.objects.count():,}行" in told.stdout
    assert "○ votes：封印" in other.stdout
    assert "控えと違う表0" in other.stdout
    assert end_of(third) == end_of(first)
    assert run("migrate", address=place).returncode == 0


@pytest.mark.long
def test_what_comes_in_while_a_backup_is_made_is_not_in_it_by_half(tmp_path):
    load_sample_city()
    opinions, entries = Opinion.objects.count(), AuditEntry.objects.count()
    making = write_backup(tmp_path / "a.jukugi", connection=connection, now=timezone.now())
    first = [next(making)]

    def write() -> None:
        AuditEntry.objects.create(action="見本", subject_type="後", at=timezone.now())
        Opinion.objects.filter(pk=Opinion.objects.latest("pk").pk).update(text="後から")
        connection.close()

    writer = threading.Thread(target=write)
    writer.start()
    writer.join(30)
    counted = dict(first + list(making))

    assert not writer.is_alive()
    assert (counted["opinions_opinion"], counted["audit_auditentry"]) == (opinions, entries)
    assert AuditEntry.objects.count() == entries + 1


def test_a_restore_goes_into_an_empty_place_only_and_leaves_nothing_of_a_failure(tmp_path, backup):
    folder = tmp_path / "there"
    assert run("restore", backup, "--into", folder).returncode == 0

    again = run("restore", backup, "--into", folder)
    other = run("restore", backup, "--into", here())
    half = tmp_path / "half.jukugi"
    half.write_bytes(backup.read_bytes()[: backup.stat().st_size // 2])
    broken = run("restore", half, "--into", tmp_path / "half")
    none = run("restore", Path(__file__), "--into", tmp_path / "none")

    assert [each.returncode for each in (again, other, broken, none)] == [1] * 4
    assert "もうあります" in again.stderr
    assert "空ではありません" in other.stderr
    assert "途中で切れています" in broken.stderr
    assert "熟議の控えではありません" in none.stderr
    assert [*(tmp_path / "half").iterdir(), *(tmp_path / "none").iterdir()] == []


def test_a_locked_backup_opens_with_its_key_alone_and_shows_any_change(tmp_path, secret):
    file, changed, cut = tmp_path / "a.jukugi", tmp_path / "changed.jukugi", tmp_path / "cut.jukugi"
    (tmp_path / "other").write_text("another secret that is long enough")
    (tmp_path / "short").write_text("short")
    made = run("backup", file, "--key-file", secret)
    content = bytearray(file.read_bytes())
    content[-100] ^= 1
    changed.write_bytes(content)
    cut.write_bytes(file.read_bytes()[:-1])

    told = {
        "without": run("restore", file, "--into", tmp_path / "x"),
        "wrong": run("restore", file, "--into", tmp_path / "x", "--key-file", tmp_path / "other"),
        "changed": run("restore", changed, "--into", tmp_path / "x", "--key-file", secret),
        "cut": run("restore", cut, "--into", tmp_path / "x", "--key-file", secret),
        "short": run("backup", tmp_path / "b", "--key-file", tmp_path / "short"),
    }

    assert made.returncode == 0
    assert b"opinions_opinion" not in file.read_bytes()
    assert {name: each.returncode for name, each in told.items()} == dict.fromkeys(told, 1)
    assert "--key-file" in told["without"].stderr
    assert all("鍵が違うか" in told[name].stderr for name in ("wrong", "changed", "cut"))
    assert "短すぎます" in told["short"].stderr
    assert run("restore", file, "--into", tmp_path / "x", "--key-file", secret).returncode == 0


def test_a_backup_never_writes_over_a_file(tmp_path, backup):
    before = backup.read_bytes()

    done = run("backup", backup)

    assert (done.returncode, backup.read_bytes()) == (1, before)
    assert "上書きはしません" in done.stderr


def test_another_secret_key_is_told(tmp_path, backup):
    done = run(
        "restore",
        backup,
        "--into",
        tmp_path / "x",
        JUKUGI_SECRET_KEY="another key, as long as a key should be, 0123456789",
    )

    assert done.returncode == 0
    assert "JUKUGI_SECRET_KEY が、控えをとったときと違います" in done.stderr


@pytest.mark.long
def test_an_upgrade_keeps_the_data_of_an_older_form_or_puts_them_back(tmp_path, new_database):
    address = new_database()
    python(OLDER, address)
    before, failed, back, good = (tmp_path / f"{name}.jukugi" for name in ("before", "failed", "back", "good"))
    assert run("backup", before, address=address).returncode == 0
    python(IN_THE_WAY, address)

    broken = run("upgrade", "--backup", failed, address=address)
    assert run("backup", back, address=address).returncode == 0
    done = run("upgrade", "--backup", good, address=address)

    assert broken.returncode == 1
    assert "support_inquiry" in broken.stderr
    assert "元に戻しました。データは始める前と同じです。" in broken.stderr
    assert end_of(back) == end_of(before) == end_of(failed)
    assert "support_inquiry" not in end_of(back)["tables"]
    assert (done.returncode, done.stderr) == (0, "")
    assert "4. 新しい版になりました" in done.stdout
    newer = tmp_path / "newer.jukugi"
    assert run("backup", newer, address=address).returncode == 0
    kept = end_of(newer)["tables"]
    assert kept["audit_auditentry"] == end_of(before)["tables"]["audit_auditentry"]
    assert kept["audit_auditentry"]["rows"] == 1
    assert kept["support_inquiry"]["rows"] == 0


@pytest.mark.long
def test_a_backup_of_an_older_form_is_restored_and_brought_up(tmp_path, new_database):
    address, file = new_database(), tmp_path / "older.jukugi"
    python(OLDER, address)
    assert run("backup", file, address=address).returncode == 0

    done = run("restore", file, "--into", tmp_path / "new", "--check")

    assert done.returncode == 0, done.stderr
    newest = tmp_path / "newest.jukugi"
    assert run("backup", newest, address=f"sqlite:///{tmp_path}/new/jukugi.sqlite3").returncode == 0
    assert "support_inquiry" in end_of(newest)["tables"]


def changed(backup: Path, name: str, change: Callable[[bytes], bytes]) -> Path:
    """A backup in which one part says something else."""
    out = backup.with_name("changed.jukugi")
    with tarfile.open(backup) as old, tarfile.open(out, "w") as new:
        for part in old:
            content = old.extractfile(part).read()
            content = change(content) if part.name == name else content
            part.size = len(content)
            new.addfile(part, io.BytesIO(content))
    return out


@pytest.mark.parametrize(
    "change",
    [
        lambda _head: b"",
        lambda _head: b"[]",
        lambda _head: b"[" * 100_000,
        lambda head: head.replace(b'"tables"', b'"t"'),
    ],
    ids=["empty", "list", "deep", "without tables"],
)
def test_a_backup_whose_head_was_changed_is_refused_in_words(backup, change):
    with pytest.raises(BackupFault, match="別の控えで"), opened(changed(backup, HEAD, change)):
        pass


def test_a_backup_whose_rows_were_changed_is_refused_in_words(tmp_path, backup):
    with tarfile.open(backup) as tar:
        part = next(name for name in tar.getnames() if "audit_auditentry" in name)
    broken = changed(backup, part, lambda rows: gzip.compress(gzip.decompress(rows).replace(b"\t", b"\tx\t", 1)))

    told = run("restore", broken, "--into", tmp_path / "there")

    assert (told.returncode, "Traceback" in told.stderr) == (1, False)
    assert "別の控えで戻してください" in told.stderr
    assert not (tmp_path / "there" / "jukugi.sqlite3").exists()
