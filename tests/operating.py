"""Commands as an operator runs them, each in a process of its own, on databases of the kind that is tested."""

import json
import os
import re
import subprocess
import sys
import tarfile
from pathlib import Path

from django.db import connection

from jukugi.kit.backups.making import END


def here() -> str:
    """The address of the tests' database."""
    told = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{Path(str(told['NAME'])).resolve()}"
    return re.sub(r"/[^/?]*(\?|$)", rf"/{told['NAME']}\1", os.environ["JUKUGI_DATABASE_URL"], count=0)


def run(*arguments: object, address: str = "", **more: str) -> subprocess.CompletedProcess:
    command = [Path(sys.executable).with_name("jukugi"), *map(str, arguments)]
    environment = os.environ | {"JUKUGI_DATABASE_URL": address or here()} | more
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def end_of(file: Path) -> dict:
    with tarfile.open(file) as tar:
        return json.load(tar.extractfile(END))


def python(code: str, address: str) -> None:
    environment = os.environ | {"JUKUGI_DATABASE_URL": address}
    subprocess.run([sys.executable, "-c", code], env=environment, check=True)
