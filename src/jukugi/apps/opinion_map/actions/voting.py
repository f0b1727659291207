from datetime import datetime

from django.db import transaction

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.accounts.models import Participant
from jukugi.apps.opinion_map import policies
from jukugi.apps.opinion_map.enums import Choice, StatementState
from jukugi.apps.opinion_map.errors import StatementNotOpen
from jukugi.apps.opinion_map.models import CurrentVote, Statement, Vote


@transaction.atomic
def cast_vote(
    *, statement: Statement, voter: Participant, choice: Choice, now: datetime, channel: Channel = Channel.WEB
) -> bool:
    """Answer a statement, or answer it anew.

    The same answer twice is one answer: nothing is appended for the second. Returns whether the answer is new.
    Raises StatementNotOpen, TopicClosed or PhaseNotOpen.
    """
    policies.check_voting_is_open(statement.topic, now=now)
    if statement.state != StatementState.SHOWN:
        raise StatementNotOpen
    is_new = CurrentVote.objects.put(statement=statement, participant=voter, choice=choice, now=now)
    if is_new:
        Vote.objects.create(statement=statement, participant=voter, choice=choice, channel=channel, cast_at=now)
    return is_new
