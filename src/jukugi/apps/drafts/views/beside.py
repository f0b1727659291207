"""What stands beside the clauses of an edition: other languages, and how sentences were answered."""

from typing import Any

from django.http import HttpRequest

from jukugi.apps.drafts.enums import DocumentKind, Language
from jukugi.apps.drafts.models import Edition
from jukugi.apps.drafts.queries.renderings import TAGS, renderings_told
from jukugi.apps.drafts.queries.support import support_told


def beside_edition(request: HttpRequest, edition: Edition) -> dict[str, Any]:
    """For a page with an edition's clauses (``?lang=plain``): which languages there are, the one chosen, and support.

    At most nine queries.
    """
    told = {language: renderings_told(edition, language) for language in Language}
    asked = request.GET.get("lang", "")
    chosen = Language(asked) if asked in Language.values and told[Language(asked)] else None
    is_vision = edition.document.kind == DocumentKind.VISION
    return {
        "languages": [language for language in Language if told[language]],
        "language": chosen,
        "language_tag": TAGS[chosen] if chosen is not None else "",
        "renderings": told[chosen] if chosen is not None else {},
        "support": support_told(edition) if is_vision and chosen is None else None,
    }
