"""PostgreSQL has room for so many locks: a city comes back with few, and with too few its operator is told before."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.operating import end_of, run
from tools import postgres

pytestmark = pytest.mark.long

# Three fifths of what a server has that nobody set up.
FEW = {"max_connections": 60, "max_locks_per_transaction": 64}
TOO_FEW = {"max_connections": 20, "max_locks_per_transaction": 10}


@pytest.fixture(scope="module")
def server() -> Iterator[postgres.Server]:
    with postgres.controlled(durable=True) as started:
        yield started


def started_with(server: postgres.Server, settings: dict[str, int]) -> str:
    with psycopg.connect(server.address, autocommit=True) as connection:
        for name, value in settings.items():
            connection.execute(f"ALTER SYSTEM SET {name} = {value}")
    server.stop()
    server.start()
    return server.address


def backed_up(server: postgres.Server, file: Path) -> str:
    address = started_with(server, FEW)
    assert run("migrate", address=address).returncode == 0
    assert run("backup", file, address=address).returncode == 0
    return address


def test_an_upgrade_that_breaks_off_goes_back_on_a_server_with_few_locks(server, tmp_path):
    address = backed_up(server, tmp_path / "before.jukugi")
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("DELETE FROM django_migrations WHERE app = 'jobs'")

    broken = run("upgrade", "--backup", tmp_path / "failed.jukugi", address=address)

    assert broken.returncode == 1
    assert "already exists" in broken.stderr
    assert "元に戻しました。データは始める前と同じです。" in broken.stderr
    assert run("backup", tmp_path / "back.jukugi", address=address).returncode == 0
    assert (
        end_of(tmp_path / "back.jukugi")["tables"]["areas_area"]
        == (end_of(tmp_path / "before.jukugi")["tables"]["areas_area"])
    )


def test_with_too_few_locks_an_upgrade_does_not_begin_and_a_restore_leaves_nothing(server, tmp_path):
    address = backed_up(server, tmp_path / "whole.jukugi")
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("CREATE DATABASE empty")
    empty = address.rpartition("/")[0] + "/empty"
    started_with(server, TOO_FEW)

    begun = run("upgrade", "--backup", tmp_path / "none.jukugi", address=address)
    restored = run("restore", tmp_path / "whole.jukugi", "--into", empty, address=address)

    assert (begun.returncode, restored.returncode) == (1, 1)
    assert begun.stderr.startswith("× 始めません。PostgreSQL の設定 max_locks_per_transaction が小さくて")
    assert restored.stderr.startswith("× 戻せませんでした。PostgreSQL の設定 max_locks_per_transaction が小さくて")
    assert not (tmp_path / "none.jukugi").exists()
    with psycopg.connect(empty) as connection:
        asked = "SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace"
        assert connection.execute(asked).fetchone() == (0,)
