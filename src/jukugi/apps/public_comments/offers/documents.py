"""Consultations beside the documents on which they are."""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jukugi.apps.drafts.enums import EditionOffer, document_links, edition_offers
from jukugi.apps.public_comments.models import Consultation
from jukugi.apps.public_comments.queries.reading import stage_of
from jukugi.kit.pages.places import door_paths
from jukugi.kit.pages.wording import jday


def register() -> None:
    door_paths.register("public_comments", ("drafts:list", "/consultations/"))
    edition_offers.register("public_comments", on_editions, order=10)
    document_links.register(
        "public_comments", (gettext_lazy("意見の募集と、市の考え方（パブリックコメント）"), "public_comments:list")
    )


def on_editions(editions: Collection[int], now: datetime) -> Mapping[int, list[EditionOffer]]:
    """What was or is asked on each edition. One query."""
    found: dict[int, list[EditionOffer]] = {}
    for one in Consultation.objects.public().filter(edition__in=editions).order_by("opens_on", "pk"):
        found.setdefault(one.edition_id, []).append(_offer(one, now))
    return found


def _offer(one: Consultation, now: datetime) -> EditionOffer:
    stage = stage_of(one, now=timezone.localtime(now))
    if stage.is_open:
        write = reverse("public_comments:write", args=[one.pk])
        words = _("この案への意見を募集しています（あと%(days)s日）") % {"days": stage.days_left}
        return EditionOffer(words, one.get_absolute_url(), is_open=True, clause_url=f"{write}?clause=")
    words = {
        "upcoming": _("この案への意見を、%(day)sから募集します"),
        "answering": _("この案への意見に、市の考え方をまとめています"),
        "published": _("この案への意見と、市の考え方を読む"),
        "withdrawn": _("この案への意見の募集は、取りやめになりました"),
    }[stage.name] % {"day": jday(one.opens_on)}
    url = reverse("public_comments:result", args=[one.pk]) if one.is_published else one.get_absolute_url()
    return EditionOffer(words, url)
