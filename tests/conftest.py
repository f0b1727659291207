"""For tests that cross rooms."""

import uuid

import pytest
from django.db import connection

from tests.operating import here


@pytest.fixture
def new_database(tmp_path):
    """Makes empty places for a database, of the kind that is tested."""
    made = []

    def make() -> str:
        name = f"jukugi_{uuid.uuid4().hex}"
        if connection.vendor == "sqlite":
            return f"sqlite:///{tmp_path}/{name}.sqlite3"
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE DATABASE {name}")
        made.append(name)
        return here().replace(connection.settings_dict["NAME"], name)

    yield make
    with connection.cursor() as cursor:
        for name in made:
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")
