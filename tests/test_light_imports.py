"""What a web process must not load: the mathematics of maps and the makers of papers stay in jobs, and the
programming interface comes with the first request for it."""

import os
import subprocess
import sys

import pytest

CODE = """
import sys
import django
django.setup()
from django.core.management import call_command
from django.test import Client
call_command("migrate", verbosity=0)
call_command("collectstatic", interactive=False, verbosity=0)
for path in ("/", "/topics/", "/issues/", "/opinions/new/", "/threads/", "/about/method/", "/accounts/login/"):
    status = Client().get(path).status_code
    assert status == 200, f"{path} {status}"
HEAVY = {"ninja", "pydantic"} | {"numba", "scipy", "numpy", "dask", "distributed", "weasyprint", "docx", "resvg_py"}
print(sorted(HEAVY & set(sys.modules)))
"""


@pytest.mark.long
def test_pages_are_answered_without_the_libraries_of_jobs(tmp_path):
    outside = {name: value for name, value in os.environ.items() if not name.startswith(("JUKUGI_", "DJANGO_"))}
    environment = outside | {
        "DJANGO_SETTINGS_MODULE": "jukugi.project.settings",
        "JUKUGI_SECRET_KEY": "q8Zk-3mVb7_xT1rYw5LdNc9HfGj2PsAe6UoIiXvBnMtRyQz4WlKp0Sg",
        "JUKUGI_DATABASE_URL": f"sqlite:///{tmp_path}/jukugi.sqlite3",
        "JUKUGI_ALLOWED_HOSTS": "testserver",
        "JUKUGI_HTTPS": "0",
        "JUKUGI_VAR": str(tmp_path),
    }
    done = subprocess.run([sys.executable, "-c", CODE], env=environment, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout.strip(), done.stderr) == (0, "[]", "")
