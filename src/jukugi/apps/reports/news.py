"""Editions of reports that were published, for the feed."""

from django.utils.translation import gettext as _

from jukugi.apps.reports.models import ReportEdition
from jukugi.kit.news import NewsItem, news


def register() -> None:
    news.register("reports", _editions)


def _editions(count: int) -> list[NewsItem]:
    editions = ReportEdition.objects.public().select_related("report").defer("content", "report__asked_content")
    return [
        NewsItem(
            key=f"report-edition-{edition.pk}",
            at=edition.published_at,
            kind=_("報告"),
            title=_("「%(title)s」（第%(number)s版）を公開しました")
            % {"title": edition.report.title, "number": edition.number},
            words=edition.reason,
            url=edition.get_absolute_url(),
        )
        for edition in editions.order_by("-published_at")[:count]
    ]
