"""Make `.venv/` from the locked requirements: `python3 -m tools.environment run` (demo) or `dev` (tests, checks).

Runs on whatever python3 the machine has, so the syntax stays with Python 3.7 and the imports with the standard library.
A stamp in `.venv/` makes the second call instant.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import ssl
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tools.places import BIN, PYTHON, REQUIREMENTS, ROOT, VENV
from tools.words import Missing, complain, tell

OLDEST = (3, 11)
NEWER_PYTHONS = ["python3.14", "python3.13", "python3.12", "python3.11"]
SETS = ("run", "dev")  # each contains the one before it
STAMP = VENV / ".jukugi-environment"


def main(arguments: list[str]) -> int:
    wanted = arguments[0] if arguments else "run"
    if wanted not in SETS:
        complain(f"python3 -m tools.environment {' | '.join(SETS)}")
        return 2
    try:
        make_environment(wanted)
    except Missing as missing:
        complain(missing)
        return 1
    except KeyboardInterrupt:
        complain("中断しました。もう一度実行すると続きから作ります。 Interrupted: run it again to go on.")
        return 130
    return 0


def make_environment(wanted: str) -> None:
    """Bring `.venv/` to the state of the lock file. Raises Missing with a sentence a person can act on."""
    if is_current(wanted):
        return
    with _one_at_a_time():
        if is_current(wanted):  # another make was faster
            return
        tell(f"環境を用意しています (.venv, requirements/{wanted}.txt) …")
        if not _is_whole(VENV):
            _make_venv(suitable_python())
        with contextlib.suppress(FileNotFoundError):
            STAMP.unlink()
        _install_uv()
        _install_locked(REQUIREMENTS / f"{wanted}.txt")
        _install_project()
        _make_word_vectors()
        STAMP.write_text(stamp(wanted), encoding="utf-8")


def is_current(wanted: str) -> bool:
    """Whether `.venv/` holds this set, or a larger one, from the present lock files."""
    if not (STAMP.exists() and PYTHON.exists()):
        return False
    found = STAMP.read_text(encoding="utf-8")
    return found in [stamp(name) for name in SETS[SETS.index(wanted) :]]


def stamp(name: str) -> str:
    """Changes whenever the set would be installed differently: lock, project table, place, Python of the `.venv/`."""
    digest = hashlib.sha256()
    locks = [REQUIREMENTS / f"{lock}.txt" for lock in (name, "uv", "vectors")]
    for part in [*locks, ROOT / "pyproject.toml", VENV / "pyvenv.cfg"]:
        digest.update(part.read_bytes())
    digest.update(str(ROOT).encode())
    return f"{name} {digest.hexdigest()}\n"


# --- the Python and its venv


def suitable_python() -> str:
    """The Python this runs on if it is new enough, else a newer one found beside it (macOS ships 3.9)."""
    if sys.version_info >= OLDEST:
        return sys.executable
    for name in NEWER_PYTHONS:
        found = shutil.which(name)
        if found:
            return found
    have = ".".join(map(str, sys.version_info[:2]))
    raise Missing(
        f"Python 3.11 以上が必要です（いまの python3 は {have}）。Debian 12 以降なら "
        "sudo apt install python3 python3-venv、macOS なら brew install python を実行してから、もう一度どうぞ。",
        f"Python 3.11 or newer is needed (python3 is {have}). "
        "Debian 12 or newer: sudo apt install python3 python3-venv; macOS: brew install python.",
    )


def _is_whole(venv: Path) -> bool:
    """A venv whose Python still runs: it breaks when the checkout is moved or the system's Python is replaced."""
    if not (venv / "pyvenv.cfg").exists() or not PYTHON.exists():
        return False
    check = "import sys, pip; sys.exit(sys.version_info < (3, 11))"
    return subprocess.run([str(PYTHON), "-c", check], capture_output=True, check=False).returncode == 0


def _make_venv(python: str) -> None:
    if subprocess.run([python, "-c", "import venv, ensurepip"], capture_output=True, check=False).returncode != 0:
        raise Missing(
            "python3 に venv がありません。sudo apt install python3-venv を実行してから、もう一度どうぞ。",
            "This python3 has no venv. Run: sudo apt install python3-venv",
        )
    # Without --upgrade-deps: ensurepip carries its own pip and needs no network.
    if subprocess.run([python, "-m", "venv", "--clear", str(VENV)], check=False).returncode != 0:
        raise Missing(
            f"{VENV} を作れませんでした。空き容量と書き込みの権限を確かめてください。",
            f"{VENV} could not be made: look at free space and write permission.",
        )


# --- installing


def _install_uv() -> None:
    """With pip, hashed: everything after this goes through uv, which is ten times faster."""
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    _run_quietly([*pip, "--require-hashes", "--requirement", str(REQUIREMENTS / "uv.txt")], env=pip_environment())


