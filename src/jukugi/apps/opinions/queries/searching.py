"""Which opinions hold what somebody looks for: the same ones on SQLite and on PostgreSQL.

What is found is decided by two texts of each opinion that the application made, its letters and its words, and by
comparing strings; the index of either database only leaves out beforehand what cannot be meant.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, Case, F, Func, Q, Value, When
from django.db.models.sql.compiler import SQLCompiler

from jukugi.apps.opinions.errors import SearchHasNoWords, SearchHasTooManyTerms, SearchTooLong
from jukugi.apps.opinions.models import OpinionQuerySet
from jukugi.core.text.searching import Term, is_beginning, search_terms, term_of

SEARCH_LIMIT = 100
"""Letters of what is looked for."""
TERMS_AT_MOST = 8
_ESCAPED, _ESCAPE = re.compile(r"[%_\\]"), r"\\\g<0>"
# What an expression compiles to: the statement and its parameters.
Sql = tuple[str, tuple[str | int, ...]]
# Of which a text must have all.
Tokens = tuple[str, ...]


@dataclass(frozen=True)
class Search:
    """What somebody looks for, as typed; an opinion must hold all of the terms."""

    typed: str
    terms: tuple[Term, ...]


def search_of(typed: str) -> Search | None:
    """What somebody typed, ready to be looked for; None where that is nothing. No query.

    Raises SearchTooLong, SearchHasTooManyTerms or SearchHasNoWords.
    """
    wanted = " ".join(typed.split())
    if not wanted:
        return None
    if len(wanted) > SEARCH_LIMIT:
        raise SearchTooLong(length=len(wanted), limit=SEARCH_LIMIT)
    terms = search_terms(wanted)
    if not terms:
        raise SearchHasNoWords
    if len(terms) > TERMS_AT_MOST:
        raise SearchHasTooManyTerms(count=len(terms), limit=TERMS_AT_MOST)
    return Search(typed=wanted, terms=tuple(term_of(term) for term in terms))


def holding(found: OpinionQuerySet, search: Search) -> OpinionQuerySet:
    """Those of these opinions that hold every term, by its letters or by its words."""
    # Said first, that there must be a row to compare with: an outer join would be made before the index is asked.
    found = found.filter(search__isnull=False).filter(Indexed([_arms(term) for term in search.terms]))
    for term in search.terms:
        if not (term.is_exact_in_letters and term.is_exact_in_words):
            by_letters = Q(search__letters__contains=term.letters)
            found = found.filter(by_letters | Q(search__words__contains=term.words) if term.words else by_letters)
    return found


def best_first(found: OpinionQuerySet, search: Search) -> OpinionQuerySet:
    """With ``rank`` 1 for those that hold all terms as words (バス before バスケット), in whose order they stand;
    among equals the newest first. To be called before ``holding``."""
    rank: Case | Value = Value(0)
    if all(term.words for term in search.terms):
        rank = Case(When(HasWords(search.terms), then=Value(1)), default=Value(0))
    return found.annotate(rank=rank).order_by("-rank", "-submission__received_at", "-pk")


def _arms(term: Term) -> list[Tokens]:
    """Letters, or words where there are any."""
    arms = [tuple(term.letter_tokens), tuple(term.word_tokens)]
    return [arm for arm in arms if arm]


class Beside(Func):
    """A column that is looked at in what was found. SQLite would rather go through its index and, for each row there,
    through all that was found: minutes instead of milliseconds."""

    template = "%(expressions)s"
    arity = 1

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **_: Any) -> Sql:
        column, params = compiler.compile(self.source_expressions[0])
        return f"+{column}", tuple(params)


class Indexed(Func):
    """What may hold one of the arms of each term, by the index of the database (migration 0002).

    Of several letters or words more than do, never fewer.
    """

    output_field = BooleanField()

    def __init__(self, terms: Sequence[Sequence[Tokens]]) -> None:
        super().__init__(F("pk"), F("search__tokens"))
        self.terms = terms

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **_: Any) -> Sql:
        key, params = compiler.compile(self.source_expressions[0])
        return _among_indexed(key, (*params, asked(self.terms, both=" AND ", either=" OR ", beginning="*")))

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **_: Any) -> Sql:
        tokens, params = compiler.compile(self.source_expressions[1])
        sql = f"array_to_tsvector(string_to_array({tokens}, ' ')) @@ %s::tsquery"
        return sql, (*params, asked(self.terms, both=" & ", either=" | ", beginning=":*"))


class HasWords(Func):
    """Whether what was found holds all terms as words. SQLite asks its index again where that is exact: it need not
    read the words then. PostgreSQL has read them."""

    output_field = BooleanField()

    def __init__(self, terms: Sequence[Term]) -> None:
        super().__init__(F("pk"), F("search__words"))
        self.terms = terms

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **_: Any) -> Sql:
        if not all(term.is_exact_in_words for term in self.terms):
            return self._compared(compiler, r"%s LIKE %%s ESCAPE '\'")
        key, params = compiler.compile(self.source_expressions[0])
        arms = [[tuple(term.word_tokens)] for term in self.terms]
        return _among_indexed(key, (*params, asked(arms, both=" AND ", either=" OR ", beginning="*")))

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **_: Any) -> Sql:
        return self._compared(compiler, "%s LIKE %%s")

    def _compared(self, compiler: SQLCompiler, like: str) -> Sql:
        words, params = compiler.compile(self.source_expressions[1])
        patterns = [f"%{_ESCAPED.sub(_ESCAPE, term.words)}%" for term in self.terms]
        return " AND ".join([like % words] * len(patterns)), (*params * len(patterns), *patterns)


def asked(terms: Sequence[Sequence[Tokens]], *, both: str, either: str, beginning: str) -> str:
    """The question to an index. Tokens are figures and small letters: none can be read as an operator."""

    def one(token: str) -> str:
        return token + beginning if is_beginning(token) else token

    arms = [[f"({both.join(map(one, arm))})" for arm in term] for term in terms]
    return both.join(f"({either.join(term)})" for term in arms)


def _among_indexed(key: str, params: tuple[str | int, ...]) -> Sql:
    index = "opinions_searchindex"
    sql = f"{key} IN (SELECT rowid FROM {index} WHERE {index} MATCH %s)"  # noqa: S608 - the question is a parameter
    return sql, params
