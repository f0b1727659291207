"""Reads for the list of topics and the staff's pages of them."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from jukugi.apps.opinion_map.enums import VOTING, StatementState
from jukugi.apps.opinion_map.models import LiveMap, Statement, Topic
from jukugi.apps.processes.models import Phase
from jukugi.kit.pages.wording import jday, jtime


@dataclass(frozen=True)
class TopicRow:
    """A topic in the list: whether it takes answers, until when, how many took part at the last map."""

    topic: Topic
    is_open: bool
    closes_at: datetime | None
    statements: int
    live_map: LiveMap | None

    @property
    def until(self) -> str:
        """The last moment to answer, as people say it: an end at midnight is the day before."""
        if self.closes_at is None:
            return ""
        moment = timezone.localtime(self.closes_at)
        if moment.time() == time.min:
            return f"{jday(moment - timedelta(days=1))}まで"
        return f"{jday(moment)}{jtime(moment)}まで"


def topic_rows(*, now: datetime) -> list[TopicRow]:
    """All topics, those that take answers first. Three queries."""
    topics = list(
        Topic.objects.with_figures().annotate(
            shown=Count("statements", filter=Q(statements__state=StatementState.SHOWN))
        )
    )
    running = Phase.objects.running(now).filter(openings__kind=VOTING, process__in={t.process_id for t in topics})
    closes: dict[int, datetime] = {}
    for phase in running:
        closes[phase.process_id] = max(phase.closes_at, closes.get(phase.process_id, phase.closes_at))
    rows = []
    for topic in topics:
        closes_at = None if topic.closed_at is not None and topic.closed_at <= now else closes.get(topic.process_id)
        live_map = getattr(topic, "live_map", None)
        rows.append(TopicRow(topic, closes_at is not None, closes_at, topic.shown, live_map))
    return sorted(rows, key=lambda row: not row.is_open)


def topics_run_by(areas: set[int | None]) -> QuerySet[Topic]:
    """Topics that somebody with roles in these areas runs; None among them stands for the whole city."""
    topics = Topic.objects.with_figures()
    if None not in areas:
        topics = topics.filter(area__in=[pk for pk in areas if pk is not None])
    waiting = Count("statements", filter=Q(statements__state=StatementState.WAITING))
    return topics.annotate(waiting=waiting).order_by("-waiting", "-created_at")


def statements_for_staff(topic: Topic) -> list[Statement]:
    """Every statement with its latest review; what waits comes first. Two queries."""
    order = {StatementState.WAITING: 0, StatementState.SHOWN: 1, StatementState.HIDDEN: 2}
    statements = list(topic.statements.select_related("opinion__submission").prefetch_related("reviews"))
    return sorted(statements, key=lambda s: (order[StatementState(s.state)], s.number))
