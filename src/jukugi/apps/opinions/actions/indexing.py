"""What is searched of opinions, kept right: letters at once, their words by a job, the index by the same job."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.metadata import version
from itertools import chain
from typing import Any

from django.db.models import Q, QuerySet

from jukugi.apps.opinions.models import Opinion, SearchChange, SearchDoc
from jukugi.core.text.searching import SEARCH_VERSION, letters_of, words_of_letters

CHUNK = 1_000
READ = ("letters", "words", "made_with")
CHANGES_LEFT = 200
"""So few changes are not brought into the index: to compare them one by one takes a millisecond."""


@cache
def made_with() -> str:
    """What reads words now: our way of it, and the dictionary."""
    return f"{SEARCH_VERSION} {version('sudachidict_core')}"


def index_letters(opinions: Sequence[Opinion]) -> None:
    """Let new opinions be found by their letters, in the caller's transaction and without a dictionary. One query."""
    _write([SearchDoc(opinion_id=opinion.pk, letters=letters_of(opinion.text)) for opinion in opinions])


def index_opinions(keys: Sequence[int]) -> None:
    """Let opinions be found by letters and words; those whose words were erased, by nothing. Three queries."""
    texts = [row for row in Opinion.objects.standing().filter(pk__in=keys).values_list("pk", "text") if row[1]]
    letters = [letters_of(text) for _pk, text in texts]
    _write(
        [
            SearchDoc(opinion_id=pk, letters=of_letters, words=words, made_with=made_with())
            for (pk, _text), of_letters, words in zip(texts, letters, words_of_letters(letters), strict=True)
        ]
    )
    SearchDoc.objects.filter(opinion__in=keys, opinion__text="").delete()


def index_what_lacks() -> int:
    """Read, part by part, what is missing, half done or done with another dictionary; the number done.

    Stopped at any moment, it goes on from there the next time: each part is kept when it is done. Then what changed is
    brought into the index: at once where words were erased, of which it may keep no trace.
    """
    # Both load numpy: only the worker indexes.
    from jukugi.apps.opinions.actions.search_parts import bring_into_index
    from jukugi.core.text.search_parts import TEXTS_AT_MOST

    done = since = 0
    for keys in _lacking():
        index_opinions(keys)
        done += len(keys)
        since += len(keys)
        if since >= TEXTS_AT_MOST:
            bring_into_index()
            since = 0
    SearchDoc.objects.filter(opinion__text="").delete()
    left = SearchChange.objects.count()
    while left > CHANGES_LEFT or _is_any_gone():
        before = left
        bring_into_index()
        left = SearchChange.objects.count()
        if left >= before:
            break  # another worker is at it, or what is left is too long for the index
    return done


def _is_any_gone() -> bool:
    """Whether the index may still have tokens of words that were erased. One query."""
    return SearchChange.objects.exclude(opinion_key__in=SearchDoc.objects.values("pk")).exists()


def _lacking() -> Iterator[list[int]]:
    """Keys of opinions that are not found as they should be, some at a time. A query for each, and two more."""
    current = made_with()
    outdated = SearchDoc.objects.filter(Q(made_with__lt=current) | Q(made_with__gt=current)).exclude(opinion__text="")
    missing = Opinion.objects.standing().filter(search__isnull=True).exclude(text="")
    return chain(_some_at_a_time(outdated), _some_at_a_time(missing))


def _some_at_a_time(found: QuerySet[Any]) -> Iterator[list[int]]:
    last = 0
    while keys := list(found.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:CHUNK]):
        yield keys
        last = keys[-1]


def _write(docs: Iterable[SearchDoc]) -> None:
    if docs:
        SearchDoc.objects.bulk_create(docs, update_conflicts=True, unique_fields=["opinion"], update_fields=READ)


def note_erased(keys: Sequence[int]) -> None:
    """Let opinions whose words were erased be found by nothing, in the caller's transaction. One query."""
    SearchDoc.objects.filter(opinion__in=keys).delete()
