"""Values from the environment; what is missing or wrong stops the start with its name and what to write."""

import os
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA temp_store=MEMORY;"
        " PRAGMA mmap_size=134217728; PRAGMA journal_size_limit=67108864; PRAGMA cache_size=-20000;"
    ),
}
WRONG_DATABASE = (
    "設定 JUKUGI_DATABASE_URL の形が違います。sqlite:////場所/jukugi.sqlite3 か"
    " postgresql://利用者:パスワード@ホスト:5432/名前 を書いてください。"
)


def required(name: str, what_to_write: str) -> str:
    """The value of a setting that has no default. Raises ImproperlyConfigured."""
    value = os.environ.get(name, "").strip()
    if not value:
        raise ImproperlyConfigured(
            f"設定 {name} がありません。環境変数に {what_to_write} を書いてください（書き方は .env.sample）。"
        )
    return value


def words(value: str) -> list[str]:
    """A list separated by commas, with or without blanks."""
    return [word.strip() for word in value.split(",") if word.strip()]


def yes(name: str, *, default: bool) -> bool:
    """A setting that is 1 or 0. Raises ImproperlyConfigured on anything else."""
    value = os.environ.get(name, "").strip()
    if value not in ("", "0", "1"):
        raise ImproperlyConfigured(f"設定 {name} が「{value}」です。1（はい）か 0（いいえ）を書いてください。")
    return default if value == "" else value == "1"


def number(name: str, *, default: int) -> int:
    """A setting that is a whole number from 0 on. Raises ImproperlyConfigured on anything else."""
    value = os.environ.get(name, "").strip()
    if value and not (value.isascii() and value.isdigit()):
        raise ImproperlyConfigured(f"設定 {name} が「{value}」です。0以上の整数を書いてください。")
    return int(value) if value else default


def database(url: str) -> dict[str, Any]:
    """Django's settings for a database URL: ``sqlite:////absolute/path`` or ``postgresql://user:pass@host:port/name``.

    A PostgreSQL host that starts with ``/`` (percent-encoded) is the folder of its socket. Raises ImproperlyConfigured.
    """
    try:
        parts = urlsplit(url)
        port = parts.port or ""
    except ValueError as error:
        raise ImproperlyConfigured(WRONG_DATABASE) from error
    if parts.scheme == "sqlite" and len(parts.path) > 1:
        path = unquote(parts.path[1:])
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": path,
            "OPTIONS": SQLITE_OPTIONS,
            "TEST": {"NAME": f"{path}.test"},
        }
    if parts.scheme in ("postgresql", "postgres") and len(parts.path) > 1:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path[1:]),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(parts.hostname or ""),
            "PORT": port,
            "OPTIONS": {"pool": {"min_size": 1, "max_size": 8, "timeout": 20}},
        }
    raise ImproperlyConfigured(WRONG_DATABASE)
