"""Many sheets at once for the sample, with exactly the rows that one answer after another would leave."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from jukugi.apps.accounts.actions import add_participants
from jukugi.apps.accounts.enums import Channel
from jukugi.apps.accounts.models import User
from jukugi.apps.areas.models import Area
from jukugi.apps.surveys.actions.answering import attributes_of, send_words, sheet_key
from jukugi.apps.surveys.enums import RECEIPT_KIND, TEXT_LIMIT
from jukugi.apps.surveys.models import AnswerSheet, Audience, Keying, PaperSheet, Question
from jukugi.apps.surveys.models.answering import answers_digest
from jukugi.apps.surveys.queries.asking import as_questionnaire
from jukugi.core.questionnaire import check_answers
from jukugi.kit import receipts

BATCH = 400


@dataclass(frozen=True)
class Given:
    """What one person answered, how and when it came; ``seconds`` where it came on the web."""

    audience: Audience
    answers: dict[str, Any]
    channel: Channel
    received_at: datetime
    seconds: int | None = None


def put_sheets(
    questions: list[Question], given: Sequence[Given], *, keyed_by: tuple[User, User], now: datetime
) -> list[AnswerSheet]:
    """Keep the sheets: from the web as sent, on paper as numbered, typed in by two people alike. Raises ValueError
    where an answer does not fit."""
    numbers = receipts.issue_many(RECEIPT_KIND, len(given), now=now)
    authors = add_participants(channels=[one.channel for one in given], now=now)
    papers = _papers(given, numbers, keyed_by[0])
    wards = {ward.code: ward for ward in Area.objects.wards()}
    questionnaire = as_questionnaire(questions)
    sheets = []
    for one, number, author in zip(given, numbers, authors, strict=True):
        found = check_answers(questionnaire, one.audience.code, one.answers, text_limit=TEXT_LIMIT)
        if found.faults or not found.answers:
            raise ValueError(found.faults)
        answers = dict(found.answers)
        ward, age_band, sex = attributes_of(questions, answers, wards)
        paper = papers.get(number)
        sent_key = f"paper-{number}" if paper else sheet_key(author.actor_key, f"sample-{number}")
        entered_at = one.received_at if paper is None else min(one.received_at + timedelta(days=2), now)
        actor: Any = author if paper is None else keyed_by[1]
        sheets.append(
            AnswerSheet(
                survey_id=one.audience.survey_id,
                audience=one.audience,
                receipt=number,
                channel=one.channel,
                author=author,
                paper=paper,
                submission=send_words(
                    one.audience.survey,
                    one.channel,
                    sent_key,
                    one.received_at,
                    questions,
                    answers,
                    ward,
                    age_band,
                    author,
                    actor,
                    entered_at,
                ),
                answers=answers,
                digest=answers_digest(answers),
                ward=ward,
                age_band=age_band,
                sex=sex,
                seconds=one.seconds,
                received_at=one.received_at,
                entered_at=entered_at,
                entered_by="" if paper is None else keyed_by[1].actor_key,
                sent_key=sent_key,
            )
        )
    kept = AnswerSheet.objects.bulk_create(sheets, batch_size=BATCH)
    _type_in(kept, keyed_by)
    return kept


def _papers(given: Sequence[Given], numbers: Sequence[str], by: User) -> dict[str, PaperSheet]:
    made = PaperSheet.objects.bulk_create(
        (
            PaperSheet(
                survey_id=one.audience.survey_id,
                audience=one.audience,
                receipt=number,
                printed_at=one.audience.survey.opens_at,
                made_at=one.audience.survey.opens_at,
                actor_key=by.actor_key,
            )
            for one, number in zip(given, numbers, strict=True)
            if one.channel != Channel.WEB
        ),
        batch_size=BATCH,
    )
    return {paper.receipt: paper for paper in made}


def _type_in(sheets: Sequence[AnswerSheet], keyed_by: tuple[User, User]) -> None:
    """Twice, by two people, alike."""
    Keying.objects.bulk_create(
        (
            Keying(
                paper=sheet.paper,
                turn=turn,
                answers=sheet.answers,
                channel=sheet.channel,
                received_on=timezone.localdate(sheet.received_at),
                form_key=hashlib.sha256(f"{sheet.receipt}-{turn}".encode()).hexdigest()[:22],
                actor_key=person.actor_key,
                keyed_at=sheet.entered_at,
            )
            for sheet in sheets
            if sheet.paper is not None
            for turn, person in enumerate(keyed_by, start=1)
        ),
        batch_size=BATCH,
    )
