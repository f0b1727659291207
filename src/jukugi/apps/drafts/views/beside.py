"""What stands beside the clauses of an edition: other languages, and how sentences were answered."""

from collections.abc import Collection
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from jukugi.apps.drafts.enums import DocumentKind, EditionOffer, Language, edition_offers
from jukugi.apps.drafts.models import Edition
from jukugi.apps.drafts.queries.renderings import TAGS, renderings_told
from jukugi.apps.drafts.queries.support import support_told


def beside_edition(request: HttpRequest, edition: Edition) -> dict[str, Any]:
    """For a page with an edition's clauses (``?lang=plain``): which languages there are, the one chosen, and support.

    At most nine queries, and those of the rooms that offer something on an edition.
    """
    told = {language: renderings_told(edition, language) for language in Language}
    asked = request.GET.get("lang", "")
    chosen = Language(asked) if asked in Language.values and told[Language(asked)] else None
    offers = offers_on([edition.pk]).get(edition.pk, [])
    is_vision = edition.document.kind == DocumentKind.VISION
    return {
        "offers": offers,
        "clause_url": next((offer.clause_url for offer in offers if offer.clause_url), ""),
        "languages": [language for language in Language if told[language]],
        "language": chosen,
        "language_tag": TAGS[chosen] if chosen is not None else "",
        "renderings": told[chosen] if chosen is not None else {},
        "support": support_told(edition) if is_vision and chosen is None else None,
    }


def offers_on(editions: Collection[int]) -> dict[int, list[EditionOffer]]:
    """By key of an edition what higher rooms offer on it. As many queries as these take."""
    found: dict[int, list[EditionOffer]] = {}
    now = timezone.now()
    for offer in edition_offers:
        for edition, told in offer(editions, now).items():
            found.setdefault(edition, []).extend(told)
    return found
