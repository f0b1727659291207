"""Results of consultations, with the city's answers, for the feed."""

from django.utils.translation import gettext as _

from jukugi.apps.public_comments.enums import ConsultationState
from jukugi.apps.public_comments.models import Consultation
from jukugi.kit.news import NewsItem, news


def register() -> None:
    news.register("public_comments", _results)


def _results(count: int) -> list[NewsItem]:
    published = Consultation.objects.public().filter(state=ConsultationState.PUBLISHED).order_by("-published_at")
    return [
        NewsItem(
            key=f"consultation-result-{consultation.pk}",
            at=consultation.published_at,
            kind=_("意見の募集"),
            title=_("「%(title)s」の結果と、市の考え方") % {"title": consultation.title},
            words=_("届いた意見の要旨と、それぞれへの市の考え方を公表しました。"),
            url=consultation.get_absolute_url(),
        )
        for consultation in published[:count]
        if consultation.published_at is not None
    ]
