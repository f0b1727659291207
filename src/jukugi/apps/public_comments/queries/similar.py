"""Earlier answers to comments that read alike: proposals, with the words that both share."""

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q

from jukugi.apps.public_comments.enums import ConsultationState
from jukugi.apps.public_comments.models import Answer, CommentGroup, Consultation

AT_MOST = 5
LEAST_ALIKE = 0.18
LOOKED_AT = 600
"""Lines of this consultation, and as many of earlier ones, that are laid beside a line: the newest."""
_WORDS = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True)
class Similar:
    """An answer with the line that it answered. ``share`` 0…1 of letter pairs that both lines have."""

    answer: Answer
    line: CommentGroup
    share: float
    is_earlier: bool


def similar_answers(answer: Answer) -> list[Similar]:
    """Answers with words, of this consultation and of earlier results, most alike first, each once. Three queries."""
    mine = list(answer.groups.standing().select_related("first")[:20])
    wanted = pairs("".join(_spoken(group) for group in mine))
    if not wanted:
        return []
    found: dict[int, Similar] = {}
    for line in _candidates(answer, {group.theme for group in mine if group.theme is not None}):
        assert line.answer is not None
        theirs = pairs(_spoken(line))
        share = len(wanted & theirs) / len(wanted | theirs) if theirs else 0.0
        before = found.get(line.answer.pk)
        if share >= LEAST_ALIKE and (before is None or before.share < share):
            is_earlier = line.consultation_id != answer.consultation_id
            found[line.answer.pk] = Similar(line.answer, line, share, is_earlier)
    return sorted(found.values(), key=lambda one: (-one.share, one.answer.pk))[:AT_MOST]


def pairs(text: str) -> set[str]:
    """The pairs of neighbouring letters of a text, whatever its width, digits and signs left out."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return {word[at : at + 2] for word in _WORDS.findall(plain) for at in range(len(word) - 1)}


def _candidates(answer: Answer, themes: Collection[int]) -> list[CommentGroup]:
    lines = CommentGroup.objects.standing().exclude(answer__text="").exclude(answer=answer)
    lines = lines.filter(answer__isnull=False).select_related("first", "answer__category", "answer__consultation")
    here = lines.filter(consultation=answer.consultation_id)
    near = list(here.filter(theme__in=themes).order_by("-pk")[:LOOKED_AT]) if themes else []
    if len(near) < LOOKED_AT:
        there = {line.pk for line in near}
        near += [line for line in here.order_by("-pk")[:LOOKED_AT] if line.pk not in there]
    published = Consultation.objects.filter(state=ConsultationState.PUBLISHED).exclude(pk=answer.consultation_id)
    earlier = lines.filter(Q(consultation__in=published)).order_by("-pk")[:LOOKED_AT]
    return [*near, *earlier]


def _spoken(line: CommentGroup) -> str:
    return f"{line.gist}\n{line.first.text}"
