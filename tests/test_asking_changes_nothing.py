"""Opening a page writes nothing: matrix-driven, by watching the statements that reach the database."""

from contextlib import contextmanager

import pytest
from django.db import connection, transaction
from django.test import Client

from tests.test_permission_matrix import City, reviewed

WRITING = ("INSERT", "UPDATE", "DELETE", "REPLACE")
# What a page may keep of the person who opens it: their session, and how often somebody guessed a code.
OF_THE_VISITOR = ("django_session", "limits_")
ELSEWHERE = [
    "//evil.example/",
    "https://evil.example/",
    "/\\evil.example",
    "https:evil.example",
    "\t//evil.example",
    "javascript:alert(1)",
]
# Who opened two registrations side by side is written down; the page of a published result is kept once it was made.
KNOWN = {"sortition:pair", "surveys:result"}
ROLES = ["participant", "policy"]

pytestmark = [pytest.mark.django_db, pytest.mark.long]


@contextmanager
def writings():
    """Statements that change rows, as they are sent."""
    seen: list[str] = []

    def look(execute, sql, params, many, context):
        if sql.lstrip().upper().startswith(WRITING) and not any(table in sql for table in OF_THE_VISITOR):
            seen.append(sql[:120])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(look):
        yield seen


def test_opening_a_page_writes_nothing():
    city, written = City(), {}
    for role in ROLES:
        browser = city.browser(role)
        for (route, method), row in reviewed().items():
            if method == "POST" or row[role] != "200" or route in KNOWN:
                continue
            with transaction.atomic(), writings() as seen:
                browser.get(city.address(route))
                transaction.set_rollback(True)
            if seen:
                written[route, role] = seen

    assert written == {}


@pytest.mark.parametrize("elsewhere", ELSEWHERE)
def test_no_form_leads_to_another_site(client, elsewhere):
    for path, sent in [("/furigana/", {"on": "1"}), ("/areas/choose/", {"ward": ""})]:
        response = client.post(path, {**sent, "next": elsewhere})

        assert "evil" not in response.headers.get("Location", "")
        assert "javascript" not in response.headers.get("Location", "")


def test_another_host_name_is_refused():
    response = Client(raise_request_exception=False).get("/", headers={"host": "evil.example"})

    assert response.status_code == 400
    assert b"evil.example" not in response.content
