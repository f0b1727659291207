"""The settings as tests use them: what a machine must say has a value, and passwords are hashed quickly."""

import os
import tempfile
from pathlib import Path

_FOLDER = Path(tempfile.gettempdir()) / f"jukugi-tests-{os.getuid()}"
_FOLDER.mkdir(exist_ok=True)

os.environ.setdefault("JUKUGI_SECRET_KEY", "a key for tests, long enough and known to everybody: 0123456789")
os.environ.setdefault("JUKUGI_DATABASE_URL", f"sqlite:///{_FOLDER}/jukugi.sqlite3")
os.environ.setdefault("JUKUGI_ALLOWED_HOSTS", "testserver,127.0.0.1,localhost")
os.environ.setdefault("JUKUGI_HTTPS", "0")
os.environ.setdefault("JUKUGI_VAR", str(_FOLDER))

from jukugi.project.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
