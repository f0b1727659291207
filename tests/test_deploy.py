"""What stands in deploy/ does what it says: units, containers, proxy, database, the daily backup."""

import argparse
import hashlib
import http.client
import importlib
import os
import re
import shutil
import ssl
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import yaml
from django.db import connection

from jukugi.project.cli import COMMANDS
from tests.operating import here
from tools.network import any_free_port
from tools.places import ROOT

DEPLOY = ROOT / "deploy"
UNITS = ["jukugi.service", "jukugi-worker.service", "jukugi-backup.service"]
# A unit of ours may not do without: what each takes away is told in systemd.exec(5).
HARDENING = {
    "NoNewPrivileges": "yes",
    "ProtectSystem": "strict",
    "ProtectHome": "yes",
    "PrivateTmp": "yes",
    "PrivateDevices": "yes",
    "PrivateUsers": "yes",
    "UMask": "0077",
    "CapabilityBoundingSet": "",
    "SystemCallErrorNumber": "EPERM",
    "User": "jukugi",
}
LARGEST_EXPOSURE = 1.5


def settings_of(unit: str) -> dict[str, list[str]]:
    """Name → values in their order."""
    found: dict[str, list[str]] = {}
    for line in (DEPLOY / unit).read_text().splitlines():
        if "=" in line and not line.startswith("#"):
            name, _, value = line.partition("=")
            found.setdefault(name, []).append(value)
    return found


def parses(words: list[str]) -> bool:
    """Whether ``jukugi WORDS`` is a command with arguments that it knows."""
    if words[0] not in COMMANDS:
        return False
    module = importlib.import_module(f"jukugi.project.commands.{words[0].replace('-', '_')}")
    parser = argparse.ArgumentParser(exit_on_error=False)
    module.add_arguments(parser)
    return not parser.parse_known_args(words[1:])[1]


def known_settings() -> set[str]:
    return set(re.findall(r"^#? ?(JUKUGI_\w+)=", (ROOT / ".env.sample").read_text(), re.MULTILINE))


@pytest.mark.parametrize("unit", UNITS)
def test_a_unit_gives_up_what_it_does_not_need(unit):
    told = settings_of(unit)

    assert {name: told[name][-1] for name in HARDENING} == HARDENING
    assert told["EnvironmentFile"] == ["/etc/jukugi/jukugi.env"]


@pytest.mark.parametrize("unit", ["jukugi.service", "jukugi-worker.service"])
def test_a_unit_starts_a_command_that_there_is(unit):
    (start,) = settings_of(unit)["ExecStart"]

    program, *words = start.split()
    assert program == "/opt/jukugi/.venv/bin/jukugi"
    assert parses(words), words


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd-analyze is not installed here")
@pytest.mark.parametrize("unit", [*UNITS, "jukugi-backup.timer"])
def test_systemd_takes_a_unit(unit):
    done = subprocess.run(["systemd-analyze", "verify", DEPLOY / unit], capture_output=True, text=True, check=False)

    # That the program stands in /opt is told where it does not; nothing else may be.
    others = [line for line in done.stderr.splitlines() if "is not executable" not in line and "jukugi" in line]
    assert others == []


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd-analyze is not installed here")
@pytest.mark.parametrize("unit", UNITS)
def test_systemd_finds_little_that_a_unit_could_harm(unit):
    command = ["systemd-analyze", "security", "--offline=true", DEPLOY / unit]
    done = subprocess.run(command, capture_output=True, text=True, check=False)

    found = re.search(r"Overall exposure level for \S+: ([0-9.]+)", done.stdout)
    assert found is not None, done.stderr
    assert float(found[1]) <= LARGEST_EXPOSURE


def test_containers_may_write_nowhere_but_where_they_must():
    told = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
    ours = {name: told["services"][name] for name in ("migrate", "web", "worker")}

    assert all(service["read_only"] and service["cap_drop"] == ["ALL"] for service in ours.values())
    assert {service["user"] for service in ours.values()} == {"10001"}
    assert all("no-new-privileges:true" in service["security_opt"] for service in told["services"].values())
    assert all(parses(service["command"]) for service in ours.values())
    ports = [port for service in told["services"].values() for port in service.get("ports", [])]
    assert ports == ["127.0.0.1:8000:8000"]
    # An image by its name alone: where it comes from is the city's to say.
    assert all("/" not in service["image"] for service in told["services"].values())


