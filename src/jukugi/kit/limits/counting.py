"""How often something happened from one place within ten minutes, counted by all processes, forgotten within a day.

A place is a part of the network: a home, an office, a library. Its address is never kept: only a hash of it with a
random salt that is another one every day and is thrown away after the next.
"""

import hashlib
import ipaddress
from datetime import date, datetime, timedelta

from django.db import connection
from django.utils import timezone
from django.utils.crypto import get_random_string

from jukugi.kit.limits.models import Counter, DaySalt

WINDOW_SECONDS = 10 * 60
IPV4_PREFIX, IPV6_PREFIX = 24, 56
"""What one provider or office is usually given; smaller parts are changed too easily."""
ADD = (
    "INSERT INTO limits_counter (place, window_number, count) VALUES (%s, %s, 1)"
    " ON CONFLICT (place, window_number) DO UPDATE SET count = limits_counter.count + 1 RETURNING count"
)
_salts: dict[date, str] = {}


def place_of(address: str) -> str:
    """The part of the network that counts as one place; empty for what is no address: all of those are one."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return ""
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped is not None:
        found = found.ipv4_mapped
    prefix = IPV4_PREFIX if isinstance(found, ipaddress.IPv4Address) else IPV6_PREFIX
    return str(ipaddress.ip_network(f"{found}/{prefix}", strict=False))


def seen(kind: str, who: str, *, now: datetime) -> int:
    """How often it happened in this window. One query; the salt once a day and process."""
    row = Counter.objects.filter(place=_hashed(kind, who, now), window_number=_window(now)).values_list("count")
    return next((count for (count,) in row), 0)


def count(kind: str, who: str, *, now: datetime) -> int:
    """Count once more; how often it happened in this window. One statement, whole on both databases."""
    with connection.cursor() as cursor:
        cursor.execute(ADD, [_hashed(kind, who, now), _window(now)])
        return int(cursor.fetchone()[0])


def mark(kind: str, who: str, *, now: datetime) -> str:
    """A hash by which two of one kind and day are known to come from the same place, and nothing else once the salt of
    the day is gone. No query but for the salt, once a day and process.
    """
    return _hashed(kind, who, now)


def seconds_left(now: datetime) -> int:
    """Until the next window begins."""
    return WINDOW_SECONDS - int(now.timestamp()) % WINDOW_SECONDS


def forget(*, now: datetime, kept: timedelta) -> int:
    """Delete counters and salts of days that are over. Returns how many counters; safe to run twice."""
    limit = now - kept
    DaySalt.objects.filter(day__lt=timezone.localdate(limit)).delete()
    return Counter.objects.filter(window_number__lt=_window(limit)).delete()[0]


def _window(now: datetime) -> int:
    return int(now.timestamp()) // WINDOW_SECONDS


def _hashed(kind: str, who: str, now: datetime) -> str:
    return hashlib.sha256(f"{_salt(timezone.localdate(now))}|{kind}|{who}".encode()).hexdigest()


def _salt(day: date) -> str:
    """The same for all processes: the first that asks makes it."""
    if day not in _salts:
        row, _is_new = DaySalt.objects.get_or_create(day=day, defaults={"salt": get_random_string(43)})
        _salts.clear()
        _salts[day] = row.salt
    return _salts[day]
