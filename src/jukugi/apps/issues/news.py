"""Issues that came a step further, for the feed."""

from django.utils.translation import gettext as _

from jukugi.apps.issues.models import StatusChange
from jukugi.kit.news import NewsItem, news


def register() -> None:
    news.register("issues", _steps)


def _steps(count: int) -> list[NewsItem]:
    steps = StatusChange.objects.filter(issue__process__is_draft=False).select_related("issue").order_by("-made_at")
    return [
        NewsItem(
            key=f"issue-step-{step.pk}",
            at=step.made_at,
            kind=_("論点"),
            title=_("「%(issue)s」：%(became)s") % {"issue": step.issue.title, "became": step.get_became_display()},
            words=step.reason,
            url=step.issue.get_absolute_url(),
        )
        for step in steps[:count]
    ]
