"""What an operator and a monitor see: health, figures, numbers of requests, and pages when nothing else works."""

import json
import logging
import os
import re
import subprocess
import sys
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import DatabaseError, OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from django.urls import path
from django.utils import timezone

from jukugi.kit.jobs.models import Beat
from jukugi.kit.logs import PlainLines
from jukugi.kit.troubles import Trouble, trouble_of
from jukugi.project import health, metrics
from jukugi.project.urls import handler400, handler403, handler404, handler500, urlpatterns
from tests.tools.prometheus import families

pytestmark = pytest.mark.django_db

WORDS = "わたしの家は桜町三丁目の角です"
# Nothing answers here: the page of the sign-in, of a vote and of the interface, and what a monitor asks.
WITHOUT_DATABASE = """
import json, sys, django
django.setup()
from django.test import Client
client = Client(raise_request_exception=False)
found = {}
for path in sys.argv[1:]:
    answer = client.get(path)
    found[path] = [answer.status_code, dict(answer.headers), answer.content.decode()]
print(json.dumps(found))
"""


def _refuse(kind):
    def view(request):
        raise kind(WORDS)

    return view


def _full(request):
    raise OSError(28, "No space left on device")


urls_that_fail = [
    path("bad/", _refuse(SuspiciousOperation)),
    path("forbidden/", _refuse(PermissionDenied)),
    path("failed/", _refuse(ValueError), name="failed"),
    path("full/", _full),
    path("api/failed/", _refuse(ValueError)),
    path("api/full/", _full),
]


class Urls:
    urlpatterns = urls_that_fail + urlpatterns
    handler400, handler403, handler404, handler500 = handler400, handler403, handler404, handler500


@pytest.fixture
def failing(settings) -> Client:
    """A browser on a site some of whose pages fail."""
    settings.ROOT_URLCONF = Urls
    return Client(raise_request_exception=False)


@pytest.fixture
def lines():
    """What production would write to the log meanwhile."""
    kept: list[str] = []

    class Keep(logging.Handler):
        def emit(self, record):
            kept.append(PlainLines().format(record))

    keeper = Keep()
    logging.getLogger().addHandler(keeper)
    yield kept
    logging.getLogger().removeHandler(keeper)


def shown_number(answer) -> str:
    found = re.search(r'<code class="num">([0-9a-f]{10})</code>', answer.content.decode())
    return found[1] if found else ""


@pytest.mark.parametrize(
    ("address", "status"),
    [("/bad/", 400), ("/forbidden/", 403), ("/nowhere/", 404), ("/failed/", 500), ("/full/", 507)],
)
def test_each_page_of_a_failure_shows_a_number_that_stands_in_the_log(failing, lines, address, status):
    answer = failing.get(address)

    number = shown_number(answer)
    assert answer.status_code == status
    assert answer.headers["X-Request-ID"].startswith(number)
    assert [
        f"status={status}" in line for line in lines if number and number in line and "jukugi.requests" in line
    ] == [True]
    assert WORDS not in answer.content.decode() + "".join(lines)


def test_too_large_a_form_shows_its_number_too(client, lines):
    answer = client.post("/areas/choose/", "x" * 20, "application/x-www-form-urlencoded", CONTENT_LENGTH=str(1 << 30))

    assert answer.status_code == 413
    assert [line for line in lines if shown_number(answer) in line] != []


def test_a_failure_of_the_program_is_told_with_its_place_and_route(failing, lines):
    failing.get("/failed/?q=" + WORDS)

    (line,) = [line for line in lines if "failed=" in line]
    assert "builtins.ValueError" in line
    assert "test_operation.py" in line
    assert "failed" in line
    assert "?q" not in line


def test_the_interface_tells_its_failures_as_problem_details(failing):
    answers = [failing.get("/api/failed/"), failing.get("/api/full/"), failing.get("/api/nowhere/")]

    told = [json.loads(answer.content) for answer in answers]
    assert [answer.headers["Content-Type"] for answer in answers] == ["application/problem+json"] * 3
    assert [each["status"] for each in told] == [500, 507, 404]
    assert all(
        answer.headers["X-Request-ID"].startswith(each["reference"]) and each["reference"]
        for answer, each in zip(answers, told, strict=True)
    )
    assert answers[1].headers["Retry-After"] == "300"
    assert WORDS not in str(told)


@pytest.fixture(scope="module")
def without_database(tmp_path_factory) -> dict:
    """Answers of a process whose database is not there."""
    folder = tmp_path_factory.mktemp("away")
    address = (
        f"sqlite:///{folder}/no/such/folder/jukugi.sqlite3"
        if connection.vendor == "sqlite"
        else "postgresql://nobody@127.0.0.1:1/nothing"
    )
    environment = os.environ | {"JUKUGI_DATABASE_URL": address}
    pages = ["/", "/topics/", "/nowhere/", "/api/v1/tables/issues/rows", *MONITORED]
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_DATABASE, *pages], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


MONITORED = ["/healthz", "/healthz/live", "/healthz/ready", "/metrics"]


def test_without_a_database_pages_say_so_and_when_to_come_back(without_database):
    pages = {at: without_database[at] for at in ("/", "/topics/", "/nowhere/")}

    assert {(page[0], page[1].get("Retry-After")) for page in pages.values()} == {(503, "30")}
    told = {at: page[2].replace("<wbr>", "") for at, page in pages.items()}
    assert all("いまは答えられません" in page for page in told.values())
    assert all(page[1]["X-Request-ID"][:10] in page[2] for page in pages.values())


