from datetime import datetime

from django.db import transaction

from jukugi.apps.accounts.models import User
from jukugi.apps.readability import permissions
from jukugi.apps.readability.errors import (
    ReadingChanged,
    ReadingDoesNotFit,
    ReadingNotKana,
    ReadingTooLong,
    ReasonMissing,
    WordNeedsKanji,
)
from jukugi.apps.readability.models import READING_LIMIT, REASON_LIMIT, WORD_LIMIT, Reading
from jukugi.core.text import one_line
from jukugi.core.text.aligning import RUN, aligned, hiragana, is_hiragana
from jukugi.kit import audit


@transaction.atomic
def set_reading(*, word: str, reading: str, reason: str, actor: User, now: datetime) -> Reading:
    """Decide how a word is read, on every page and at once; a reading that was decided before stays in the record.

    Katakana are taken as hiragana. Raises NotAllowed, WordNeedsKanji, ReadingNotKana, ReadingDoesNotFit,
    ReasonMissing, ReadingTooLong.
    """
    permissions.check_can_decide(actor)
    word, reading = _checked(word, WORD_LIMIT), hiragana(_checked(reading, READING_LIMIT))
    if not RUN.search(word):
        raise WordNeedsKanji
    if not is_hiragana(reading):
        raise ReadingNotKana
    if aligned(word, reading) is None:
        raise ReadingDoesNotFit(word=word, reading=reading)
    return _decide("readability.reading_set", word, reading, reason, actor=actor, now=now)


@transaction.atomic
def remove_reading(*, reading: Reading, reason: str, actor: User, now: datetime) -> None:
    """Take a word off the list: it is read as the dictionary has it. ``reading`` is the one that the officer saw.

    Raises NotAllowed, ReasonMissing, ReadingTooLong, ReadingChanged.
    """
    permissions.check_can_decide(actor)
    if not Reading.objects.in_force().filter(pk=reading.pk).exists():
        raise ReadingChanged(word=reading.word)
    _decide("readability.reading_removed", reading.word, "", reason, actor=actor, now=now)


def _decide(what: str, word: str, reading: str, reason: str, *, actor: User, now: datetime) -> Reading:
    reason = _checked(reason, REASON_LIMIT)
    if not reason:
        raise ReasonMissing
    decided = Reading.objects.create(
        word=word, reading=reading, reason=reason, actor_key=actor.actor_key, decided_at=now
    )
    audit.record(what, actor=actor, subject=decided, at=now)
    return decided


def _checked(text: str, limit: int) -> str:
    line = one_line(text)
    if len(line) > limit:
        raise ReadingTooLong(count=len(line), limit=limit)
    return line
