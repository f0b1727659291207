from datetime import datetime, timedelta

from jukugi.apps.opinion_map.enums import PROPOSING, VOTING
from jukugi.apps.opinion_map.errors import TopicClosed
from jukugi.apps.opinion_map.models import Topic
from jukugi.apps.processes.models import Phase
from jukugi.apps.processes.policies import check_is_open, open_phase, phases_by_kind

# The figures of a statement change only when the answers of at least so many people to it have changed: a smaller step
# would show what one person answered. A map is computed anew when so many have answered anything since.
PEOPLE_PER_STEP = 5
# Figures on fewer people than this are not shown, and cannot be computed from those that are.
CELL_MINIMUM = 5
# A statement joins the groups when in each of them surely more than this share agrees.
MAJORITY = 0.5
# A group is called stable when the draws find so much of it again (Jaccard; Hennig 2007 calls 0.75 a valid cluster).
STABLE = 0.75
# Sheets of paper: printed at once, statements on one (more than fit two sides of A4 nobody reads to the end), and how
# long a policy officer who has nobody else rests before the second reading of the same sheet.
SHEETS_AT_MOST = 200
STATEMENTS_ON_SHEET = 30
READ_AGAIN_AFTER = timedelta(days=1)


def check_voting_is_open(topic: Topic, *, now: datetime) -> None:
    """Raises TopicClosed or PhaseNotOpen. One query."""
    if topic.closed_at is not None and topic.closed_at <= now:
        raise TopicClosed(topic=topic.title)
    check_is_open(topic.process, VOTING, now=now, area=topic.area)


def check_proposing_is_open(topic: Topic, *, now: datetime) -> None:
    """Raises TopicClosed or PhaseNotOpen. One query."""
    if topic.closed_at is not None and topic.closed_at <= now:
        raise TopicClosed(topic=topic.title)
    check_is_open(topic.process, PROPOSING, now=now, area=topic.area)


def open_phases(topic: Topic, *, now: datetime) -> dict[str, Phase]:
    """What is open for this topic now, by kind. One query at most."""
    if topic.closed_at is not None and topic.closed_at <= now:
        return {}
    return phases_by_kind(topic.process, now=now, area=topic.area)


def voting_phase(topic: Topic, *, now: datetime) -> Phase | None:
    """The running phase in which this topic can be voted on. One query at most."""
    if topic.closed_at is not None and topic.closed_at <= now:
        return None
    return open_phase(topic.process, VOTING, now=now, area=topic.area)
