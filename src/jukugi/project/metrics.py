"""``/metrics``: how the service fares, as text for Prometheus. Figures only; no page, person or word.

Told to those alone whom the city names: addresses (``JUKUGI_METRICS_FROM``, by default this machine) when they come
without a proxy, or whoever knows ``JUKUGI_METRICS_TOKEN``. Everybody else finds no such page.
"""

import json
import shutil
from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.db import Error, connection
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from jukugi.kit.counters import Counters

PATH = "/metrics"
CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
STATIC, UNKNOWN = "static", "unknown"
# Seconds; the last one of all is without end.
LIMITS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
BACKUP_STAMP = "last-backup.json"
Sample = tuple[str, dict[str, str], float]


@lru_cache(maxsize=1)
def counters() -> Counters:
    return Counters(settings.VAR_DIR / "metrics")


def room_of(request: HttpRequest) -> str:
    """The room that answered, or what stands for the rest: few names, whatever is asked for."""
    if request.path.startswith(settings.STATIC_URL):
        return STATIC
    match = request.resolver_match
    if match is None:
        return UNKNOWN
    return match.namespaces[0] if match.namespaces else "site"


def count_request(room: str, status: int, seconds: float) -> None:
    """One request more. A bucket counts what took no longer than its limit."""
    told = {f"requests|{room}|{status // 100}xx": 1.0, f"seconds|{room}": seconds}
    told |= {f"within|{room}|{limit}": 1.0 for limit in LIMITS if seconds <= limit}
    counters().add_all(told)


def answer(request: HttpRequest) -> HttpResponse | None:
    """The figures for those who may see them; None for all others."""
    if not _may_see(request):
        return None
    return HttpResponse(_text(), content_type=CONTENT_TYPE, headers={"Cache-Control": "no-store"})


def _may_see(request: HttpRequest) -> bool:
    token = settings.METRICS_TOKEN
    if token and constant_time_compare(request.headers.get("Authorization", ""), f"Bearer {token}"):
        return True
    # Through a proxy everybody comes from its address: such a request needs the token.
    came_through = any(name in request.headers for name in ("X-Forwarded-For", "Forwarded", "X-Forwarded-Proto"))
    return not came_through and request.META.get("REMOTE_ADDR") in settings.METRICS_FROM


def _text() -> str:
    lines: list[str] = []
    now = timezone.now()
    for name, kind, words, samples in (*_of_requests(), *_of_machine(now), *_of_database(now)):
        lines += [f"# HELP {name} {words}", f"# TYPE {name} {kind}"]
        lines += [_line(*sample) for sample in samples]
    return "\n".join(lines) + "\n"


def _line(name: str, labels: dict[str, str], value: float) -> str:
    told = ",".join(f'{label}="{_escaped(content)}"' for label, content in labels.items())
    return f"{name}{{{told}}} {value:.10g}" if told else f"{name} {value:.10g}"


def _escaped(content: str) -> str:
    return content.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")


Family = tuple[str, str, str, list[Sample]]


def _of_requests() -> Iterator[Family]:
    requests, seconds = "jukugi_requests_total", "jukugi_request_seconds"
    sums = counters().sums()
    counted: list[Sample] = []
    of_room: dict[str, float] = {}
    for key, value in sorted(sums.items()):
        what, room, *rest = key.split("|")
        if what == "requests":
            counted.append((requests, {"room": room, "status": rest[0]}, value))
            of_room[room] = of_room.get(room, 0.0) + value
    yield requests, "counter", "Requests answered, by room and class of status.", counted
    timed: list[Sample] = []
    for room, total in of_room.items():
        timed += [
            (f"{seconds}_bucket", {"room": room, "le": str(limit)}, sums[f"within|{room}|{limit}"]) for limit in LIMITS
        ]
        timed += [(f"{seconds}_bucket", {"room": room, "le": "+Inf"}, total)]
        timed += [(f"{seconds}_sum", {"room": room}, sums[f"seconds|{room}"])]
        timed += [(f"{seconds}_count", {"room": room}, total)]
    yield seconds, "histogram", "Seconds until a request was answered, by room.", timed


def _of_machine(now: datetime) -> Iterator[Family]:
    name = "jukugi_info"
    yield (
        name,
        "gauge",
        "Version and kind of database.",
        [(name, {"version": settings.VERSION, "database": connection.vendor}, 1)],
    )
    name = "jukugi_disk_free_bytes"
    yield name, "gauge", "Room left where JUKUGI_VAR is.", [(name, {}, shutil.disk_usage(settings.VAR_DIR).free)]
    age = backup_age_s(now)
    name = "jukugi_last_backup_age_seconds"
    yield (
        name,
        "gauge",
        "Since the last backup on this machine; absent before the first.",
        ([] if age is None else [(name, {}, age)]),
    )


def _of_database(now: datetime) -> Iterator[Family]:
    """Absent, but for ``jukugi_database_up`` 0, while the database does not answer."""
    name = "jukugi_database_up"
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        families = [*_of_jobs(now), *_of_seals()]
    except Error:
        yield name, "gauge", "Whether the database answers.", [(name, {}, 0)]
        return
    yield name, "gauge", "Whether the database answers.", [(name, {}, 1)]
    yield from families


def _of_jobs(now: datetime) -> Iterator[Family]:
    from jukugi.kit.jobs.watching import queue_state

    state = queue_state(now=now)
    name = "jukugi_jobs"
    by_state = {"waiting": state.waiting, "running": state.running, "failed": state.failed}
    yield (
        name,
        "gauge",
        "Jobs by state; failed ones are kept for 7 days.",
        [(name, {"state": each}, count) for each, count in by_state.items()],
    )
    name = "jukugi_oldest_job_seconds"
    yield name, "gauge", "How long the oldest job has waited.", [(name, {}, state.oldest_s)]
    name = "jukugi_worker_beat_seconds"
    yield (
        name,
        "gauge",
        "Since a worker gave a sign; absent where none ever did.",
        ([] if state.beat_s is None else [(name, {}, state.beat_s)]),
    )


def _of_seals() -> Iterator[Family]:
    from jukugi.kit.audit.sealing import sealed_and_not

    counts = sealed_and_not()
    for name, words, place in (
        ("jukugi_rows_sealed", "Rows of a log under a seal.", 0),
        ("jukugi_rows_unsealed", "Rows of a log that wait for a seal.", 1),
    ):
        yield name, "gauge", words, [(name, {"stream": each}, found[place]) for each, found in counts.items()]


def stamp_backup(now: datetime) -> None:
    """Keep the moment of a backup for whoever watches. A full disk must not spoil a backup that was made."""
    try:
        (settings.VAR_DIR / BACKUP_STAMP).write_text(json.dumps({"at": now.isoformat()}), encoding="ascii")
    except OSError:
        return


def backup_age_s(now: datetime) -> float | None:
    """Seconds since the last backup that was made on this machine; None before the first."""
    try:
        told: dict[str, Any] = json.loads((settings.VAR_DIR / BACKUP_STAMP).read_text(encoding="ascii"))
        return max(0.0, (now - datetime.fromisoformat(told["at"])).total_seconds())
    except (OSError, ValueError, KeyError):
        return None
