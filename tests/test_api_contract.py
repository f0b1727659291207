"""The programming interface keeps what its description says: asked everything that allows, and what it does not.

Schemathesis makes the requests, right and wrong ones, always the same; ``JUKUGI_API_EXAMPLES=300`` makes more of them.
"""

import os
from collections import Counter

import jsonschema_rs
import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode

from jukugi.apps.open_data.api import answering
from jukugi.apps.open_data.api.allowance import Allowance
from jukugi.kit.open_tables import open_tables
from jukugi.project.wsgi import application
from tests.sample_city import load_sample_city

pytestmark = [pytest.mark.django_db, pytest.mark.long]
EXAMPLES = int(os.environ.get("JUKUGI_API_EXAMPLES", "8"))
DESCRIPTION = "/api/v1/openapi.json"
# A mark made up at random is none of ours, though it looks like one: that is a 400, and said so.
ACCEPTED = ["2xx", "400", "404"]
WITHOUT_PARAMETERS = {"GET /api/v1/tables", "GET /api/v1/figures"}


@pytest.fixture
def open_connection():
    """The site does not end the test's own transaction after a request, as it would a connection of its own."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def as_sent(environ, start_response):
    """The site, as somebody reads it who unpacks nothing."""
    environ.pop("HTTP_ACCEPT_ENCODING", None)
    return application(environ, start_response)


def asked(operation, mode: GenerationMode) -> Counter[tuple[str, int]]:
    """Ask EXAMPLES times; statuses by mode. Raises where an answer is not as described."""
    seen: Counter[tuple[str, int]] = Counter()

    @settings(
        max_examples=EXAMPLES,
        derandomize=True,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def ask(case):
        response = case.call_and_validate()
        seen[mode.value, response.status_code] += 1

    ask()
    return seen


def test_every_answer_is_as_described(monkeypatch, open_connection):
    load_sample_city()
    monkeypatch.setattr(answering, "allowance", Allowance(10**9))
    checks = {"positive_data_acceptance": {"expected-statuses": ACCEPTED}}
    config = schemathesis.Config.from_dict({"checks": checks})
    schema = schemathesis.openapi.from_wsgi(DESCRIPTION, as_sent, config=config)
    operations = [found.ok() for found in schema.get_all_operations()]

    seen = Counter()
    for operation in operations:
        seen += asked(operation, GenerationMode.POSITIVE)
        if operation.label not in WITHOUT_PARAMETERS:
            seen += asked(operation, GenerationMode.NEGATIVE)

    assert len(operations) == len(open_tables.names()) + 5
    assert {status for _mode, status in seen} <= {200, 400, 404, 422}
    assert seen["positive", 200] > len(operations)
    assert seen["negative", 422] > len(operations)


def test_every_row_of_the_sample_city_is_as_described(client, monkeypatch):
    load_sample_city()
    monkeypatch.setattr(answering, "allowance", Allowance(10**9))
    described = client.get(DESCRIPTION).json()

    faults = {}
    for name in open_tables.names():
        validator = jsonschema_rs.validator_for(described["components"]["schemas"][f"{name}_row"])
        rows = client.get(f"/api/v1/tables/{name}/rows?limit=1000").json()["rows"]
        found = [error.message for row in rows for error in validator.iter_errors(row)]
        if found or (not rows and name in ("opinions", "statements", "promises", "clauses", "places")):
            faults[name] = (len(rows), found[:3])

    assert faults == {}


def test_every_table_is_told_as_described(client, monkeypatch):
    monkeypatch.setattr(answering, "allowance", Allowance(10**9))
    described = client.get(DESCRIPTION).json()
    whole = {"$ref": "#/components/schemas/table", "components": described["components"]}
    validator = jsonschema_rs.validator_for(whole)

    told = [client.get(f"/api/v1/tables/{name}").json() for name in open_tables.names()]

    assert [error.message for one in told for error in validator.iter_errors(one)] == []
    assert {one["name"]: one["asked_by"] for one in told if not set(one["key"]) <= set(one["asked_by"])} == {}
