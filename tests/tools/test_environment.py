import os
import subprocess
import sys
import venv

import pytest

from tools import environment
from tools.places import ROOT


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    """A checkout with a `.venv/` and lock files, but nothing installed."""
    (tmp_path / "requirements").mkdir()
    for name in ("run.txt", "dev.txt", "uv.txt", "vectors.txt"):
        (tmp_path / "requirements" / name).write_text("")
    (tmp_path / "pyproject.toml").write_text("")
    venv.create(tmp_path / ".venv", with_pip=False)
    for name, path in {
        "ROOT": tmp_path,
        "REQUIREMENTS": tmp_path / "requirements",
        "VENV": tmp_path / ".venv",
        "PYTHON": tmp_path / ".venv" / "bin" / "python",
        "STAMP": tmp_path / ".venv" / ".stamp",
    }.items():
        monkeypatch.setattr(environment, name, path)
    return tmp_path


def test_an_environment_is_current_until_its_lock_changes(checkout):
    environment.STAMP.write_text(environment.stamp("run"))
    was_current = environment.is_current("run")

    (checkout / "requirements" / "run.txt").write_text("django==5.2.19\n")

    assert (was_current, environment.is_current("run")) == (True, False)


def test_the_larger_set_serves_for_the_smaller_one_and_not_the_other_way_round(checkout):
    environment.STAMP.write_text(environment.stamp("dev"))
    dev_serves = environment.is_current("run"), environment.is_current("dev")
    environment.STAMP.write_text(environment.stamp("run"))

    assert dev_serves == (True, True)
    assert environment.is_current("dev") is False


def test_a_moved_checkout_is_not_current(checkout, monkeypatch):
    environment.STAMP.write_text(environment.stamp("run"))

    monkeypatch.setattr(environment, "ROOT", ROOT)
    (checkout / "elsewhere").mkdir()
    monkeypatch.setattr(environment, "ROOT", checkout / "elsewhere")
    (checkout / "elsewhere" / "pyproject.toml").write_text("")

    assert environment.is_current("run") is False


def test_uv_learns_index_certificates_and_proxy_from_pips_configuration(tmp_path, monkeypatch):
    configuration = tmp_path / "pip.conf"
    configuration.write_text(
        "[global]\nindex-url = https://packages.example/simple\nproxy = http://proxy.example:3128\n"
        "[install]\ncert = /etc/city.pem\n"
    )
    for name in [
        name for name in os.environ if name.startswith(("PIP_", "UV_")) or name in ("SSL_CERT_FILE", "ALL_PROXY")
    ]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PIP_CONFIG_FILE", str(configuration))
    monkeypatch.setattr(environment, "PYTHON", sys.executable)

    given = environment.uv_environment()

    assert given["UV_DEFAULT_INDEX"] == "https://packages.example/simple"
    assert given["SSL_CERT_FILE"] == "/etc/city.pem"
    assert given["ALL_PROXY"] == "http://proxy.example:3128"


def test_what_uv_was_told_itself_goes_before_pips_configuration(monkeypatch):
    monkeypatch.setenv("PIP_INDEX_URL", "https://packages.example/simple")
    monkeypatch.setenv("UV_DEFAULT_INDEX", "https://other.example/simple")
    monkeypatch.setattr(environment, "PYTHON", sys.executable)

    assert environment.uv_environment()["UV_DEFAULT_INDEX"] == "https://other.example/simple"


def test_an_unknown_set_is_refused_with_the_known_ones():
    done = subprocess.run(
        [sys.executable, "-m", "tools.environment", "prod"], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert done.returncode == 2
    assert done.stderr == "× python3 -m tools.environment run | dev\n"


def test_make_without_python_says_what_to_install():
    done = subprocess.run(
        ["make", "PYTHON=no-such-python", "run-environment"], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert done.returncode == 2
    assert "sudo apt install python3 python3-venv" in done.stderr


def test_every_target_of_the_makefile_is_explained_by_make_help():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    phony = next(line for line in makefile.splitlines() if line.startswith(".PHONY:")).split()[1:]
    targets = [name for name in phony if not name.endswith("-environment") and name != "help"]

    shown = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True).stdout

    assert [name for name in targets if f"make {name} " not in shown] == []
