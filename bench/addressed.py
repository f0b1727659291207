"""Many people who sent a voice and left an address, in the database of the settings, added in few queries."""

from __future__ import annotations

from datetime import datetime

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.accounts.models import Participant
from jukugi.apps.issues.models import Issue
from jukugi.apps.opinions.enums import RECEIPT_KIND, LinkKind, OpinionState
from jukugi.apps.opinions.models import IssueLink, Opinion, Submission
from jukugi.apps.threads.actions.addresses import PURPOSE, digest_of
from jukugi.apps.threads.enums import AddressState
from jukugi.apps.threads.models import Address
from jukugi.kit import receipts
from jukugi.kit.ciphers import cipher

WORDS = "近所に集まれる場所がほしい。"
BATCH = 2000


def email_of(place: int) -> str:
    return f"person{place}@example.jp"


def add_people(issue: Issue, people: int, *, now: datetime) -> None:
    """So many public voices on one issue, each with a confirmed address."""
    author = Participant.objects.create(channel=Channel.WEB, created_at=now)
    numbers = receipts.issue_many(RECEIPT_KIND, people, now=now)
    submissions = Submission.objects.bulk_create(
        (
            Submission(
                process_id=issue.process_id,
                receipt=number,
                channel=Channel.WEB,
                author=author,
                received_at=now,
                entered_at=now,
                sent_key=f"bench-{number}",
            )
            for number in numbers
        ),
        batch_size=BATCH,
    )
    opinions = Opinion.objects.bulk_create((_shown(one) for one in submissions), batch_size=BATCH)
    IssueLink.objects.bulk_create(
        (
            IssueLink(opinion=one, issue=issue, kind=LinkKind.ABOUT, reason="理由", actor_key="x", linked_at=now)
            for one in opinions
        ),
        batch_size=BATCH,
    )
    seal = cipher(PURPOSE)
    Address.objects.bulk_create(
        (
            Address(
                process_id=issue.process_id,
                receipt=number,
                kind=RECEIPT_KIND,
                sealed=seal.encrypt(email_of(place).encode()).decode(),
                digest=digest_of(email_of(place)),
                state=AddressState.CONFIRMED,
                asked_at=now,
                confirmed_at=now,
            )
            for place, number in enumerate(numbers)
        ),
        batch_size=BATCH,
    )


def _shown(submission: Submission) -> Opinion:
    opinion = Opinion.of(submission, WORDS)
    opinion.state = OpinionState.SHOWN
    return opinion
