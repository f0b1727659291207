"""For a monitor, under whatever name the server is asked, before host names, sessions and redirects are looked at.

``/healthz``        ``ok`` when the database answers, 503 when it does not
``/healthz/live``   ``ok``: the process answers; no database is asked
``/healthz/ready``  a line for each of: database, migrations, worker, room on disk; 503 when one does not hold
``/metrics``        figures (``project.metrics``)
"""

import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import Error, connection
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from jukugi.project import metrics

PATH, LIVE, READY = "/healthz", "/healthz/live", "/healthz/ready"
LEAST_ROOM_BYTES = 200 * 1024 * 1024
BEAT_HOLDS_S = 120


class HealthMiddleware:
    """Answers the monitor; 503 when something does not hold."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path == LIVE:
            return _plain("ok", status=200)
        if request.path == PATH:
            return _plain("ok", status=200) if _answers() else _plain("database", status=503)
        if request.path == READY:
            found = readiness()
            lines = [f"{name} {'ok' if holds else 'failed'}" for name, holds in found.items()]
            return _plain("\n".join(lines) + "\n", status=200 if all(found.values()) else 503)
        if request.path == metrics.PATH:
            return metrics.answer(request) or self._get_response(request)
        return self._get_response(request)


def readiness() -> dict[str, bool]:
    """What must hold before people are sent here: name → whether it does. Three queries."""
    has_room = shutil.disk_usage(settings.VAR_DIR).free >= LEAST_ROOM_BYTES
    if not _answers():
        return {"database": False, "migrations": False, "worker": False, "disk": has_room}
    return {"database": True, "migrations": _is_newest(), "worker": _has_worker(), "disk": has_room}


def _answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return False
    return True


def _is_newest() -> bool:
    """Whether every migration that lies here was done; without loading them, which takes half a second."""
    try:
        return _migrations_here() <= set(MigrationRecorder(connection).applied_migrations())
    except Error:
        return False


@cache
def _migrations_here() -> frozenset[tuple[str, str]]:
    return frozenset(
        (config.label, file.stem)
        for config in apps.get_app_configs()
        for file in (Path(config.path) / "migrations").glob("[0-9]*.py")
    )


def _has_worker() -> bool:
    from jukugi.kit.jobs.watching import queue_state

    try:
        beat = queue_state(now=timezone.now()).beat_s
    except Error:
        return False
    return beat is not None and beat <= BEAT_HOLDS_S


def _plain(words: str, *, status: int) -> HttpResponse:
    return HttpResponse(words, status=status, content_type="text/plain", headers={"Cache-Control": "no-store"})
