"""What a machine must say has no default: what is missing or wrong stops the start, in words."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from jukugi.project.environment import SQLITE_OPTIONS, database, days, mail, required, site_url, yes

JUKUGI = Path(sys.executable).parent / "jukugi"


@pytest.fixture
def environment(tmp_path) -> dict[str, str]:
    """A machine that serves over https and says everything it must."""
    outside = {name: value for name, value in os.environ.items() if not name.startswith(("JUKUGI_", "DJANGO_"))}
    return outside | {
        "JUKUGI_SECRET_KEY": "q8Zk-3mVb7_xT1rYw5LdNc9HfGj2PsAe6UoIiXvBnMtRyQz4WlKp0Sg",
        "JUKUGI_DATABASE_URL": f"sqlite:///{tmp_path}/jukugi.sqlite3",
        "JUKUGI_ALLOWED_HOSTS": "jukugi.example.jp",
        "JUKUGI_VAR": str(tmp_path),
    }


def manage(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [JUKUGI, "manage", *arguments],
        cwd="/",
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


def value_of(environment: dict[str, str], *names: str) -> list:
    """What the settings module makes of an environment."""
    code = f"import json; from jukugi.project.settings import *; print(json.dumps([{', '.join(names)}]))"
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def test_a_machine_that_says_everything_passes_djangos_checks_for_deployment(environment):
    done = manage(environment, "check", "--deploy", "--fail-level", "INFO")

    assert (done.returncode, done.stderr) == (0, "")
    assert "no issues" in done.stdout


@pytest.mark.parametrize(
    ("name", "what_to_write"),
    [
        ("JUKUGI_SECRET_KEY", "50字以上のでたらめな文字列"),
        ("JUKUGI_DATABASE_URL", "sqlite:////場所/jukugi.sqlite3 または postgresql://"),
        ("JUKUGI_ALLOWED_HOSTS", "このサイトのホスト名"),
    ],
)
@pytest.mark.parametrize("value", [None, "", "  "], ids=["missing", "empty", "blank"])
def test_what_is_missing_stops_the_start_with_its_name_and_what_to_write(environment, name, what_to_write, value):
    environment.pop(name)
    if value is not None:
        environment[name] = value

    done = manage(environment, "check")

    assert done.returncode == 1
    assert f"設定 {name} がありません。" in done.stderr
    assert what_to_write in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("JUKUGI_HTTPS", "on", "設定 JUKUGI_HTTPS が「on」です。1（はい）か 0（いいえ）を書いてください。"),
        ("JUKUGI_DATABASE_URL", "mysql://a/b", "設定 JUKUGI_DATABASE_URL の形が違います。"),
    ],
)
def test_what_is_wrong_stops_the_start_with_its_name_and_what_to_write(environment, name, value, said):
    done = manage(environment | {name: value}, "check")

    assert done.returncode == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_https_is_what_a_machine_gets_that_says_nothing_of_it(environment):
    names = ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS")

    assert value_of(environment, *names) == [True, True, True, 365 * 24 * 60 * 60]


def test_debugging_is_off_and_cannot_be_switched_on(environment):
    code = "from django.conf import settings; print(settings.DEBUG)"

    done = subprocess.run(
        [sys.executable, "-c", code],
        env=environment | {"DJANGO_SETTINGS_MODULE": "jukugi.project.settings", "DEBUG": "1", "JUKUGI_DEBUG": "1"},
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout == "False\n"


def test_several_hosts_are_separated_by_commas_with_or_without_spaces(environment):
    environment["JUKUGI_ALLOWED_HOSTS"] = "jukugi.example.jp, www.jukugi.example.jp,10.0.0.7"

    assert value_of(environment, "ALLOWED_HOSTS") == [["jukugi.example.jp", "www.jukugi.example.jp", "10.0.0.7"]]


def test_a_required_value_is_read_without_the_space_around_it(monkeypatch):
    monkeypatch.setenv("JUKUGI_TESTED", " a value \n")

    assert required("JUKUGI_TESTED", "…") == "a value"


@pytest.mark.parametrize(("value", "default", "expected"), [("1", False, True), ("0", True, False), ("", True, True)])
def test_yes_and_no_are_1_and_0(monkeypatch, value, default, expected):
    monkeypatch.setenv("JUKUGI_TESTED", value)

    assert yes("JUKUGI_TESTED", default=default) is expected


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("sqlite:////srv/jukugi/jukugi.sqlite3", "/srv/jukugi/jukugi.sqlite3"),
        ("sqlite:///var/jukugi.sqlite3", "var/jukugi.sqlite3"),
        ("sqlite:////srv/%E5%B8%82%20%23%3F/a%25b.sqlite3", "/srv/市 #?/a%b.sqlite3"),
    ],
)
def test_a_sqlite_address_names_a_file_and_writers_wait_for_each_other(url, name):
    settings = database(url)

    assert (settings["ENGINE"], settings["NAME"]) == ("django.db.backends.sqlite3", name)
    assert settings["OPTIONS"] == SQLITE_OPTIONS
    assert settings["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("postgresql://jukugi:secret@db.example:5433/city", ("city", "jukugi", "secret", "db.example", 5433)),
        ("postgres://jukugi@db/city", ("city", "jukugi", "", "db", "")),
        ("postgresql:///city", ("city", "", "", "", "")),
        ("postgresql://a%40b:p%2F%3A%40%25%20x@h/n%C3%A4me", ("näme", "a@b", "p/:@% x", "h", "")),
        ("postgresql://jukugi@%2Fvar%2Frun%2Fpostgresql/city", ("city", "jukugi", "", "/var/run/postgresql", "")),
        ("postgresql://jukugi@%2Fsrv%2FJukugi%2FRun/city", ("city", "jukugi", "", "/srv/Jukugi/Run", "")),
        ("postgresql://jukugi@[::1]:5432/city", ("city", "jukugi", "", "::1", 5432)),
    ],
)
def test_a_postgresql_address_is_read_part_by_part(url, expected):
    settings = database(url)

    assert settings["ENGINE"] == "django.db.backends.postgresql"
    assert tuple(settings[key] for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT")) == expected


@pytest.mark.parametrize(
    "url",
    [
        "jukugi.sqlite3", "sqlite:", "sqlite://", "sqlite:///", "postgresql://host", "postgresql://host/", "mysql://h/n",
        "postgresql://host:port/name", "postgresql://host:99999/name", "postgresql://[host/name",
    ],
)  # fmt: skip
def test_an_address_of_another_form_is_refused_with_the_name_of_the_setting(url):
    with pytest.raises(ImproperlyConfigured, match="JUKUGI_DATABASE_URL"):
        database(url)


@pytest.mark.parametrize("url", ["mysql://jukugi:hunter2@h/n", "postgresql://jukugi:hunter2@h", "hunter2"])
def test_a_refused_address_is_not_repeated_with_its_password(url):
    with pytest.raises(ImproperlyConfigured) as refused:
        database(url)

    assert "hunter2" not in str(refused.value)


@pytest.mark.parametrize(("folder", "answer"), [("here", [200, "ok"]), ("nowhere", [503, "database"])])
def test_a_monitor_is_told_whether_the_database_answers_whatever_name_it_asks_for(
    environment, tmp_path, folder, answer
):
    (tmp_path / "here").mkdir()
    environment["JUKUGI_DATABASE_URL"] = f"sqlite:///{tmp_path}/{folder}/jukugi.sqlite3"
    code = """
