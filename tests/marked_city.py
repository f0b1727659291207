"""Tags, quotes, scripts and formulas put into everything that rooms keep as words, frozen documents too."""

import json
import re
import zlib
from contextlib import suppress
from typing import Any

from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.db.models import Value
from django.db.models.functions import Concat, Substr

# Out of an attribute, a title, a text field and a script; an element is found by data-mark, a run by window.marked.
LONG = "</title></textarea></script>\"'><img data-mark src=/x onerror=marked=1><svg data-mark onload=marked=1>"
SHORT = "\"'><b data-mark>"
SCHEME = "javascript:marked=1//data-mark"
# Before the words: office software takes them for a formula.
FORMULA = "="
# What the programme itself writes there is no words of anybody: keys, digests, numbers, kinds; documents are apart.
NOT_WORDS = re.compile(
    r"(.*_)?(key|by|hash|digest|code|receipt|kind|standard|seed|sealed|salt|stream|version|slug|password|number|proof|"
    r"register_number|row_id|frozen|content|precision|voter|choices|secret|section|weeks|sex|age_band|category|started|"
    r"ended|action|subject_type|occasion|content_type|email|mail|previous|digits|fate|votes_as|year)"
)
LEFT_ALONE = {"SearchDoc", "PublishedFile", "ResultFile"}
# Must be as they stand in the files of a draw, which are published.
AS_IN_FILES = {("Draw", "quotas")}
JAPANESE = re.compile(r"[ぁ-んァ-ヶ一-龠]")


def models_of_rooms() -> list[type[models.Model]]:
    ours = [model for model in apps.get_models() if model.__module__.startswith("jukugi.apps.")]
    return [model for model in ours if model.__name__ not in LEFT_ALONE]


def fields_of_words() -> list[models.Field]:
    """Every column in which somebody's words stand, of all rooms."""
    return [
        field
        for model in models_of_rooms()
        for field in model._meta.concrete_fields
        if isinstance(field, (models.CharField, models.TextField))
        and not (field.choices or field.unique or field.primary_key or NOT_WORDS.fullmatch(field.name))
    ]


def mark(field: models.Field) -> bool:
    """Put the longest mark that fits around the words of every row. Returns whether any row has words there."""
    longest = field.max_length or 10_000
    marks = SCHEME if field.name.endswith("url") else LONG if longest >= 2 * len(LONG) else SHORT
    room = longest - len(FORMULA) - len(marks)
    if room <= 0:
        return False
    start = [] if marks == SCHEME else [Value(FORMULA), Substr(field.name, 1, room)]
    rows = field.model._base_manager.exclude(**{field.name: ""})
    try:
        with transaction.atomic():
            return rows.update(**{field.name: Concat(*start, Value(""), Value(marks))}) > 0
    except IntegrityError:  # a rule of the database on the form of these words
        return False


def mark_all() -> tuple[list[str], list[str]]:
    """Columns of words, and columns of documents, that are marked now."""
    words = [f"{field.model.__name__}.{field.name}" for field in fields_of_words() if mark(field)]
    documents = [
        f"{model.__name__}.{field.name}"
        for model in models_of_rooms()
        for field in model._meta.concrete_fields
        if isinstance(field, models.JSONField | models.BinaryField) or field.name == "frozen"
        if (model.__name__, field.name) not in AS_IN_FILES
        if mark_documents(field)
    ]
    return words, documents


def mark_documents(field: models.Field) -> bool:
    """Put a mark behind every Japanese word in the documents of a column. Returns whether there were any."""
    is_marked = False
    for row in field.model._base_manager.only(field.name):
        kept = getattr(row, field.attname)
        changed = _marked(kept) if isinstance(field, models.JSONField) else _marked_text(kept)
        if changed != kept:
            try:
                with transaction.atomic():
                    field.model._base_manager.filter(pk=row.pk).update(**{field.name: changed})
                is_marked = True
            except IntegrityError:
                continue
    return is_marked


def _marked_text(kept: Any) -> Any:
    """A document that is kept as text, as bytes or packed; anything else as it is."""
    content, is_packed = bytes(kept) if not isinstance(kept, str) else kept.encode(), False
    with suppress(zlib.error):
        content, is_packed = zlib.decompress(content), True
    try:
        document = json.loads(content)
    except ValueError:
        return kept
    changed = _marked(document)
    if changed == document:
        return kept
    written = json.dumps(changed, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    if isinstance(kept, str):
        return written
    return zlib.compress(written.encode()) if is_packed else written.encode()


def _marked(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _marked(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_marked(each) for each in value]
    return value + SHORT if isinstance(value, str) and JAPANESE.search(value) else value
