"""What each room holds of a participant: none is forgotten, merging loses nothing, erasing keeps counts."""

from collections.abc import Iterator

from django.apps import apps
from django.db.models import Field, ForeignObjectRel

from jukugi.apps.accounts.models import Participant
from jukugi.kit.holdings import holdings


def relations() -> Iterator[str]:
    """Every relation to a participant, in every model."""
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.get_fields():
            if isinstance(field, ForeignObjectRel) or not isinstance(field, Field):
                continue
            if field.related_model is Participant:
                yield f"{model._meta.app_label}.{model.__name__}.{field.name}"


def author_keys() -> Iterator[str]:
    """Every column in which a participant's opaque key stands: what people send in keeps it as ``author_key``."""
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if field.name == "author_key":
                yield f"{model._meta.app_label}.{model.__name__}.{field.name}"


def covered() -> set[str]:
    return set().union(*(holding.fields for holding in holdings))


def test_every_relation_to_a_participant_is_in_a_holding():
    assert sorted(set(relations()) - covered()) == []


def test_every_column_with_the_key_of_an_author_is_in_a_holding():
    assert sorted(set(author_keys()) - covered()) == []


def test_a_holding_names_only_columns_that_there_are():
    there = {
        f"{model._meta.app_label}.{model.__name__}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.concrete_fields
    }

    assert sorted(covered() - there) == []


def test_what_may_not_be_erased_is_said_in_whole_sentences():
    words = [str(sentence) for holding in holdings for sentence in holding.keeps]

    assert [sentence for sentence in words if not sentence.endswith("。")] == []
    assert len(words) >= 8