def _install_locked(lock: Path) -> None:
    uv = [str(BIN / "uv"), "--no-config", "pip", "install", "--quiet", "--python", str(PYTHON)]
    done = subprocess.run(
        [*uv, "--require-hashes", "--requirement", str(lock)],
        env=uv_environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode == 0:
        return
    # uv reads no pip configuration: where only pip knows the way to the packages, pip fetches them.
    tell("uv では取得できなかったため、pip で取得します（数分かかります） …")
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    try:
        _run_quietly([*pip, "--require-hashes", "--requirement", str(lock)], env=pip_environment())
    except Missing:
        print(done.stderr, file=sys.stderr)
        raise


def fetch_apart(lock: Path, folder: Path) -> None:
    """Unpack what a hashed list names into a folder of its own, without what it depends on."""
    where = ["--no-deps", "--require-hashes", "--target", str(folder), "--requirement", str(lock)]
    uv = [str(BIN / "uv"), "--no-config", "pip", "install", "--quiet", "--python", str(PYTHON), *where]
    if subprocess.run(uv, env=uv_environment(), capture_output=True, check=False).returncode != 0:
        pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *where]
        _run_quietly(pip, env=pip_environment())


def _make_word_vectors() -> None:
    """In a process of the environment just made: it needs numpy."""
    tell("言葉のベクトルを用意しています (requirements/vectors.txt) …")
    _run_quietly([str(PYTHON), "-m", "tools.word_vectors"], env=pip_environment())


def _install_project() -> None:
    """The project itself, editable; its dependencies and its build tool are already there from the lock."""
    if not (ROOT / "README.md").exists():
        raise Missing(
            "README.md が見つかりません。git clone し直してください。",
            "README.md is missing: clone the repository again.",
        )
    uv = [str(BIN / "uv"), "--no-config", "pip", "install", "--quiet", "--python", str(PYTHON), "--offline"]
    _run_quietly([*uv, "--no-deps", "--no-build-isolation", "--editable", str(ROOT)], env=uv_environment())


def _run_quietly(command: list[str], *, env: dict[str, str]) -> None:
    if subprocess.run(command, env=env, cwd=str(ROOT), check=False).returncode != 0:
        raise Missing(
            "部品を取得できませんでした（上の行が理由です）。"
            "ネットワーク、プロキシ（HTTPS_PROXY）、pip の設定を確かめてください。",
            "Packages could not be installed (reason above). "
            "Look at the network, the proxy (HTTPS_PROXY) and pip's configuration.",
        )


def pip_environment() -> dict[str, str]:
    """The caller's own settings, without what would put packages elsewhere than into `.venv/`."""
    unwanted = (
        "PIP_TARGET",
        "PIP_PREFIX",
        "PIP_USER",
        "PIP_ROOT",
        "PIP_REQUIRE_VIRTUALENV",
        "PYTHONHOME",
        "PYTHONPATH",
    )
    environment = {name: value for name, value in os.environ.items() if name not in unwanted}
    bundle = _system_certificates()
    if bundle and "cert" not in _pip_settings(environment):
        environment["PIP_CERT"] = bundle
    return environment


def _system_certificates() -> str | None:
    """The certificates the administrator trusts: an office proxy's stands there, not among those pip brings along."""
    usual = ["/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt"]
    found = [path for path in [ssl.get_default_verify_paths().cafile, *usual] if path and os.path.exists(path)]
    return found[0] if found else None


def uv_environment() -> dict[str, str]:
    """Tell uv what the machine told pip: package index, certificates, proxy. What uv was told itself goes first."""
    environment = pip_environment()
    environment["UV_NO_PROGRESS"] = "1"
    environment["UV_PYTHON_DOWNLOADS"] = "never"
    pip = _pip_settings(environment)
    if "index-url" in pip and not environment.keys() & {"UV_INDEX_URL", "UV_DEFAULT_INDEX"}:
        environment["UV_DEFAULT_INDEX"] = pip["index-url"]
    if "cert" in pip:
        environment.setdefault("SSL_CERT_FILE", pip["cert"])
    if "proxy" in pip:
        environment.setdefault("ALL_PROXY", pip["proxy"])
    return environment


def _pip_settings(environment: dict[str, str]) -> dict[str, str]:
    """pip's effective settings, from files and environment: {'index-url': …, 'cert': …}."""
    done = subprocess.run(
        [str(PYTHON), "-m", "pip", "config", "list"], env=environment, capture_output=True, text=True, check=False
    )
    settings: dict[str, str] = {}
    for line in done.stdout.splitlines():  # global.index-url='…', install.cert='…', :env:.cert='…'; later ones win
        key, equals, value = line.partition("=")
        if equals and key.split(".")[0] in ("global", "install", ":env:"):
            settings[key.rpartition(".")[2]] = value.strip().strip("'\"")
    return settings


@contextlib.contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Two makes in two windows wait for each other instead of writing into the same folder."""
    try:
        import fcntl
    except ImportError:
        yield
        return
    lock: int | None = None
    try:
        lock = os.open(str(ROOT / "requirements"), os.O_RDONLY)
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        if lock is not None:
            os.close(lock)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
