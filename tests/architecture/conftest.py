"""A copy of the house in which a test plants one breach, to see that it is caught."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


class House:
    """A checkout: its sources and its contracts."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.sources = root / "src" / "jukugi"

    def plant(self, path: str, text: str) -> None:
        """Add lines to a module of ``src/jukugi``, or make one, with the packages above it."""
        module = self.sources / path
        if module.name == "models.py" and module.with_suffix("").is_dir():  # divided into a package
            module = module.with_suffix("") / "__init__.py"
        module.parent.mkdir(parents=True, exist_ok=True)
        for folder in [module.parent, *module.parent.parents]:
            if folder == self.sources:
                break
            (folder / "__init__.py").touch()
        with module.open("a", encoding="utf-8") as file:
            file.write(f"\n{text}\n")

    def run(self, *command: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
        """A program that imports the sources of this house and no others."""
        outside = {name: value for name, value in os.environ.items() if not name.startswith(("JUKUGI_", "DJANGO_"))}
        return subprocess.run(
            [sys.executable, *command],
            cwd=self.root,
            env=outside | {"PYTHONPATH": str(self.root / "src"), "PYTHONDONTWRITEBYTECODE": "1"} | environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )

    def run_django(self, code: str) -> subprocess.CompletedProcess[str]:
        """A program inside the set-up application of this house."""
        setting_up = "import django; django.setup()\n"
        return self.run("-c", setting_up + code, DJANGO_SETTINGS_MODULE="jukugi.project.settings_for_tests")


@pytest.fixture(scope="session")
def house() -> House:
    """The house itself."""
    return House(ROOT)


@pytest.fixture(scope="session")
def _copy(tmp_path_factory) -> House:
    root = tmp_path_factory.mktemp("house")
    shutil.copy(ROOT / "pyproject.toml", root)
    left_out = shutil.ignore_patterns("__pycache__", "static", "test_*.py")
    shutil.copytree(ROOT / "src" / "jukugi", root / "src" / "jukugi", ignore=left_out)
    return House(root)


@pytest.fixture
def copied_house(_copy, tmp_path) -> House:
    """A copy of the house to plant a breach in."""
    root = tmp_path / "house"
    shutil.copytree(_copy.root, root)
    return House(root)
