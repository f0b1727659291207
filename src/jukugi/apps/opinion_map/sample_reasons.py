"""Sample reasons under the sample statements, who found them helpful, and what the city replied. All of it made up."""

import random
from datetime import datetime, timedelta

from jukugi.apps.accounts.models import Participant
from jukugi.apps.opinion_map.enums import REASON_RECEIPT, StatementState
from jukugi.apps.opinion_map.models import HelpfulMark, Reason, ReasonReply, ReasonReview, Topic
from jukugi.apps.organizations.enums import OrganizationKind
from jukugi.apps.organizations.models import Organization
from jukugi.kit import receipts
from jukugi.kit.tables import packaged_rows

ACTOR = "sample"
SEED = 2019
HIDDEN_NOTE = "特定の家が分かるため、公開していません。"


def load_reasons(topic: Topic, people: dict[str, list[Participant]], now: datetime) -> int:
    """Reasons with marks by the people of each leaning. Returns how many reasons."""
    dice = random.Random(SEED)  # noqa: S311 - a repeatable sample, no secret
    rows = packaged_rows("jukugi.apps.opinion_map", "reasons.csv")
    statements = {statement.number: statement for statement in topic.statements.all()}
    everybody = [person for camp in people.values() for person in camp]
    numbers = receipts.issue_many(REASON_RECEIPT, len(rows), now=now)
    made = Reason.objects.bulk_create(
        Reason(
            statement=statements[int(row["statement"])],
            side=row["side"],
            text=row["text"],
            author=dice.choice(everybody),
            receipt=number,
            state=row["state"],
            created_at=now - timedelta(days=18) + timedelta(hours=15 * place),
        )
        for place, (row, number) in enumerate(zip(rows, numbers, strict=True))
    )
    _decide(made, now)
    marks = [
        HelpfulMark(reason=reason, participant=person, changed_at=now - timedelta(days=1))
        for reason, row in zip(made, rows, strict=True)
        for camp, camp_people in people.items()
        for person in dice.sample(camp_people, int(row[camp]))
        if person.pk != reason.author_id
    ]
    HelpfulMark.objects.bulk_create(marks)
    department = Organization.objects.filter(kind=OrganizationKind.DEPARTMENT, name__startswith="見本").first()
    ReasonReply.objects.bulk_create(
        ReasonReply(
            reason=reason, text=row["reply"], department=department, actor_key=ACTOR, replied_at=now - timedelta(days=2)
        )
        for reason, row in zip(made, rows, strict=True)
        if row["reply"]
    )
    return len(made)


def _decide(reasons: list[Reason], now: datetime) -> None:
    ReasonReview.objects.bulk_create(
        ReasonReview(
            reason=reason,
            state=reason.state,
            note=HIDDEN_NOTE if reason.state == StatementState.HIDDEN else "",
            actor_key=ACTOR,
            decided_at=min(reason.created_at + timedelta(days=1), now),
        )
        for reason in reasons
        if reason.state != StatementState.WAITING
    )
