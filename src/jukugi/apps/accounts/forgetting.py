"""Rows of people that nothing hangs on any more."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import models, transaction
from django.db.models import Exists, OuterRef

from jukugi.apps.accounts.models import Participant

AT_ONCE = 500
KEYS = ("actor_key", "author_key")
"""By these names a table keeps the key of a person without a foreign key."""


def erase_sessions(*, now: datetime) -> int:
    """Delete sessions that have run out. Returns how many."""
    old = list(Session.objects.filter(expire_date__lt=now).values_list("pk", flat=True)[:AT_ONCE])
    return Session.objects.filter(pk__in=old).delete()[0]


@transaction.atomic
def erase_participants_without_traces(*, now: datetime, kept: timedelta) -> int:
    """Delete a batch of participants who came so long ago and left nothing in any table. Returns how many.

    A few queries for each batch of candidates, and one for each table with keys.
    """
    last = 0
    while found := _candidates(now - kept, after=last):
        last = found[-1][0]
        named = _keys_in_use([key for _pk, key in found])
        gone = [pk for pk, key in found if key not in named]
        if gone:
            return Participant.objects.filter(pk__in=gone).delete()[0]
    return 0


def _candidates(limit: datetime, *, after: int) -> list[tuple[int, str]]:
    """(key of the row, key in records) of those whom no row points to."""
    rows = Participant.objects.filter(created_at__lt=limit, pk__gt=after)
    for relation in Participant._meta.related_objects:
        pointing = relation.related_model._base_manager.filter(**{relation.field.name: OuterRef("pk")})
        rows = rows.filter(~Exists(pointing))
    return list(rows.order_by("pk").values_list("pk", "actor_key")[:AT_ONCE])


def _keys_in_use(keys: Sequence[str]) -> set[str]:
    """Those of the keys that stand in any table beside the participants' own."""
    found: set[str] = set()
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if field.name in KEYS and isinstance(field, models.CharField) and model is not Participant:
                rows = model._base_manager.filter(**{f"{field.name}__in": keys})
                found.update(rows.order_by().values_list(field.name, flat=True).distinct())
    return found