import json, django; django.setup()
from django.test import Client
answer = Client().get("/healthz", headers={"host": "10.0.0.1"})
print(json.dumps([answer.status_code, answer.content.decode()]))
"""

    done = subprocess.run(
        [sys.executable, "-c", code],
        env=environment | {"DJANGO_SETTINGS_MODULE": "jukugi.project.settings"},
        capture_output=True,
        text=True,
        check=True,
    )

    assert json.loads(done.stdout) == answer


def test_on_a_fresh_machine_letters_stay_in_a_folder(environment, tmp_path):
    backend, folder, sender, site = value_of(
        environment, "EMAIL_BACKEND", "EMAIL_FILE_PATH", "DEFAULT_FROM_EMAIL", "SITE_URL"
    )

    assert backend == "django.core.mail.backends.filebased.EmailBackend"
    assert (folder, sender) == (f"{tmp_path}/mail", "jukugi@jukugi.example.jp")
    assert site == "https://jukugi.example.jp"


@pytest.mark.parametrize(
    ("address", "port", "has_starttls", "has_tls"),
    [
        ("smtp://mail.example.jp", 587, True, False),
        ("smtps://mail.example.jp", 465, False, True),
        ("smtp+plain://127.0.0.1:2525", 2525, False, False),
    ],
)
def test_a_mail_server_is_named_by_one_address(address, port, has_starttls, has_tls):
    found = mail(address, "/folder")

    assert found["EMAIL_BACKEND"] == "django.core.mail.backends.smtp.EmailBackend"
    assert (found["EMAIL_PORT"], found["EMAIL_USE_TLS"], found["EMAIL_USE_SSL"]) == (port, has_starttls, has_tls)


def test_a_mail_servers_name_and_password_may_hold_signs():
    found = mail("smtp://city%40jukugi:p%2Fw%3A@mail.example.jp", "/folder")

    assert (found["EMAIL_HOST_USER"], found["EMAIL_HOST_PASSWORD"]) == ("city@jukugi", "p/w:")


@pytest.mark.parametrize("address", ["mail.example.jp", "smtp://", "http://mail.example.jp", "smtp://mail:port"])
def test_a_wrong_mail_server_stops_the_start_in_words(address):
    with pytest.raises(ImproperlyConfigured, match="JUKUGI_MAIL"):
        mail(address, "/folder")


def test_the_address_for_letters_is_the_sites_own():
    hosts = [".example.jp", "jukugi.example.jp"]

    assert site_url("", hosts=hosts, https=True) == "https://jukugi.example.jp"
    assert site_url("", hosts=["*"], https=False) == "http://localhost"
    assert site_url("http://127.0.0.1:8000/", hosts=hosts, https=True) == "http://127.0.0.1:8000"
    for wrong in ("jukugi.example.jp", "https://jukugi.example.jp/熟議/", "ftp://jukugi.example.jp"):
        with pytest.raises(ImproperlyConfigured, match="JUKUGI_SITE_URL"):
            site_url(wrong, hosts=hosts, https=True)


def test_days_to_keep_things_are_read_as_a_person_writes_them():
    assert days("a.b=14, c.d=7\n") == {"a.b": 14, "c.d": 7}
    assert days("") == {}
    for wrong in ("a.b", "a.b=", "=3", "a.b=x", "a.b=-3", "a.b=１"):
        with pytest.raises(ImproperlyConfigured, match="JUKUGI_RETENTION"):
            days(wrong)
