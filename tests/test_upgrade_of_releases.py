"""A city of each release comes up to today's form with all it holds; where that fails, it is as it was before."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.operating import end_of, python, run
from tests.releases.make import KEY
from tests.releases.packing import packed, unpacked

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.long]

RELEASES = Path(__file__).parent / "releases"
# Of these Django makes the rows anew when tables come and go.
DJANGOS = {"auth_permission", "django_content_type"}
# The city as it stood: tables of its own migrations, nothing newer.
AS_IT_STOOD = """
import sys, django
django.setup()
from pathlib import Path
from django.db import connection
from jukugi.kit.backups.restoring import opened, restore
with opened(Path({file!r})) as (head, members):
    assert all(each.is_same for each in restore(head, members, connection=connection))
"""
# A table of the newest form that is there already: the upgrade must break off half way.
IN_THE_WAY = """
import django
django.setup()
from django.db import connection
connection.cursor().execute("CREATE TABLE jobs_beat (id integer)")
"""
PAGES = """
import json, django
django.setup()
from django.test import Client
client = Client()
pages = ["/", "/topics/", "/issues/", "/opinions/", "/documents/", "/consultations/", "/meetings/", "/places/",
         "/surveys/", "/promises/", "/reports/", "/data/", "/reach/", "/evaluations/", "/circles/", "/about/"]
print(json.dumps({page: client.get(page, follow=True).status_code for page in pages}))
"""


def releases() -> list[str]:
    return sorted(folder.name for folder in RELEASES.iterdir() if (folder / "told.json").exists())


def test_there_is_a_city_of_a_release():
    assert "0.1.0" in releases()


@pytest.mark.parametrize("release", releases())
def test_a_city_of_a_release_comes_up_whole_or_stays_as_it_was(release, tmp_path, new_database, monkeypatch):
    monkeypatch.setenv("JUKUGI_SECRET_KEY", KEY)
    told = json.loads((RELEASES / release / "told.json").read_text())
    file, address = tmp_path / "city.jukugi", new_database()
    file.write_bytes(unpacked((RELEASES / release / "city.tar.xz").read_bytes()))
    python(AS_IT_STOOD.format(file=str(file)), address)

    if release == "0.1.0":
        failed_upgrade_puts_all_back(address, tmp_path)
    done = run("upgrade", "--backup", tmp_path / "good.jukugi", address=address)

    assert done.returncode == 0, done.stderr
    assert "4. 新しい版になりました" in done.stdout
    assert run("backup", tmp_path / "newest.jukugi", address=address).returncode == 0
    now = {table: each["rows"] for table, each in end_of(tmp_path / "newest.jukugi")["tables"].items()}
    kept = {table: rows for table, rows in told["rows"].items() if table not in DJANGOS and rows}
    assert {table: now.get(table) for table in kept} == kept
    assert sum(kept.values()) > 5_000
    seals = run("verify-audit", address=address)
    assert (seals.returncode, seals.stderr) == (0, "")
    pages = opened_pages(address)
    assert {page: status for page, status in pages.items() if status != 200} == {}


def failed_upgrade_puts_all_back(address: str, folder: Path) -> None:
    before, back = folder / "before.jukugi", folder / "back.jukugi"
    assert run("backup", before, address=address).returncode == 0
    python(IN_THE_WAY, address)

    broken = run("upgrade", "--backup", folder / "failed.jukugi", address=address)

    assert broken.returncode == 1
    assert "元に戻しました。データは始める前と同じです。" in broken.stderr
    assert run("backup", back, address=address).returncode == 0
    assert end_of(back) == end_of(before)


def opened_pages(address: str) -> dict[str, int]:
    environment = os.environ | {"JUKUGI_DATABASE_URL": address}
    done = subprocess.run([sys.executable, "-c", PAGES], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def test_packing_keeps_every_row():
    content = (RELEASES / "0.1.0" / "city.tar.xz").read_bytes()

    assert packed(unpacked(content)) == content
