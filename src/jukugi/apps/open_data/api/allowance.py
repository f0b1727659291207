"""How often one may ask: a bucket for each network address that fills again all the time, in the memory of a process.

Nobody is shut out: whoever has used theirs up waits some seconds for the next. A library or a school with one address
for all has as much as 600 at once, and 10 a second for good. Nothing is written down.
"""

import ipaddress
import math
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

PER_MINUTE = 600
IPV6_PREFIX = 56
"""What one household or office is usually given."""
ADDRESSES_KEPT = 10_000


@dataclass(frozen=True)
class Share:
    """What is left after one request: ``wait`` seconds until the next is answered, ``full_in`` until all is back."""

    left: int
    wait: int
    full_in: int

    @property
    def is_used_up(self) -> bool:
        return self.wait > 0

    def headers(self) -> dict[str, str]:
        """As the IETF's draft on rate-limit fields has them, with ``Retry-After`` where one has to wait."""
        told = {
            "RateLimit-Policy": f'"address";q={PER_MINUTE};w=60',
            "RateLimit": f'"address";r={self.left};t={self.full_in}',
        }
        return told | ({"Retry-After": str(self.wait)} if self.is_used_up else {})


class Allowance:
    """The buckets. The address that has asked for nothing the longest is forgotten first: its bucket is full again."""

    def __init__(self, per_minute: int = PER_MINUTE, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._size = per_minute
        self._pace = per_minute / 60
        self._clock = clock
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = Lock()

    def take(self, address: str) -> Share:
        """One request from this address."""
        place, now = place_of(address), self._clock()
        with self._lock:
            level, since = self._buckets.pop(place, (float(self._size), now))
            level = min(self._size, level + (now - since) * self._pace)
            wait = 0 if level >= 1 else max(1, math.ceil((1 - level) / self._pace))
            level -= 0 if wait else 1
            self._buckets[place] = (level, now)
            if len(self._buckets) > ADDRESSES_KEPT:
                self._buckets.popitem(last=False)
        return Share(int(level), wait, math.ceil((self._size - level) / self._pace))

    def forget(self) -> None:
        """Every bucket is full."""
        with self._lock:
            self._buckets.clear()


def place_of(address: str) -> str:
    """The network that counts as one: an IPv4 address, or the first 56 bits of an IPv6 one."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return ""
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped is not None:
            return str(found.ipv4_mapped)
        return str(ipaddress.ip_network((int(found), IPV6_PREFIX), strict=False))
    return str(found)


allowance = Allowance()
