"""Grow the sample city in the database of the settings to 1,000 issues and 10,000 opinions (`bench.scale`) or more.

What is added is spread as the sample's own voices are: over channels, wards, months, states, and unevenly over the
issues, of which few are spoken of much and most hardly. The words are the sample's, each with a number of its own.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import accumulate

from django.db import connection, transaction
from django.db.models import Count

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.accounts.models import Participant
from jukugi.apps.areas.models import Area
from jukugi.apps.grouping.models import OpinionGroup, Placement
from jukugi.apps.issues.enums import IssueLevel
from jukugi.apps.issues.models import Issue
from jukugi.apps.opinions.enums import RECEIPT_KIND, HidingRule, LinkKind, OpinionState
from jukugi.apps.opinions.models import IssueLink, Opinion, OpinionReview, Submission
from jukugi.apps.processes.models import Process
from jukugi.kit import receipts

ISSUES, OPINIONS, GROUPS = 1_000, 10_000, 12
SEED, BATCH, DAYS = 2018, 500, 210
# Of a hundred opinions: read and shown, read and kept back, not read yet; of the shown, linked to no issue yet.
STATES = {OpinionState.SHOWN: 90, OpinionState.HIDDEN: 3, OpinionState.WAITING: 7}
UNLINKED, SECOND_LINK, SECOND_OPINION, KNOWN_WRITER, NO_WARD = 0.08, 0.25, 0.15, 0.1, 0.1
CHANNELS = {
    Channel.WEB: 42,
    Channel.CARD: 26,
    Channel.MEETING: 21,
    Channel.POST: 5,
    Channel.FAX: 3,
    Channel.PHONE: 3,
}
ACTOR = "bench"


@transaction.atomic
def grow(*, now: datetime, opinions: int = OPINIONS) -> None:
    """Add the issues, then submissions with their opinions, then what staff decided. About twenty seconds for 10,000.

    At the end the planner's figures are gathered, as PostgreSQL does by itself within a minute.
    """
    dice = random.Random(SEED)
    process = Process.objects.shown_first()[0]
    issues = _issues(process, dice)
    submissions = _submissions(process, dice, now, opinions)
    _decide(_opinions(submissions, dice, opinions), issues, dice)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def _issues(process: Process, dice: random.Random) -> list[Issue]:
    """So many that there are ISSUES in all, those most spoken of first; a new one is part of one of the sample."""
    known = list(process.issues.all())
    words = [word for issue in known for word in issue.keywords.split()]
    Issue.objects.bulk_create(
        (
            Issue(
                process=process,
                parent=dice.choice(known),
                code=f"bench-{number}",
                level=dice.choice(IssueLevel.values),
                title=f"{dice.choice(known).title[:60]} {number}",
                keywords=" ".join(dice.sample(words, 3)),
                position=1_000 + number,
            )
            for number in range(ISSUES - len(known))
        ),
        batch_size=BATCH,
    )
    voices = Count("opinion_links")
    return list(process.issues.annotate(voices=voices).order_by("-voices", "position", "pk"))


def _submissions(process: Process, dice: random.Random, now: datetime, opinions: int) -> list[Submission]:
    """As many as leave room for the second opinions of some."""
    count = round((opinions - Opinion.objects.count()) / (1 + SECOND_OPINION))
    numbers = receipts.issue_many(RECEIPT_KIND, count, now=now)
    wards = [*Area.objects.filter(level="ward")]
    channels = dice.choices(list(CHANNELS), weights=list(CHANNELS.values()), k=count)
    moments = [now - timedelta(seconds=dice.randrange(1, DAYS * 86_400)) for _ in numbers]
    authors = _authors(channels, moments, dice)
    return Submission.objects.bulk_create(
        (
            Submission(
                process=process,
                receipt=number,
                channel=channel,
                ward=None if dice.random() < NO_WARD else dice.choice(wards),
                author=author,
                received_at=moment,
                entered_at=moment,
                entered_by="" if channel == Channel.WEB else ACTOR,
                sent_key=hashlib.sha256(f"bench {number}".encode()).hexdigest(),
            )
            for number, channel, moment, author in zip(numbers, channels, moments, authors, strict=True)
        ),
        batch_size=BATCH,
    )


def _authors(channels: Sequence[str], moments: Sequence[datetime], dice: random.Random) -> list[Participant]:
    """One for each; now and then, on the web, one who wrote before."""
    made = Participant.objects.bulk_create(
        (Participant(channel=c, created_at=m) for c, m in zip(channels, moments, strict=True)), batch_size=BATCH
    )
    web = [author for author in made if author.channel == Channel.WEB]
    return [dice.choice(web) if a.channel == Channel.WEB and dice.random() < KNOWN_WRITER else a for a in made]


def _opinions(submissions: Sequence[Submission], dice: random.Random, opinions: int) -> list[Opinion]:
    """One each, and second ones until there are so many in all."""
    texts = list(Opinion.objects.values_list("text", flat=True))
    missing = opinions - len(texts) - len(submissions)
    places = [(one, 1) for one in submissions] + [(one, 2) for one in dice.sample(list(submissions), missing)]
    made = [
        Opinion.of(one, f"{dice.choice(texts)}（{number}）", position=position)
        for number, (one, position) in enumerate(places)
    ]
    for opinion in made:
        opinion.state = dice.choices(list(STATES), weights=list(STATES.values()))[0]
    return Opinion.objects.bulk_create(made, batch_size=BATCH)


def _decide(opinions: Sequence[Opinion], issues: Sequence[Issue], dice: random.Random) -> None:
    """A review of each that does not wait, and links of most that are shown."""
    read = [opinion for opinion in opinions if opinion.state != OpinionState.WAITING]
    OpinionReview.objects.bulk_create((_review(opinion) for opinion in read), batch_size=BATCH)
    weights = list(accumulate(1 / (place + 1) for place in range(len(issues))))
    links = []
    for opinion in read:
        if opinion.state != OpinionState.SHOWN or dice.random() < UNLINKED:
            continue
        several = 2 if dice.random() < SECOND_LINK else 1
        for issue in {issue.pk: issue for issue in dice.choices(issues, cum_weights=weights, k=several)}.values():
            links.append(_link(opinion, issue))
    IssueLink.objects.bulk_create(links, batch_size=BATCH)


def _review(opinion: Opinion) -> OpinionReview:
    is_hidden = opinion.state == OpinionState.HIDDEN
    return OpinionReview(
        opinion=opinion,
        state=opinion.state,
        rule=HidingRule.PERSONAL if is_hidden else "",
        reason="計測のための理由" if is_hidden else "",
        actor_key=ACTOR,
        decided_at=opinion.submission.received_at + timedelta(days=1),
    )


def _link(opinion: Opinion, issue: Issue) -> IssueLink:
    return IssueLink(
        opinion=opinion,
        issue=issue,
        kind=LinkKind.ABOUT,
        reason="計測のための理由",
        actor_key=ACTOR,
        linked_at=opinion.submission.received_at + timedelta(days=2),
    )


def group(issue: Issue, *, now: datetime) -> OpinionGroup:
    """Spread the voices of an issue that are in no group yet over GROUPS groups, as a calculation would; the first."""
    groups = list(OpinionGroup.objects.filter(issue=issue, ended_at=None))
    first = OpinionGroup.objects.count() + 1
    for number in range(first, first + GROUPS - len(groups)):
        groups.append(
            OpinionGroup.objects.create(
                process_id=issue.process_id, issue=issue, number=number, draft=f"計測 {number}", made_at=now
            )
        )
    voices = Opinion.objects.shown().filter(issue_links__issue=issue, issue_links__ended_at=None, placement=None)
    Placement.objects.bulk_create(
        (
            Placement(opinion=voice, group=groups[place % GROUPS], placed_at=now)
            for place, voice in enumerate(voices.distinct())
            if place % GROUPS or place < GROUPS  # some wait to be placed
        ),
        batch_size=BATCH,
    )
    return groups[0]
