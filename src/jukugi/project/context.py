"""What every page shows around its content: the city, where the process stands, the doors."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from jukugi.apps.accounts.permissions import is_staff
from jukugi.apps.areas import queries as areas
from jukugi.apps.areas.enums import WARD_COOKIE
from jukugi.apps.areas.models import Area
from jukugi.apps.processes import queries as processes
from jukugi.apps.processes.models import Phase, Process
from jukugi.kit.pages.furigana import is_on
from jukugi.kit.pages.places import door_paths, doors
from jukugi.kit.pages.rendering import here, subject_of
from jukugi.project import desk

KEPT_CODES_SECONDS = 60
KEPT_SAMPLE_SECONDS = 60


@dataclass(frozen=True)
class ShownDoor:
    """A main page as a link."""

    label: Any
    url: str
    is_current: bool = False


class Site:
    """The frame of one page. Every part is asked for once, and only by pages that show it.

    The rendered header, doors and footer are kept for a few seconds (``FRAME_KEPT_SECONDS``): at a busy hour they
    would be most of the work of a page.
    """

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    kept_seconds = property(lambda self: settings.FRAME_KEPT_SECONDS)
    city = property(lambda self: settings.CITY_NAME)
    phone = property(lambda self: settings.PHONE)
    version = property(lambda self: settings.VERSION)

    @cached_property
    def now(self) -> datetime:
        return timezone.localtime()

    @cached_property
    def process(self) -> Process | None:
        """The process the page is about, else the main one."""
        return subject_of(self._request) or processes.main_process()

    @cached_property
    def is_sample(self) -> bool:
        """Whether this is a site with sample data: then every page says so, also where a real process is its subject.

        At most one query in ``KEPT_SAMPLE_SECONDS``.
        """
        if self.process is not None and self.process.is_sample:
            return True
        kept = caches["frame"].get_or_set("has-sample", _has_sample, KEPT_SAMPLE_SECONDS)
        return bool(kept)

    @cached_property
    def phase(self) -> Phase | None:
        return processes.speaking_phase(self.process, now=self.now) if self.process else None

    @property
    def phase_title(self) -> str:
        return self.phase.title if self.phase else ""

    @cached_property
    def wards(self) -> list[Area]:
        return areas.wards()

    @property
    def key(self) -> str:
        """What the frame depends on besides the time: whose it is, which ward they look at, behind which door,
        and which way the switch for readings stands."""
        user = getattr(self._request, "user", None)
        door = next((door.url for door in self.doors if door.is_current), "")
        subject = subject_of(self._request)
        about = subject.pk if subject is not None else ""
        return f"{user.pk if user is not None else None}|{self._chosen_ward}|{door}|{about}|{self.has_furigana:d}"

    @property
    def has_furigana(self) -> bool:
        return is_on(self._request)

    @property
    def here(self) -> str:
        """Where a switch leads back to."""
        return here(self._request)

    @cached_property
    def _chosen_ward(self) -> str:
        """The code of a ward that is there; anything else a cookie may hold is no choice."""
        code = self._request.COOKIES.get(WARD_COOKIE, "")
        if not code:
            return ""
        known = caches["frame"].get_or_set("ward-codes", lambda: [ward.code for ward in self.wards], KEPT_CODES_SECONDS)
        return code if code in (known or []) else ""

    @cached_property
    def ward(self) -> Area | None:
        chosen = self._chosen_ward
        return next((ward for ward in self.wards if ward.code == chosen), None) if chosen else None

    @cached_property
    def rail(self) -> list[desk.RailRow]:
        """The rooms of the staff side, for its pages only; kept for one person alone (``desk.rail``)."""
        return desk.rail(self._request, self.now)

    @cached_property
    def doors(self) -> list[ShownDoor]:
        here = self._request.path
        return [
            ShownDoor(
                door.label,
                reverse(door.url_name),
                here == door.path
                or (door.path != "/" and here.startswith(door.path))
                or any(name == door.url_name and here.startswith(path) for name, path in door_paths),
            )
            for door in doors
        ]

    @cached_property
    def user_doors(self) -> list[ShownDoor]:
        me = ShownDoor(_("わたしの参加"), reverse("accounts:me"))
        user = getattr(self._request, "user", None)
        if user is None or not user.is_authenticated:
            return [me, ShownDoor(_("職員のサインイン"), reverse("account_login"))]
        own = [ShownDoor(_("職員の机"), reverse("desk"))] if is_staff(user) else []
        return [me, *own, ShownDoor(_("サインアウト"), reverse("account_logout"))]

    @property
    def source_url(self) -> str:
        return settings.SOURCE_URL or reverse("source")

    @property
    def about_links(self) -> list[ShownDoor]:
        return [
            ShownDoor(_("このしくみについて"), reverse("about")),
            ShownDoor(_("数の出し方"), reverse("method")),
            ShownDoor(_("個人情報"), reverse("privacy")),
            ShownDoor(_("アクセシビリティ"), reverse("accessibility")),
        ]


def _has_sample() -> bool:
    return Process.objects.filter(is_sample=True).exists()


def site(request: HttpRequest) -> dict[str, Any]:
    """Context processor: ``site`` for the header, the footer and home. At most five queries; none while it is kept."""
    return {"site": Site(request)}
