"""What the room offers to home, the staff desk, and the issues."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Count, Sum
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jukugi.apps.issues.enums import IssuePart
from jukugi.apps.opinion_map import permissions, queries
from jukugi.apps.opinion_map.models import Topic
from jukugi.kit.pages.places import DeskItem, HomeAction


def home_actions(request: HttpRequest, now: datetime) -> list[HomeAction]:
    """Voting on each open topic, at the cost of a minute. The number of queries does not depend on the topics."""
    return [_home_action(row) for row in queries.topic_rows(now=now) if row.is_open and row.statements][:3]


def _home_action(row: queries.TopicRow) -> HomeAction:
    topic = row.topic
    foot = [_("%(count)s人が回答") % {"count": f"{row.live_map.participants:,}"}] if row.live_map else []
    foot += [row.until]
    return HomeAction(
        effort="60",
        unit=_("秒"),
        title=_("賛成・反対で答える"),
        text=_("「%(topic)s」について、%(count)sの意見文に答えます。一つだけでもかまいません。")
        % {"topic": topic.title, "count": row.statements},
        foot="　".join(foot),
        url=topic.get_absolute_url(),
    )


def desk_queue(request: HttpRequest, now: datetime) -> list[DeskItem]:
    """Statements that wait for this member of staff. Two queries."""
    areas = permissions.areas_run_by(request.user)
    if not areas:
        return []
    topics = queries.topics_run_by(areas)
    waiting = sum(topic.waiting for topic in topics)  # type: ignore[attr-defined]
    return [
        DeskItem(
            count=waiting,
            unit=_("件"),
            title=_("意見文を確かめる"),
            text=_("参加者が書いた意見文です。公開すると、ほかの人が答えられます。")
            if waiting
            else _("待っている意見文はありません。問いを開く、意見文を加える、結果を見るのもここからです。"),
            url=reverse("opinion_map:staff-topics"),
        )
    ]


def answers_by_issue(keys: Collection[int]) -> dict[int, int]:
    """Current answers per issue, at the time of each topic's map. One query."""
    counted = Topic.objects.filter(issue__in=keys).values_list("issue").annotate(votes=Sum("live_map__votes"))
    return {issue: votes for issue, votes in counted if votes}


def topics_of_issue(issue_pk: int) -> IssuePart | None:
    """The topics under an issue. One query."""
    topics = Topic.objects.with_figures().filter(issue=issue_pk).annotate(count=Count("statements"))
    links = []
    for topic in topics:
        live_map = getattr(topic, "live_map", None)
        line = (
            _("%(people)s人が%(votes)s回答えました")
            % {"people": f"{live_map.participants:,}", "votes": f"{live_map.votes:,}"}
            if live_map
            else ngettext("%(count)d件の意見文", "%(count)d件の意見文", topic.count) % {"count": topic.count}
        )
        links.append((topic.title, topic.get_absolute_url(), line))
    return IssuePart(_("熟議"), "opinion_map/_issue_topics.html", {"links": links}) if links else None
