"""An empty database gets at once the very tables and rows that all steps would have led to."""

import json
import os
import subprocess
import sys
import uuid

import pytest
from django.db import connection


def made(way: str, folder) -> dict:
    schemas = [f"made_{uuid.uuid4().hex}"] if connection.vendor == "postgresql" else []
    address = os.environ["JUKUGI_DATABASE_URL"] if schemas else f"sqlite:///{folder}/{way}.sqlite3"
    done = subprocess.run(
        [sys.executable, "-m", "tests.migrated", way, *schemas],
        env=os.environ | {"JUKUGI_DATABASE_URL": address},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.long
def test_at_once_and_step_by_step_lead_to_the_same_tables_and_rows(tmp_path):
    at_once, by_steps = made("once", tmp_path), made("steps", tmp_path)

    assert len(at_once["made"]) > 900
    assert at_once["rows"]["inventory_decisionkind"] != []
    assert at_once == by_steps