def test_containers_wait_for_each_other_and_name_volumes_that_there_are():
    told = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
    services = told["services"]

    used = {volume.partition(":")[0] for service in services.values() for volume in service.get("volumes", [])}
    assert used == set(told["volumes"])
    waited = {other for service in services.values() for other in service.get("depends_on", {})}
    assert waited <= set(services)
    assert services["web"]["depends_on"] == {"migrate": {"condition": "service_completed_successfully"}}
    assert {secret for service in services.values() for secret in service.get("secrets", [])} == set(told["secrets"])


def test_the_image_runs_as_nobody_special_and_says_how_it_fares():
    text = (DEPLOY / "Dockerfile").read_text().replace("\\\n", " ")
    lines = [line.split(maxsplit=1) for line in text.splitlines() if line and not line.startswith("#")]
    told = {word: [rest for each, rest in lines if each == word] for word, _ in lines}

    assert told["FROM"] == ["debian:bookworm-slim"]
    assert told["USER"] == ["10001"]
    assert "/healthz'" in told["HEALTHCHECK"][0]
    assert parses(re.findall(r'"([^"]*)"', told["CMD"][0]))
    assert set(re.findall(r"JUKUGI_\w+", text)) <= known_settings()


@pytest.mark.django_db
@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="asks PostgreSQL about its settings")
def test_postgresql_knows_each_setting_and_keeps_what_it_acknowledged():
    lines = [line.partition("=") for line in (DEPLOY / "postgresql.conf").read_text().splitlines() if "=" in line]
    told = {name.strip(): value.strip() for name, _, value in lines if not name.startswith("#")}
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM pg_settings")
        known = {name for (name,) in cursor.fetchall()}

    assert set(told) - known == set()
    assert [told[name] for name in ("fsync", "synchronous_commit", "full_page_writes")] == ["on"] * 3
    assert told["log_statement"] == "none"


