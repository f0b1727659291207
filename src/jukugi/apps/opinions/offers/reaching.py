"""What the room tells of many voices at once: their fates in letters, how far they came, which lead nowhere."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from jukugi.apps.areas.models import Area
from jukugi.apps.opinions.enums import RECEIPT_KIND
from jukugi.apps.opinions.queries import reaching
from jukugi.apps.opinions.queries.standing import fates_of_submissions
from jukugi.kit.pages.gaps import Gap, Reach, thread_gaps, thread_reaches
from jukugi.kit.pages.voices import Teller, fates_of


def register() -> None:
    fates_of.register("opinions", Teller(frozenset({RECEIPT_KIND}), fates_of_submissions), order=10)
    for place, (name, reach) in enumerate(_reaches().items()):
        thread_reaches.register(f"opinions.{name}", reach, order=10 + place)
    gap = Gap(_("論点にも、取り上げない理由にも、まだつながっていない声"), _("件"), unlinked_gap)
    thread_gaps.register("opinions.unlinked", gap, order=10)


def unlinked_gap(process: Any, ward: int | None, level: str) -> tuple[int, str] | None:
    """Voices that lead nowhere have no level. At most two queries."""
    if level:
        return None
    code = Area.objects.filter(pk=ward).values_list("code", flat=True).first() if ward is not None else None
    address = reverse("threads:unlinked") + (f"?ward={code}" if code else "")
    return reaching.unlinked(process, ward).order_by().count(), address


def _reaches() -> dict[str, Reach]:
    no_level = reaching.no_level
    return {
        "came": Reach(_("届いた"), _("公開していない声も入ります"), reaching.came, None, no_level),
        "shown": Reach(_("公開中"), "", reaching.shown, reaching.shown_by_ward, no_level),
        "unlinked": Reach(
            _("どこにもつながっていない"),
            _("公開中の声のうち"),
            reaching.unlinked_whole,
            reaching.unlinked_by_ward,
            no_level,
        ),
        "linked": Reach(
            _("論点の声になった"),
            _("公開中の声のうち"),
            reaching.linked_whole,
            reaching.linked_by_ward,
            reaching.linked_by_level,
        ),
        "ended": Reach(
            _("取り上げないところがある"),
            _("公開中の声のうち、理由を書いて終えたもの"),
            reaching.ended_whole,
            reaching.ended_by_ward,
            reaching.ended_by_level,
        ),
    }
