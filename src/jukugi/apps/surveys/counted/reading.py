"""The sheets of a survey as columns. Needs numpy: in jobs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any

import numpy as np
from django.db.models import Q

from jukugi.apps.surveys.enums import Attribute
from jukugi.apps.surveys.models import AnswerSheet, Audience, SheetExclusion, Survey
from jukugi.core.questionnaire import Questionnaire
from jukugi.core.questionnaire.counting import Columns, ColumnsBuilder

PORTION = 4_000
FIELDS = (
    "pk", "audience_id", "answers", "digest", "channel", "author_id", "seconds", "ward__code", "age_band", "sex",
)  # fmt: skip


@dataclass(frozen=True)
class Extent:
    """Which sheets a result counts: those up to a key, as they stood at a moment."""

    last_sheet: int
    as_of: datetime


@dataclass(eq=False)
class Sheets:
    """What is told of each sheet beside its answers; lists of one length. ``excluded``: by the key of a sheet
    that is left out, whose it is and why."""

    columns: Columns
    keys: list[int]
    digests: list[str]
    channels: list[str]
    devices: list[int | None]
    seconds: list[int | None]
    attributes: dict[str, list[str]]
    excluded: dict[int, tuple[int, str]] = field(default_factory=dict)

    @property
    def digest(self) -> str:
        """SHA-256 over the key and fingerprint of each counted sheet, in order."""
        total = sha256()
        for key, digest in zip(self.keys, self.digests, strict=True):
            total.update(f"{key} {digest}\n".encode())
        return total.hexdigest()


def exclusions_at(survey: Survey, extent: Extent) -> dict[int, tuple[int, str]]:
    """By the key of a sheet: whose it is and why it was left out at that moment. One query."""
    standing = Q(ended_at__isnull=True) | Q(ended_at__gt=extent.as_of)
    rows = SheetExclusion.objects.filter(
        standing, sheet__survey=survey, sheet__pk__lte=extent.last_sheet, excluded_at__lte=extent.as_of
    )
    return {
        sheet: (audience, why) for sheet, audience, why in rows.values_list("sheet_id", "sheet__audience_id", "reason")
    }


def read_sheets(survey: Survey, questionnaire: Questionnaire, audiences: Sequence[Audience], extent: Extent) -> Sheets:
    """All sheets that stood and were not left out. Reads them in portions; memory is that of the columns."""
    left_out = exclusions_at(survey, extent)
    asked = survey.questions.filter(attribute=Attribute.JOINED).values_list("code", flat=True).first()
    joined: list[str] = []
    builder = ColumnsBuilder(questionnaire, [audience.code for audience in audiences])
    keys: list[int] = []
    told: dict[str, list[Any]] = {name: [] for name in FIELDS[3:]}
    for portion in _portions(survey, extent):
        rows = [row for row in portion if row[0] not in left_out]
        builder.add([str(row[1]) for row in rows], [row[2] for row in rows])
        keys.extend(row[0] for row in rows)
        joined.extend(str(row[2].get(asked) or "") for row in rows)
        for place, name in enumerate(told, start=3):
            told[name].extend(row[place] for row in rows)
    return Sheets(
        columns=builder.built(),
        keys=keys,
        digests=told["digest"],
        channels=told["channel"],
        devices=[who if way == "web" else None for who, way in zip(told["author_id"], told["channel"], strict=True)],
        seconds=told["seconds"],
        attributes={
            "ward": [code or "" for code in told["ward__code"]],
            "age": told["age_band"],
            "sex": told["sex"],
            "join": joined,
        },
        excluded=left_out,
    )


def _portions(survey: Survey, extent: Extent) -> Iterator[list[tuple[Any, ...]]]:
    """Rows in order of their keys: sheets in whose place no corrected one stood then."""
    corrected = Q(corrected_by__isnull=False, corrected_by__pk__lte=extent.last_sheet)
    sheets = AnswerSheet.objects.filter(survey=survey, pk__lte=extent.last_sheet).exclude(corrected)
    after = 0
    while rows := list(sheets.filter(pk__gt=after).order_by("pk").values_list(*FIELDS)[:PORTION]):
        yield rows
        after = rows[-1][0]


def groups_of(values: Sequence[str], codes: Sequence[str]) -> np.ndarray:
    """The place of each value among ``codes``; what is not among them stands in the last group."""
    places = {code: place for place, code in enumerate(codes)}
    return np.array([places.get(value, len(codes)) for value in values], dtype=np.int64)
