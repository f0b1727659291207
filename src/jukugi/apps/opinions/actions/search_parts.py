"""The index for searching, brought up to what was read and decided since (``SearchChange``)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import blake2b
from typing import NamedTuple
from zlib import compress

import numpy as np
from django.db import transaction

from jukugi.apps.opinions.models import SearchChange, SearchDoc, SearchPart, SearchPiece
from jukugi.apps.opinions.queries.found import Numbers
from jukugi.apps.opinions.queries.hits import KIND_FIELDS, Listed, keys_of, voices_among
from jukugi.apps.opinions.queries.searching import Kind, second
from jukugi.core.text.search_parts import TEXTS_AT_MOST, fits, pieces_of

CHANGES_AT_MOST = 4 * TEXTS_AT_MOST


class _Doc(NamedTuple):
    """What is searched of an opinion, when it came in, and what it is narrowed by."""

    key: int
    letters: str
    words: str
    received_at: datetime
    process: int
    ward: int | None
    channel: str
    state: str

    @property
    def kind(self) -> Kind:
        return Kind(self.process, self.ward, self.channel, self.state)

    @property
    def digest(self) -> int:
        """Equal where the same is searched."""
        return int.from_bytes(blake2b(f"{self.letters}\0{self.words}".encode(), digest_size=8).digest(), "little")


@dataclass
class _Plan:
    """What is to be done: parts to be made anew, parts whose texts stayed, keys of opinions that go into new parts."""

    remade: list[SearchPart] = field(default_factory=list)
    refreshed: list[SearchPart] = field(default_factory=list)
    keys: set[int] = field(default_factory=set)


def bring_into_index() -> bool:
    """Let the index tell of what changed, up to CHANGES_AT_MOST; False where another worker did so at the same time.

    Everything is read and made before it is written, so that others wait only for the writing. Whatever changes while
    it is read stands in ``SearchChange`` again and is compared one by one until the next time; so is, for good, an
    opinion that is too long for a part.
    """
    changes = list(SearchChange.objects.order_by("pk").values_list("pk", "opinion_key")[:CHANGES_AT_MOST])
    plan = _planned({key for _pk, key in changes})
    parts, too_long = _new_parts(sorted(plan.keys))
    if not all(_refresh(part) for part in plan.refreshed):
        return False
    done = [pk for pk, key in changes if key not in too_long]
    with transaction.atomic():
        claimed, _of_each = SearchChange.objects.filter(Listed("pk", np.array(done, np.int64))).delete()
        if claimed != len(done):
            transaction.set_rollback(True)
            return False
        SearchPart.objects.filter(pk__in=[part.pk for part in plan.remade]).delete()
        for part in plan.refreshed:
            part.save()
        for part, pieces in parts:
            part.save()
            SearchPiece.objects.bulk_create(
                SearchPiece(part=part, number=number, content=content) for number, content in enumerate(pieces)
            )
    return True


def _planned(changed: set[int]) -> _Plan:
    """A part is made anew where a text of it changed or is gone, and where it is small and there are new ones."""
    plan, small, told_wrongly = _Plan(keys=set(changed)), [], []
    for part in SearchPart.objects.all():
        keys = keys_of(part)
        touched = np.isin(keys, list(changed))
        plan.keys.difference_update(keys[touched].tolist())
        now = {doc.key: doc.digest for doc in _docs(keys[touched])}
        before = dict(zip(keys[touched].tolist(), np.frombuffer(part.digests, "<u8")[touched].tolist(), strict=True))
        if now != before:
            plan.remade.append(part)
            plan.keys.update(keys.tolist())
            continue
        if part.size <= TEXTS_AT_MOST // 2:
            small.append(part)
        if touched.any():
            told_wrongly.append(part)
    if plan.keys:
        plan.remade += small
        plan.keys.update(*(keys_of(part).tolist() for part in small))
    plan.refreshed = [part for part in told_wrongly if part not in plan.remade]
    return plan


def _new_parts(keys: Sequence[int]) -> tuple[list[tuple[SearchPart, list[bytes]]], set[int]]:
    """Parts with their pieces, of those opinions that are still there; and the keys of those that are too long."""
    parts, too_long = [], set()
    for some in _in_parts(keys):
        docs = []
        for doc in _docs(np.array(some, np.int64)):
            if fits(doc.letters, doc.words):
                docs.append(doc)
            else:
                too_long.add(doc.key)
        if docs:
            parts.append((_part_of(docs), pieces_of([(doc.letters, doc.words) for doc in docs])))
    return parts, too_long


def _in_parts(keys: Sequence[int]) -> Iterator[Sequence[int]]:
    return (keys[start : start + TEXTS_AT_MOST] for start in range(0, len(keys), TEXTS_AT_MOST))


def _docs(keys: Numbers) -> list[_Doc]:
    """These opinions, as far as they are searched, in the order of their keys. One query."""
    docs = SearchDoc.objects.filter(Listed("pk", keys)).order_by("pk")
    rows = docs.values_list("pk", "letters", "words", "opinion__submission__received_at", *KIND_FIELDS)
    return [_Doc(*row) for row in rows]


def _part_of(docs: Sequence[_Doc]) -> SearchPart:
    keys = np.array([doc.key for doc in docs], np.int64)
    part = SearchPart(
        size=len(docs),
        first_key=docs[0].key,
        keys=compress(np.diff(keys, prepend=docs[0].key).astype("<u4").tobytes(), 1),
        digests=np.array([doc.digest for doc in docs], "<u8").tobytes(),
    )
    _narrow(part, docs)
    return part


def _refresh(part: SearchPart) -> bool:
    """Let a part tell anew what its opinions are narrowed by; False where one of them is gone by now."""
    docs = _docs(keys_of(part))
    if len(docs) == part.size:
        _narrow(part, docs)
    return len(docs) == part.size


def _narrow(part: SearchPart, docs: Sequence[_Doc]) -> None:
    table = list(dict.fromkeys(doc.kind for doc in docs))
    places = {kind: place for place, kind in enumerate(table)}
    seconds = np.array([second(doc.received_at) for doc in docs], np.int64)
    part.kind_table, part.kinds = table, np.array([places[doc.kind] for doc in docs], "<u2").tobytes()
    part.first_second = int(seconds.min())
    part.seconds = (seconds - part.first_second).astype("<u4").tobytes()
    voices, issues = voices_among(np.array([doc.key for doc in docs], np.int64))
    issue_table, numbers = np.unique(issues, return_inverse=True)
    part.issue_table = issue_table.tolist()
    part.voices, part.issues = voices.astype("<u2").tobytes(), numbers.astype("<u2").tobytes()
