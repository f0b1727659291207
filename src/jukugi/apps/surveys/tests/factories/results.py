"""Surveys with many sheets, for tests of counts."""

import random
from typing import Any

from jukugi.apps.accounts.enums import Channel, Sex
from jukugi.apps.accounts.tests.factories import ParticipantFactory
from jukugi.apps.areas.models import Area
from jukugi.apps.opinions.enums import AgeBand
from jukugi.apps.processes.tests.factories import DURING
from jukugi.apps.surveys.counted.packing import packed, unpacked
from jukugi.apps.surveys.models import AnswerSheet, Audience, Survey
from jukugi.apps.surveys.models.answering import answers_digest

__all__ = ["packed", "unpacked"]
"""How a prepared result is kept, for tests of rooms that read one."""


def drawn_answers(seed: random.Random, wards: list[str]) -> dict[str, Any]:
    """Answers to the questions of ``factories.with_questions``, some left out."""
    answers: dict[str, Any] = {
        "q1": seed.choice(wards),
        "q2": seed.choice(AgeBand.values[1:]),
        "q3": seed.choice(["male", "female"]),
        "q4": seed.choice(["a1", "a2", "a2"]),
        "q6": seed.choice(["a1", "a2", "a2", "a3", "a3", "a4", "a5"]),
        "q7": {"r1": seed.choice(["a1", "a2"]), "r2": seed.choice(["a1", "a2", "a2"])},
        "q8": seed.sample(["a1", "a2", "a3"], 2),
        "q9": str(seed.randint(0, 60)),
    }
    if answers["q4"] == "a1":
        answers["q5"] = sorted(seed.sample(["a1", "a2", "a3"], seed.randint(1, 2)))
    return {key: value for key, value in answers.items() if seed.random() > 0.06}


def with_sheets(survey: Survey, audience: Audience, count: int, *, seed: int = 1) -> list[AnswerSheet]:
    """So many drawn sheets, by several ways, as they would have come in."""
    drawing = random.Random(seed)
    wards = {area.code: area for area in Area.objects.wards()}
    author = ParticipantFactory()
    sheets = []
    for number in range(count):
        answers = drawn_answers(drawing, list(wards))
        if "q4" not in answers:
            answers.pop("q5", None)
        sheets.append(sheet_of(survey, audience, answers, wards, key=f"{audience.pk}-{seed}-{number}"))
        sheets[-1].author = author
        sheets[-1].channel = drawing.choice([Channel.POST, Channel.MEETING, Channel.FAX])
    return AnswerSheet.objects.bulk_create(sheets)


def sheet_of(survey: Survey, audience: Audience, answers: dict[str, Any], wards: Any, *, key: str) -> AnswerSheet:
    sex = answers.get("q3", "")
    return AnswerSheet(
        survey=survey,
        audience=audience,
        receipt=f"T{abs(hash(key)) % 10**8:08d}",
        channel=Channel.POST,
        answers=answers,
        digest=answers_digest(answers),
        ward=wards.get(answers.get("q1")),
        age_band=answers.get("q2", ""),
        sex=sex if sex in Sex.values else "",
        received_at=DURING,
        entered_at=DURING,
        sent_key=key,
    )