def test_without_a_database_the_interface_answers_with_a_problem(without_database):
    status, headers, body = without_database["/api/v1/tables/issues/rows"]

    assert (status, headers["Content-Type"], json.loads(body)["status"]) == (503, "application/problem+json", 503)


def test_without_a_database_the_monitor_learns_what_is_away(without_database):
    told = {at: (without_database[at][0], without_database[at][2]) for at in MONITORED}

    assert told["/healthz"] == (503, "database")
    assert told["/healthz/live"] == (200, "ok")
    assert told["/healthz/ready"] == (503, "database failed\nmigrations failed\nworker failed\ndisk ok\n")
    assert families(told["/metrics"][1])["jukugi_database_up"][()] == 0


def test_the_site_is_ready_when_a_worker_lives_and_every_migration_was_done(client):
    first = client.get("/healthz/ready")
    Beat.objects.create(worker="1", at=timezone.now())
    second = client.get("/healthz/ready")
    Beat.objects.update(at=timezone.now() - timedelta(seconds=health.BEAT_HOLDS_S + 5))
    third = client.get("/healthz/ready")
    Beat.objects.update(at=timezone.now())
    MigrationRecorder(connection).record_unapplied("jobs", "0002_add_beat")
    fourth = client.get("/healthz/ready")

    assert [answer.status_code for answer in (first, second, third, fourth)] == [503, 200, 503, 503]
    assert "worker failed" in first.content.decode()
    assert second.content.decode() == "database ok\nmigrations ok\nworker ok\ndisk ok\n"
    assert "worker failed" in third.content.decode()
    assert "migrations failed" in fourth.content.decode()


def test_a_full_disk_is_not_ready(client, monkeypatch):
    Beat.objects.create(worker="1", at=timezone.now())
    monkeypatch.setattr(health, "LEAST_ROOM_BYTES", 1 << 60)

    answer = client.get("/healthz/ready")

    assert (answer.status_code, answer.content.decode().splitlines()[-1]) == (503, "disk failed")


def test_figures_are_told_to_this_machine_and_to_who_knows_the_token_alone(client, settings):
    settings.METRICS_TOKEN = "a token as long as one should be"

    answers = {
        "this machine": client.get("/metrics"),
        "elsewhere": client.get("/metrics", REMOTE_ADDR="192.0.2.7"),
        "through a proxy": client.get("/metrics", headers={"x-forwarded-for": "127.0.0.1"}),
        "with the token": client.get(
            "/metrics", REMOTE_ADDR="192.0.2.7", headers={"authorization": "Bearer a token as long as one should be"}
        ),
        "with another": client.get("/metrics", REMOTE_ADDR="192.0.2.7", headers={"authorization": "Bearer a token"}),
    }

    assert {name: answer.status_code for name, answer in answers.items()} == {
        "this machine": 200, "elsewhere": 404, "through a proxy": 404, "with the token": 200, "with another": 404,
    }  # fmt: skip


@pytest.fixture
def own_figures(settings, tmp_path):
    """Other processes of the tests count into the folder that all share."""
    settings.VAR_DIR = tmp_path
    metrics.counters.cache_clear()
    yield
    metrics.counters.cache_clear()


@pytest.mark.usefixtures("own_figures")
def test_figures_count_what_was_asked_for_by_room_and_status(client):
    def found():
        return families(client.get("/metrics").content.decode())

    before = found()
    client.get("/topics/")
    client.get("/topics/")
    client.get("/nowhere/")
    after = found()

    def more(name, *labels):
        return after[name].get(labels, 0) - before.get(name, {}).get(labels, 0)

    assert more("jukugi_requests_total", ("room", "opinion_map"), ("status", "2xx")) == 2
    assert more("jukugi_requests_total", ("room", "unknown"), ("status", "4xx")) == 1
    assert more("jukugi_request_seconds_count", ("room", "opinion_map")) == 2
    assert more("jukugi_request_seconds_bucket", ("le", "+Inf"), ("room", "opinion_map")) == 2
    assert after["jukugi_database_up"][()] == 1
    assert after["jukugi_info"] == {(("database", connection.vendor), ("version", metrics.settings.VERSION)): 1}
    assert {dict(labels)["state"] for labels in after["jukugi_jobs"]} == {"waiting", "running", "failed"}
    assert ("stream", "votes") in {labels[0] for labels in after["jukugi_rows_unsealed"]}


def test_figures_hold_no_address_and_few_names(client):
    client.get("/threads/314159266/")
    client.get(f"/topics/?q={WORDS}")

    text = client.get("/metrics").content.decode()

    assert "314159266" not in text
    assert WORDS not in text


def test_a_number_is_taken_from_a_proxy_alone_and_only_in_its_form(client, settings):
    given, wrong = "0123456789abcdef0123456789abcdef", "a b\nc" * 5
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 0
    from_outside = client.get("/about/", headers={"x-request-id": given}).headers["X-Request-ID"]
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    from_proxy = client.get("/about/", headers={"x-request-id": given}).headers["X-Request-ID"]
    of_no_form = client.get("/about/", headers={"x-request-id": wrong}).headers["X-Request-ID"]

    assert from_outside != given
    assert from_proxy == given
    assert re.fullmatch("[0-9a-f]{16}", of_no_form)


def test_a_wrong_question_to_the_database_is_a_failure_of_the_program():
    with pytest.raises(DatabaseError) as told, connection.cursor() as cursor:
        cursor.execute("SELECT nothing FROM nowhere")

    assert trouble_of(told.value) is None
    assert trouble_of(OperationalError("away")) is Trouble.DATABASE_AWAY
