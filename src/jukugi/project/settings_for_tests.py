"""The settings as tests use them: what a machine must say has a value, and passwords are hashed quickly."""

import atexit
import os
import shutil
import tempfile

if "JUKUGI_VAR" not in os.environ:
    # The first process makes a folder of its own and clears it away; processes it starts inherit the setting.
    os.environ["JUKUGI_VAR"] = tempfile.mkdtemp(prefix="jukugi-tests-")
    atexit.register(shutil.rmtree, os.environ["JUKUGI_VAR"], ignore_errors=True)
os.environ.setdefault("JUKUGI_SECRET_KEY", "a key for tests, long enough and known to everybody: 0123456789")
os.environ.setdefault("JUKUGI_DATABASE_URL", f"sqlite:///{os.environ['JUKUGI_VAR']}/jukugi.sqlite3")
os.environ.setdefault("JUKUGI_ALLOWED_HOSTS", "testserver,127.0.0.1,localhost")
os.environ.setdefault("JUKUGI_HTTPS", "0")
os.environ.setdefault("JUKUGI_REQUIRE_SECOND_STEP", "0")

from jukugi.project.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# What one test asked for is not what the next is told.
API_KEPT_SECONDS = 0

STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # noqa: F405 - whitenoise warns of a folder that is not there
