from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from jukugi.apps.accounts.models import User
from jukugi.apps.areas.models import Area
from jukugi.apps.issues.models import Issue
from jukugi.apps.opinion_map import permissions
from jukugi.apps.opinion_map.actions.statements import add_statements
from jukugi.apps.opinion_map.errors import TopicClosed, TopicNeedsStatements, TopicNeedsTitle
from jukugi.apps.opinion_map.models import Topic
from jukugi.apps.processes.models import Process
from jukugi.kit import audit

STATEMENTS_AT_LEAST = 5


@transaction.atomic
def open_topic(
    *,
    process: Process,
    issue: Issue | None,
    area: Area | None,
    title: str,
    description: str,
    texts: Sequence[str],
    actor: User,
    now: datetime,
) -> Topic:
    """Open a topic with its first statements; it is voted on whenever a phase of its process opens voting.

    Raises NotAllowed, ProcessFinished, TopicNeedsTitle, TopicNeedsStatements and what the words of a statement can
    raise.
    """
    topic = Topic(
        process=process, issue=issue, area=area, title=title.strip(), description=description.strip(), created_at=now
    )
    permissions.check_can_run(actor, topic)
    if not topic.title:
        raise TopicNeedsTitle
    if len(texts) < STATEMENTS_AT_LEAST:
        raise TopicNeedsStatements(count=len(texts), needed=STATEMENTS_AT_LEAST)
    topic.save()
    audit.record("opinion_map.topic_opened", actor=actor, subject=topic, at=now)
    add_statements(topic=topic, texts=texts, actor=actor, now=now)
    return topic


@transaction.atomic
def close_topic(*, topic: Topic, actor: User, now: datetime) -> None:
    """End the voting on a topic before its phase ends. Raises NotAllowed, or TopicClosed when it was closed before."""
    permissions.check_can_run(actor, topic)
    current = Topic.objects.select_for_update().get(pk=topic.pk)
    if current.closed_at is not None:
        raise TopicClosed(topic=topic.title)
    topic.closed_at = now
    topic.save(update_fields=["closed_at"])
    audit.record("opinion_map.topic_closed", actor=actor, subject=topic, at=now)
