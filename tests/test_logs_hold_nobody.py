"""A day of a city, with its failures, as the log of a real machine writes it: no word, name or code of anybody."""

import logging

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import get_resolver
from django.utils import timezone
from django.utils.module_loading import import_string

from jukugi.apps.accounts.sample import PASSWORD
from jukugi.apps.meetings.models import Meeting
from jukugi.apps.opinion_map.models import Topic
from jukugi.apps.opinions.models import Submission
from jukugi.kit import jobs
from jukugi.kit.jobs.tasks import run_job
from jukugi.kit.jobs.worker import do_waiting_jobs
from tests.sample_city import load_sample_city

pytestmark = pytest.mark.django_db

NAME, PHONE, MAIL = "山田しるし", "044-200-9999", "shirushi@example.jp"
TEXT = f"わたしの家は桜町三丁目です。{NAME}、{PHONE}、{MAIL}。"
WRONG_PASSWORD = "machigai-no-aikotoba-9"
CODE, TOKEN = "271828182", "Zm9vYmFyLXNoaXJ1c2hpLXRva2VuLWluLXVybC1oZXJl"


class Lines(logging.Handler):
    """Every record in the forms in which a machine may write it."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        made = [dict(given) for given in settings.LOGGING["formatters"].values()]
        self.forms = [import_string(given.pop("()"))() for given in made]
        self.told: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.told += [form.format(record) for form in self.forms]


@pytest.fixture
def lines():
    """What a machine writes that was asked to write all that it writes at most."""
    heard, loggers = Lines(), {name: logging.getLogger(name) for name in ("", *settings.LOGGING["loggers"])}
    before = {name: (logger.level, list(logger.handlers)) for name, logger in loggers.items()}
    for name, logger in loggers.items():
        given = settings.LOGGING["loggers"].get(name, settings.LOGGING["root"])
        logger.setLevel(given.get("level", logger.level))
    for name in ("jukugi.requests", "jukugi.jobs"):
        logging.getLogger(name).setLevel(logging.INFO)
    logging.getLogger().addHandler(heard)
    yield heard.told
    logging.getLogger().removeHandler(heard)
    for name, (level, handlers) in before.items():
        loggers[name].setLevel(level)
        loggers[name].handlers = handlers


def a_day_of_a_citizen(client: Client) -> list[int]:
    topic = Topic.objects.get(title="地域の居場所")
    statement = topic.statements.shown()[0].get_absolute_url()
    sent = [
        client.post("/opinions/new/", {"text": TEXT}),
        client.post("/opinions/new/", {"text": TEXT * 100}),
        client.post(f"/topics/{topic.pk}/propose/", {"text": TEXT}),
        client.post(f"{statement}vote/", {"choice": "agree"}),
        client.post(f"{statement}vote/", {"choice": TEXT}),
        client.get("/opinions/", {"q": TEXT}),
        client.get(f"/threads/?no={CODE}"),
        client.get(f"/threads/{CODE}/"),
        client.get(f"/reviews/{TOKEN}/"),
        client.get(f"/threads/mail/{TOKEN}/"),
        client.post("/associations/code/", {"code": CODE}),
        client.post("/lots/join/", {"code": CODE}),
        client.get(f"/nowhere/{MAIL}/?name={NAME}"),
        client.post("/meetings/find/", {"number": CODE}),
        client.post("/accounts/login/", {"login": NAME, "password": WRONG_PASSWORD}),
        client.post("/accounts/login/", {"login": "mihon-shisaku", "password": WRONG_PASSWORD}),
        client.post("/opinions/new/", {"text": TEXT}, headers={"host": f"{TOKEN.lower()}.example"}),
        client.generic("POST", "/opinions/new/", f"text={TEXT}".encode() * 10, CONTENT_LENGTH=str(10**9)),
        client.post(
            "/opinions/new/", {"text": f"\x00{TEXT}", "file": SimpleUploadedFile(f"{NAME}.csv", TEXT.encode())}
        ),
    ]
    meeting = Meeting.objects.filter(starts_at__gt=timezone.now()).first()
    if meeting is not None:
        sent.append(client.post(f"{meeting.get_absolute_url()}register/", {"needs_note": TEXT, "email": MAIL}))
    submission = Submission.objects.order_by("-pk").first()
    sent.append(client.get(f"/threads/{submission.receipt}/"))
    sent.append(client.post(f"/threads/{submission.receipt}/mail/", {"email": MAIL, "email_again": MAIL}))
    sent.append(Client(enforce_csrf_checks=True).post(f"/threads/{submission.receipt}/mail/", {"email": MAIL}))
    return [answer.status_code for answer in sent]


def failures(client: Client, monkeypatch) -> list[int]:
    """A page that breaks over what somebody wrote, and one over what the database says of it."""

    def broken(request, *args, **kwargs):
        try:
            int(TEXT)
        except ValueError as error:
            raise RuntimeError(f"{TEXT} {MAIL}") from error

    home = next(pattern for pattern in get_resolver().url_patterns if getattr(pattern, "name", "") == "home")
    monkeypatch.setattr(home, "callback", broken)
    return [client.get("/", {"q": TEXT}).status_code, client.post("/", {"text": TEXT}).status_code]


def secrets_of(client: Client) -> set[str]:
    """Everything that somebody wrote or was given in the journey, and pieces of it."""
    given = {
        NAME,
        PHONE,
        MAIL,
        TEXT,
        WRONG_PASSWORD,
        PASSWORD,
        CODE,
        TOKEN,
        TOKEN.lower(),
        "桜町三丁目",
        "mihon-shisaku",
    }
    given |= {morsel.value for morsel in client.cookies.values() if len(morsel.value) > 8}
    given |= set(Submission.objects.order_by("-pk").values_list("receipt", flat=True)[:5])
    return given


def test_a_day_with_its_failures_leaves_nobody_in_the_log(lines, monkeypatch):
    load_sample_city()
    client = Client(raise_request_exception=False)

    statuses = a_day_of_a_citizen(client)
    statuses += failures(client, monkeypatch)

    assert {200, 302, 400, 403, 404, 409, 413, 500} <= set(statuses), sorted(set(statuses))
    assert len(lines) > 40
    assert [line for line in lines if "builtins.RuntimeError" in line] != []
    found = {secret: line for secret in secrets_of(client) for line in lines if secret in line}
    assert found == {}


@pytest.mark.django_db(transaction=True)
def test_a_job_that_fails_over_what_somebody_wrote_leaves_it_out_of_the_log(lines, monkeypatch):
    def broken(**arguments: str) -> None:
        raise RuntimeError(f"{TEXT} {arguments}")

    monkeypatch.setattr(jobs.rhythms, "_entries", {})
    monkeypatch.setattr(jobs.works, "_entries", {"tests.broken": (1, broken)})
    run_job.enqueue("tests.broken", {"receipt": CODE})

    do_waiting_jobs()

    assert [line for line in lines if "tests.broken" in line] != []
    assert [line for line in lines if any(secret in line for secret in (NAME, MAIL, CODE, "桜町"))] == []


def test_the_search_finds_what_a_careless_line_would_hold(lines):
    logging.getLogger("jukugi.tests").warning("%s wrote", NAME)

    assert [line for line in lines if NAME in line] != []
