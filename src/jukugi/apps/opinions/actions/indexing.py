"""What is searched of opinions, kept right: letters at once, their words by a job."""

from collections.abc import Sequence
from functools import cache
from importlib.metadata import version

from django.db.models import Q, QuerySet

from jukugi.apps.opinions.models import Opinion, SearchDoc
from jukugi.core.text.searching import SEARCH_VERSION, index_tokens, search_letters, search_words

CHUNK = 500
INDEXED = ("letters", "words", "tokens", "made_with")


@cache
def made_with() -> str:
    """What reads words now: our way of it, and the dictionary."""
    return f"{SEARCH_VERSION} {version('sudachidict_core')}"


def index_letters(opinions: Sequence[Opinion]) -> None:
    """Let new opinions be found by their letters, in the caller's transaction and without a dictionary. One query."""
    _write([_doc(opinion.pk, opinion.text, is_read=False) for opinion in opinions])


def index_opinions(keys: Sequence[int]) -> None:
    """Let opinions be found by letters and words; those whose words were erased, by nothing. Three queries."""
    texts = dict(Opinion.objects.standing().filter(pk__in=keys).values_list("pk", "text"))
    _write([_doc(pk, text, is_read=True) for pk, text in texts.items() if text])
    SearchDoc.objects.filter(opinion__in=keys, opinion__text="").delete()


def index_what_lacks() -> int:
    """Index, part by part, what is missing, half done or done with another dictionary; the number done.

    Stopped at any moment, it goes on from there the next time: each part is kept when it is done.
    """
    done = 0
    while keys := _lacking():
        index_opinions(keys)
        done += len(keys)
    SearchDoc.objects.filter(opinion__text="").delete()
    return done


def _lacking() -> list[int]:
    """Keys of some opinions that are not found as they should be, if there are any. At most two queries."""
    current = made_with()
    docs: QuerySet[SearchDoc, int] = SearchDoc.objects.filter(
        Q(made_with__lt=current) | Q(made_with__gt=current)
    ).values_list("opinion", flat=True)
    return list(docs.exclude(opinion__text="")[:CHUNK]) or list(
        Opinion.objects.standing()
        .filter(search__isnull=True)
        .exclude(text="")
        .order_by()
        .values_list("pk", flat=True)[:CHUNK]
    )


def _doc(opinion_pk: int, text: str, *, is_read: bool) -> SearchDoc:
    letters = search_letters(text).text
    words = search_words(letters).text if is_read else ""
    return SearchDoc(
        opinion_id=opinion_pk,
        letters=letters,
        words=words,
        tokens=" ".join(sorted(index_tokens(letters, words))),
        made_with=made_with() if is_read else "",
    )


def _write(docs: Sequence[SearchDoc]) -> None:
    if docs:
        SearchDoc.objects.bulk_create(docs, update_conflicts=True, unique_fields=["opinion"], update_fields=INDEXED)
