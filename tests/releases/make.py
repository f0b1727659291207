"""Keep a small, broad city of this release, for the rehearsals of all later ones: ``python -m tests.releases.make``.

Run it in a checkout of the very state that is released. It loads the sample into a new SQLite database, lets the
worker do all that waits, thins it out to some hundred kilobytes, seals, verifies, and writes
``tests/releases/VERSION/`` : ``city.tar.xz`` (a backup as operators make it) and ``told.json`` (what it holds).
"""

import json
import os
import sqlite3
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from tests.releases.packing import packed

HERE = Path(__file__).parent
MOST_BYTES = 300_000
KEY = "a key for the rehearsal of upgrades, known to everybody: 0123456789"
# What is made again from the rest, and what weighs most: one of so many is kept.
EMPTIED = (
    "drafts_editionfile",
    "public_comments_resultfile",
    "reports_reportfile",
    "budgeting_resultfile",
    "sortition_publishedfile",
    "opinions_searchpiece",
    "opinions_searchpart",
    "opinions_searchchange",
    "django_tasks_database_dbtaskresult",
    "audit_seal",
    "reach_preparedreach",
    "surveys_preparedresult",
    "auth_permission",
    "opinion_map_livemap",
)
# Table → which rows stay.
THINNED = {
    "accounts_participant": "rowid % 25 = 0",
    "surveys_answersheet": "rowid % 12 = 0",
    "surveys_keying": "rowid % 12 = 0",
    "sortition_invitationcode": "rowid % 20 = 0",
    "budgeting_ballot": "receipt LIKE '%07'",
    "budgeting_currentballot": "receipt LIKE '%07'",
    "receipts_receipt": "rowid % 10 = 0 OR kind NOT LIKE '%ballot%'",
}


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="jukugi-release-") as name:
        folder = Path(name)
        database = Path(sys.argv[1]) if sys.argv[1:] else folder / "city.sqlite3"
        env = environment(database, folder)
        if not sys.argv[1:]:
            for command in (["migrate"], ["sample"], ["worker", "--once"]):
                jukugi(command, env)
        thin(database)
        jukugi(["verify-audit", "--seal"], env)
        jukugi(["backup", str(folder / "city.jukugi")], env)
        return keep(folder / "city.jukugi")


def environment(database: Path, folder: Path) -> dict[str, str]:
    """All settings of the release; the key is no secret."""
    outside = {name: value for name, value in os.environ.items() if not name.startswith(("JUKUGI_", "DJANGO_"))}
    return outside | {
        "JUKUGI_SECRET_KEY": KEY,
        "JUKUGI_DATABASE_URL": f"sqlite:///{database}",
        "JUKUGI_ALLOWED_HOSTS": "127.0.0.1",
        "JUKUGI_HTTPS": "0",
        "JUKUGI_REQUIRE_SECOND_STEP": "0",
        "JUKUGI_VAR": str(folder),
    }


def jukugi(arguments: list[str], env: dict[str, str]) -> None:
    subprocess.run([Path(sys.executable).with_name("jukugi"), *arguments], env=env, check=True)


def thin(database: Path) -> None:
    """Leave few rows of what weighs most, and nothing that hangs on a row that went."""
    connection = sqlite3.connect(database)
    connection.execute("PRAGMA foreign_keys = OFF")
    there = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    for table in there & set(EMPTIED):
        connection.execute(f'DELETE FROM "{table}"')
    for table in there & set(THINNED):
        connection.execute(f'DELETE FROM "{table}" WHERE NOT ({THINNED[table]})')
    while broken := list(connection.execute("PRAGMA foreign_key_check")):
        for table, row, _parent, _number in broken:
            connection.execute(f'DELETE FROM "{table}" WHERE rowid = ?', [row])
    connection.execute("DELETE FROM opinions_searchchange")
    connection.commit()
    connection.close()


def keep(backup: Path) -> int:
    """Lay the backup and what it says of itself beside this file; 1 where it is too large."""
    with tarfile.open(backup) as tar:
        head, end = (json.load(tar.extractfile(name)) for name in ("head.json", "end.json"))
    place = HERE / head["version"]
    place.mkdir(exist_ok=True)
    content = packed(backup.read_bytes())
    (place / "city.tar.xz").write_bytes(content)
    rows = {table: told["rows"] for table, told in end["tables"].items()}
    told = {"version": head["version"], "made_at": head["made_at"], "rows": rows}
    (place / "told.json").write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    print(f"{place}：{len(content):,} バイト、行 {sum(rows.values()):,}")
    return 0 if len(content) <= MOST_BYTES else 1


if __name__ == "__main__":
    sys.exit(main())
