"""What the room offers to home, the staff desk, and the issues."""

from collections import Counter
from collections.abc import Collection
from datetime import datetime

from django.db.models import Count, Q, Sum
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from jukugi.apps.areas.models import Area
from jukugi.apps.issues.enums import IssueAction, IssuePart, board_counts, board_marks, board_notes, issue_parts
from jukugi.apps.opinion_map import permissions
from jukugi.apps.opinion_map.enums import VOTING
from jukugi.apps.opinion_map.models import Topic
from jukugi.apps.opinion_map.queries.topics import TopicRow, topic_rows, topics_run_by
from jukugi.apps.processes.models import Phase, Process
from jukugi.kit.pages.keeping import kept
from jukugi.kit.pages.places import (
    DeskItem,
    DeskRoom,
    DeskWard,
    Door,
    HomeAction,
    desk_queue,
    desk_rooms,
    doors,
    home_actions,
)


def register() -> None:
    doors.register("opinion_map", Door(gettext_lazy("熟議"), "opinion_map:topics", "/topics/"), order=30)
    home_actions.register("opinion_map", ways_to_vote, order=10)
    desk_queue.register("opinion_map", waiting_statements, order=10)
    desk_rooms.register("opinion_map", room_of_topics, order=30)
    board_counts.register("opinion_map", (gettext_lazy("回答"), answers_by_issue))
    board_notes.register("opinion_map", counting_note)
    board_marks.register("opinion_map", open_issues)
    issue_parts.register("opinion_map", topics_of_issue)


def ways_to_vote(request: HttpRequest, now: datetime) -> list[HomeAction]:
    """Voting on each open topic, at the cost of a minute. The number of queries does not depend on the topics."""
    return [_home_action(row) for row in topic_rows(now=now) if row.is_open and row.statements][:3]


def _home_action(row: TopicRow) -> HomeAction:
    topic = row.topic
    foot = [_("%(count)s人が回答") % {"count": f"{row.live_map.participants:,}"}] if row.live_map else []
    foot += [row.until]
    return HomeAction(
        effort="60",
        unit=_("秒"),
        title=_("「%(topic)s」に賛成・反対で答える") % {"topic": topic.title},
        text=_("%(count)sの意見文があります。一つだけでもかまいません。") % {"count": row.statements},
        foot="　".join(foot),
        url=topic.get_absolute_url(),
    )


def waiting_statements(request: HttpRequest, now: datetime, ward: DeskWard | None = None) -> list[DeskItem]:
    """Statements that wait for this member of staff. Two queries, asked once a page whatever the wards."""
    by_area = _waiting(request)
    if by_area is None:
        return []
    waiting = sum(by_area.values()) if ward is None else by_area.get(ward.pk, 0)
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


def room_of_topics(request: HttpRequest) -> DeskRoom | None:
    """The topics that this member of staff runs. Two queries, asked once a page."""
    by_area = _waiting(request)
    if by_area is None:
        return None
    return DeskRoom(_("熟議の運営"), reverse("opinion_map:staff-topics"), sum(by_area.values()))


def _waiting(request: HttpRequest) -> Counter[int | None] | None:
    """Waiting statements of this person's topics by the key of the topic's area, None for the whole city; kept with
    the request. None for somebody who runs none.
    """

    def ask() -> Counter[int | None] | None:
        areas = permissions.areas_run_by(request.user)
        found: Counter[int | None] = Counter()
        for topic in topics_run_by(areas) if areas else ():
            found[topic.area_id] += topic.waiting  # type: ignore[attr-defined]  # annotated by the query
        return found if areas else None

    return kept(request, "opinion_map.statements_waiting", ask)


def answers_by_issue(keys: Collection[int]) -> dict[int, int]:
    """Current answers per issue, at the time of each topic's map. One query."""
    counted = Topic.objects.filter(issue__in=keys).values_list("issue").annotate(votes=Sum("live_map__votes"))
    return {issue: votes for issue, votes in counted if votes}


def counting_note(process: Process, ward: Area | None) -> str:
    """What the answers on the board are; of one ward they are not counted. One query."""
    if ward is not None or not Topic.objects.filter(process=process, issue__isnull=False).exists():
        return ""
    return _("「回答」は、その論点の熟議に寄せられた賛成・反対・わからないの数です。")


def open_issues(keys: Collection[int], now: datetime) -> dict[int, str]:
    """Issues that have a topic which takes answers now. Two queries."""
    running = _open_processes(now)
    topics = Topic.objects.filter(issue__in=keys, process__in=running)
    still = topics.filter(Q(closed_at__isnull=True) | Q(closed_at__gt=now))
    return dict.fromkeys((key for key in still.values_list("issue", flat=True) if key is not None), _("熟議中"))


def topics_of_issue(issue_pk: int, now: datetime) -> IssuePart | None:
    """The topics under an issue; to vote on the first that takes answers. Two queries."""
    topics = list(Topic.objects.with_figures().filter(issue=issue_pk).annotate(count=Count("statements")))
    if not topics:
        return None
    running = _open_processes(now)
    is_open = [t.process_id in running and (t.closed_at is None or t.closed_at > now) for t in topics]
    links = [(t.title, t.get_absolute_url(), _figures(t), opened) for t, opened in zip(topics, is_open, strict=True)]
    first = next((t for t, opened in zip(topics, is_open, strict=True) if opened), None)
    action = IssueAction(_("この論点の意見文に答える"), first.get_absolute_url(), 60) if first else None
    return IssuePart(_("熟議"), "opinion_map/_issue_topics.html", {"links": links}, action)


def _figures(topic: Topic) -> str:
    live_map = getattr(topic, "live_map", None)
    if live_map:
        figures = {"people": f"{live_map.participants:,}", "votes": f"{live_map.votes:,}"}
        return _("%(people)s人が%(votes)s回答えました") % figures
    count = topic.count  # type: ignore[attr-defined]
    return ngettext("%(count)d件の意見文", "%(count)d件の意見文", count) % {"count": count}


def _open_processes(now: datetime) -> set[int]:
    """Keys of the processes in which one can vote now. One query."""
    return set(Phase.objects.running(now).filter(openings__kind=VOTING).values_list("process", flat=True))
