"""Editions that were published, for the feed."""

from django.utils.translation import gettext as _

from jukugi.apps.drafts.models import Edition
from jukugi.kit.news import NewsItem, news


def register() -> None:
    news.register("drafts", _editions)


def _editions(count: int) -> list[NewsItem]:
    editions = Edition.objects.published().filter(document__process__is_draft=False).order_by("-published_at")
    return [
        NewsItem(
            key=f"edition-{edition.pk}",
            at=edition.published_at,
            kind=_("文書"),
            title=_("「%(title)s」（第%(number)s版）を公開しました")
            % {"title": edition.title, "number": edition.number},
            words=edition.reason,
            url=edition.get_absolute_url(),
        )
        for edition in editions[:count]
        if edition.published_at is not None
    ]