@pytest.mark.django_db(transaction=True)
def test_the_daily_backup_is_whole_noted_and_copied_and_old_ones_go(tmp_path):
    folder, other = tmp_path / "backups", tmp_path / "elsewhere"
    folder.mkdir()
    other.mkdir()
    old, young = folder / "2020-01-01T030000.jukugi", folder / "yesterday.jukugi"
    for file, days in ((old, 40), (young, 1)):
        file.write_text("")
        os.utime(file, (time.time() - days * 86400,) * 2)
    given = {
        "JUKUGI": str(Path(sys.executable).with_name("jukugi")), "JUKUGI_DATABASE_URL": here(),
        "BACKUPS": str(folder), "KEEP_DAYS": "30", "KEY_FILE": str(tmp_path / "none"), "COPY_TO": str(other),
    }  # fmt: skip

    done = subprocess.run(
        [DEPLOY / "jukugi-backup"], env=os.environ | given, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stderr
    assert (old.exists(), young.exists()) == (False, True)
    (made,) = [file for file in folder.glob("*.jukugi") if file != young]
    digests = (folder / "digests.txt").read_text()
    assert f"{hashlib.sha256(made.read_bytes()).hexdigest()}  {made.name}" in digests
    assert "末尾の印" in digests
    assert (other / made.name).read_bytes() == made.read_bytes()
    assert (other / "digests.txt").read_text() == digests
    assert [file.name for file in other.iterdir() if file.name.startswith(".")] == []


# nginx, really running -----------------------------------------------------------------------------------------------


class Upstream(BaseHTTPRequestHandler):
    """Stands where the application would: tells what came in."""

    def do_GET(self) -> None:
        names = ("X-Request-ID", "X-Forwarded-Proto", "X-Forwarded-For", "Host")
        body = "\n".join(f"{name}={self.headers.get(name, '')}" for name in names).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Quiet."""


@pytest.fixture(scope="module")
def proxy(tmp_path_factory):
    """The example as it stands, but for ports, certificate and places: (https port, http port, logs, upstream)."""
    nginx = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if not nginx or not shutil.which("openssl"):
        pytest.skip("nginx or openssl is not installed here: sudo apt install nginx openssl")
    folder = tmp_path_factory.mktemp("nginx")
    (folder / "logs").mkdir()
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=jukugi.example.jp",
         "-keyout", folder / "privkey.pem", "-out", folder / "fullchain.pem"],
        check=True, capture_output=True,
    )  # fmt: skip
    upstream = ThreadingHTTPServer(("127.0.0.1", 0), Upstream)
    threading.Thread(target=upstream.serve_forever, daemon=True).start()
    plain, secure = any_free_port(), any_free_port()
    text = (DEPLOY / "nginx.conf").read_text()
    for old, new in {
        "127.0.0.1:8000;": f"127.0.0.1:{upstream.server_port};",
        "    listen [::]:80;\n": "", "    listen [::]:443 ssl http2;\n": "",
        "listen 80;": f"listen 127.0.0.1:{plain};", "listen 443 ssl http2;": f"listen 127.0.0.1:{secure} ssl http2;",
        "/etc/ssl/jukugi": str(folder), "/var/log/nginx": str(folder / "logs"),
        "/opt/jukugi/deploy": str(DEPLOY),
    }.items():  # fmt: skip
        assert old in text, old
        text = text.replace(old, new)
    temporary = "".join(
        f"{name}_temp_path {folder}/{name};\n" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    file = folder / "nginx.conf"
    user = "user root;\n" if os.geteuid() == 0 else ""
    file.write_text(f"{user}pid {folder}/pid;\nevents {{}}\nhttp {{\n{temporary}{text}\n}}\n")
    command = [nginx, "-p", folder, "-c", file, "-e", folder / "logs" / "start.log"]
    tested = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False)
    assert tested.returncode == 0, tested.stderr
    process = subprocess.Popen([*command, "-g", "daemon off;"])
    _wait_for(plain)
    yield secure, plain, folder / "logs", upstream
    process.terminate()
    process.wait()
    upstream.server_close()


def _wait_for(port: int) -> None:
    for _ in range(200):
        try:
            http.client.HTTPConnection("127.0.0.1", port, timeout=5).connect()
            return
        except OSError:
            time.sleep(0.05)
    raise AssertionError("nginx did not start")


def asked(port: int, path: str, **headers: str) -> tuple[int, dict[str, str], str]:
    trusting = ssl.create_default_context()
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
    line = http.client.HTTPSConnection("127.0.0.1", port, timeout=30, context=trusting)
    line.request("GET", path, headers={"Host": "jukugi.example.jp"} | headers)
    answer = line.getresponse()
    return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read().decode()


def test_the_proxy_leads_everybody_to_https(proxy):
    line = http.client.HTTPConnection("127.0.0.1", proxy[1], timeout=30)
    line.request("GET", "/topics/?q=1", headers={"Host": "jukugi.example.jp"})
    answer = line.getresponse()

    assert (answer.status, answer.getheader("Location")) == (301, "https://jukugi.example.jp/topics/?q=1")


def test_what_comes_from_outside_is_not_passed_on_as_our_own_word(proxy):
    given = {"X-Request-ID": "f" * 32, "X-Forwarded-Proto": "http", "X-Forwarded-For": "192.0.2.1"}

    _status, _headers, body = asked(proxy[0], "/", **given)

    told = dict(line.split("=", 1) for line in body.splitlines())
    assert (told["X-Forwarded-Proto"], told["X-Forwarded-For"]) == ("https", "127.0.0.1")
    assert re.fullmatch("[0-9a-f]{32}", told["X-Request-ID"])
    assert told["X-Request-ID"] != "f" * 32
    assert told["Host"] == "jukugi.example.jp"


def test_what_is_for_the_monitor_is_not_shown_outside(proxy):
    assert [asked(proxy[0], path)[0] for path in ("/metrics", "/healthz", "/healthz/ready")] == [404] * 3


def test_the_log_of_the_proxy_holds_no_receipt_and_no_address_of_a_person(proxy):
    asked(proxy[0], "/threads/314159266/?key=secret")
    log = proxy[2] / "jukugi.log"
    for _ in range(100):
        if log.exists() and "/threads/" in log.read_text():
            break
        time.sleep(0.05)

    (line,) = [line for line in log.read_text().splitlines() if "/threads/" in line]
    assert "/threads/... 200" in line
    assert not re.search(r"314159266|secret|127\.0\.0\.1", line)
    assert re.search(r" [0-9a-f]{32} GET ", line)


def test_too_large_a_body_is_refused_before_it_is_sent(proxy):
    assert asked(proxy[0], "/", **{"Content-Length": str(18 * 1024 * 1024)})[0] == 413


def test_while_the_application_is_away_a_page_says_so(proxy):
    proxy[3].shutdown()
    proxy[3].socket.close()

    status, headers, body = asked(proxy[0], "/topics/")

    assert (status, headers["retry-after"]) == (503, "30")
    assert "いまは答えられません" in body
