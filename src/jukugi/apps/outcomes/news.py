"""What happened with promises, for the feed."""

from django.utils.translation import gettext as _

from jukugi.apps.outcomes.models import Promise, PromiseStep
from jukugi.kit.news import NewsItem, news


def register() -> None:
    news.register("outcomes", _steps)


def _steps(count: int) -> list[NewsItem]:
    steps = PromiseStep.objects.filter(promise__in=Promise.objects.public()).select_related("promise")
    return [
        NewsItem(
            key=f"promise-step-{step.pk}",
            at=step.done_at,
            kind=_("市の約束"),
            title=_("「%(promise)s」：%(act)s") % {"promise": step.promise.title, "act": step.get_act_display()},
            words=step.words or step.promise.words,
            url=step.promise.get_absolute_url(),
        )
        for step in steps.order_by("-done_at", "-pk")[:count]
    ]
