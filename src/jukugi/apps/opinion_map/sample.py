"""The sample deliberation: two topics, and participants computed from three leanings. Nobody really said this."""

import random
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.accounts.models import Participant
from jukugi.apps.issues.models import Issue
from jukugi.apps.opinion_map.enums import PROPOSING, VOTING, Choice, StatementOrigin, StatementState
from jukugi.apps.opinion_map.models import CurrentVote, Statement, Topic, Vote
from jukugi.apps.opinion_map.sample_reasons import load_reasons
from jukugi.apps.processes.models import Opening, Phase, Process
from jukugi.kit.bulk import insert_rows
from jukugi.kit.tables import packaged_rows

TOPICS = {
    "ibasho": (
        "地域の居場所",
        "chiiki-01",
        "歩いて行ける所に、だれでも立ち寄れる場をどう増やし、どう続けるか。答えは、素案の「地域の居場所づくり」を書くときの材料にします。",
    ),
    "kairan": (
        "回覧と配布のこれから",
        "kobetsu-01",
        "市から町内会・自治会に頼んでいる回覧や配布を、何は続け、何はやめるか。答えは、行政依頼事務の棚卸しに使います。",
    ),
}
SEED = 2018
PEOPLE = {"a": 168, "b": 131, "c": 87}
FEW_ANSWERS = 60
LEANINGS = {
    "++": (0.91, 0.04), "+": (0.82, 0.09), "0": (0.46, 0.33), "-": (0.11, 0.80), "--": (0.05, 0.90), "?": (0.36, 0.21),
}  # fmt: skip
CHANNELS = (Channel.WEB, Channel.CARD, Channel.MEETING)
CHANNEL_WEIGHTS = {"a": (72, 18, 10), "b": (44, 38, 18), "c": (45, 24, 31)}


def load_sample(now: datetime) -> str:
    """Put the sample topics and their votes in place once. Returns a sentence for the operator."""
    from jukugi.apps.opinion_map.actions.editions import publish_sample_edition
    from jukugi.apps.opinion_map.actions.mapping import refresh_map

    process = Process.objects.filter(is_sample=True).first()
    if process is None:
        return _("熟議：見本の検討プロセスがないため、載せませんでした")
    if Topic.objects.filter(process=process).exists():
        return _("熟議：あります（票はそのまま）")
    with transaction.atomic():
        _open_voting(process)
        topics = {name: _load_topic(process, name, now) for name in TOPICS}
        votes, by_camp = _simulate(topics["ibasho"], now)
        load_reasons(topics["ibasho"], by_camp, now)
        refresh_map(topic=topics["ibasho"], now=now)
    publish_sample_edition(topics["ibasho"], now)
    people = sum(PEOPLE.values()) + FEW_ANSWERS
    return _("熟議：問い%(topics)d件、計算でつくった参加者%(people)d人の%(votes)d票") % {
        "topics": len(topics),
        "people": people,
        "votes": votes,
    }


def _open_voting(process: Process) -> None:
    for phase in Phase.objects.filter(process=process).exclude(headline=""):
        for kind in (VOTING, PROPOSING):
            Opening.objects.get_or_create(phase=phase, kind=kind)


def _load_topic(process: Process, name: str, now: datetime) -> Topic:
    title, issue_code, description = TOPICS[name]
    topic = Topic.objects.create(
        process=process,
        issue=Issue.objects.filter(process=process, code=issue_code).first(),
        title=title,
        description=description,
        created_at=now - timedelta(days=22),
    )
    texts = [row["text"] for row in packaged_rows("jukugi.apps.opinion_map", "statements.csv") if row["topic"] == name]
    Statement.objects.bulk_create(
        Statement(
            topic=topic,
            number=number,
            text=text,
            origin=StatementOrigin.CITY,
            state=StatementState.SHOWN,
            created_at=topic.created_at,
        )
        for number, text in enumerate(texts, start=1)
    )
    return topic


def _simulate(topic: Topic, now: datetime) -> tuple[int, dict[str, list[Participant]]]:
    """Cast the votes. Returns how many, and the people of each leaning."""
    dice = random.Random(SEED)  # noqa: S311 - a repeatable sample, no secret
    rows = [row for row in packaged_rows("jukugi.apps.opinion_map", "statements.csv") if row["topic"] == "ibasho"]
    statements = list(topic.statements.all())
    camps = [camp for camp, size in PEOPLE.items() for _ in range(size)]
    camps += dice.choices(list(PEOPLE), weights=list(PEOPLE.values()), k=FEW_ANSWERS)
    people = Participant.objects.bulk_create(
        Participant(channel=dice.choices(CHANNELS, CHANNEL_WEIGHTS[camp])[0], created_at=topic.created_at)
        for camp in camps
    )
    votes = []
    for number, (person, camp) in enumerate(zip(people, camps, strict=True)):
        few = number >= sum(PEOPLE.values())
        answered = dice.sample(range(len(rows)), dice.randint(3, 6) if few else dice.randint(9, len(rows)))
        start = topic.created_at + timedelta(minutes=dice.randint(1, 21 * 24 * 60))
        for step, place in enumerate(answered):
            choice = int(_answer(dice, rows[place][camp]))
            cast_at = min(start + timedelta(seconds=8 * step), now)
            votes.append((cast_at, statements[place].pk, person.pk, choice, person.channel))
    votes.sort()
    insert_rows(Vote, ("cast_at", "statement_id", "participant_id", "choice", "channel"), votes)
    current = [(moment, statement, participant, choice) for moment, statement, participant, choice, _ in votes]
    insert_rows(CurrentVote, ("changed_at", "statement_id", "participant_id", "choice"), current)
    by_camp = {name: [person for person, camp in zip(people, camps, strict=True) if camp == name] for name in PEOPLE}
    return len(votes), by_camp


def _answer(dice: random.Random, leaning: str) -> Choice:
    agree, disagree = LEANINGS[leaning]
    return dice.choices((Choice.AGREE, Choice.DISAGREE, Choice.PASS), (agree, disagree, 1 - agree - disagree))[0]
