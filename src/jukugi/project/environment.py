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
WRONG_MAIL = (
    "設定 JUKUGI_MAIL の形が違います。file（ファイルに書く）、console（画面に書く）、または"
    " smtp://利用者:パスワード@ホスト:587（STARTTLS）、smtps://利用者:パスワード@ホスト:465、"
    " smtp+plain://ホスト:25（暗号なし。同じ機械の中だけ）を書いてください。"
)
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


def chosen(name: str, choices: list[str]) -> str:
    """A setting that is one of some words; the first where nothing is set. Raises ImproperlyConfigured."""
    value = os.environ.get(name, "").strip() or choices[0]
    if value not in choices:
        raise ImproperlyConfigured(f"設定 {name} が「{value}」です。{'か'.join(choices)} を書いてください。")
    return value


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
            # A thread never waits for another's connection: who waits here waits for a database that is away.
            "OPTIONS": {"pool": {"min_size": 1, "max_size": 8, "timeout": 5}, "connect_timeout": 5},
        }
    raise ImproperlyConfigured(WRONG_DATABASE)


def mail(value: str, folder: str) -> dict[str, Any]:
    """Django's settings for where letters go: a folder on this machine, the console, or a mail server.

    ``smtp://`` speaks STARTTLS, ``smtps://`` TLS from the start, ``smtp+plain://`` none. Raises ImproperlyConfigured.
    """
    if value in ("file", "console"):
        backend = "filebased" if value == "file" else value
        return {"EMAIL_BACKEND": f"django.core.mail.backends.{backend}.EmailBackend", "EMAIL_FILE_PATH": folder}
    try:
        parts = urlsplit(value)
        port = parts.port
    except ValueError as error:
        raise ImproperlyConfigured(WRONG_MAIL) from error
    usual = {"smtp": 587, "smtps": 465, "smtp+plain": 25}
    if parts.scheme not in usual or not parts.hostname:
        raise ImproperlyConfigured(WRONG_MAIL)
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_FILE_PATH": folder,
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": port or usual[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_TIMEOUT": 30,
    }


def site_url(value: str, *, hosts: list[str], https: bool) -> str:
    """The address of the site for letters: as it was set, else of the first host. Raises ImproperlyConfigured."""
    if not value:
        named = next((host for host in hosts if not host.startswith((".", "*"))), "localhost")
        return f"{'https' if https else 'http'}://{named}"
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.path.strip("/"):
        raise ImproperlyConfigured(
            f"設定 JUKUGI_SITE_URL が「{value}」です。https://jukugi.example.jp のように、ホストまでを書いてください。"
        )
    return f"{parts.scheme}://{parts.netloc}"


def days(value: str) -> dict[str, int]:
    """``name=30 other=7`` as {name: days}; spaces or commas between. Raises ImproperlyConfigured."""
    found = {}
    for part in value.replace(",", " ").split():
        name, equals, number_of = part.partition("=")
        if not (equals and name and number_of.isascii() and number_of.isdigit()):
            raise ImproperlyConfigured(
                f"設定 JUKUGI_RETENTION に「{part}」があります。"
                "meetings.emails=14 のように、名前=日数を空白で区切って書いてください。"
            )
        found[name] = int(number_of)
    return found
