"""Reviews of past measures whose findings were published, for the feed."""

from django.utils.translation import gettext as _

from jukugi.apps.evaluations.enums import ReviewState
from jukugi.apps.evaluations.models import Review
from jukugi.kit.news import NewsItem, news


def register() -> None:
    news.register("evaluations", _reviews)


def _reviews(count: int) -> list[NewsItem]:
    published = Review.objects.public().filter(state=ReviewState.PUBLISHED).order_by("-published_at")
    return [
        NewsItem(
            key=f"review-{review.pk}",
            at=review.published_at,
            kind=_("検証"),
            title=_("「%(title)s」で分かったこと") % {"title": review.title},
            words=_("これまでの施策の検証で分かったことと、ちがう見方を公表しました。"),
            url=review.get_absolute_url(),
        )
        for review in published[:count]
        if review.published_at is not None
    ]
