"""What is new, as RSS: for the press, and for whoever reads it with others."""

import re
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from jukugi.kit.news import NewsItem, newest

SHOWN, LONGEST = 40, 400
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class NewsFeed(Feed[NewsItem, None]):
    """The newest of every room. As many queries as rooms tell news."""

    language = "ja"

    def title(self) -> str:
        return _("%(city)s 熟議：新しいこと") % {"city": settings.CITY_NAME}

    def description(self) -> str:
        return _("論点の歩み、公開した文書、意見の募集の結果、市の約束、検証、報告。新しいものから並びます。")

    def link(self) -> str:
        return reverse("open_data:catalogue")

    def items(self) -> list[NewsItem]:
        return newest(SHOWN)

    def item_title(self, item: NewsItem) -> str:
        return _clean(item.title)

    def item_description(self, item: NewsItem) -> str:
        words = _clean(item.words)
        return words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"

    def item_link(self, item: NewsItem) -> str:
        return item.url

    def item_guid(self, item: NewsItem) -> str:
        return f"jukugi:{item.key}"

    item_guid_is_permalink = False

    def item_pubdate(self, item: NewsItem) -> datetime:
        return item.at

    def item_categories(self, item: NewsItem) -> tuple[str, ...]:
        return (str(item.kind),)


def _clean(words: str) -> str:
    return NOT_IN_XML.sub("", words)


_feed = NewsFeed()


@require_safe
@conditional_page
@cache_control(public=True, max_age=300)
def feed(request: HttpRequest) -> Any:
    """The feed; a reader that has it already is told so."""
    return _feed(request)
