import secrets
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from jukugi.apps.accounts.models import User
from jukugi.apps.meetings import errors, permissions, policies
from jukugi.apps.meetings.models import Meeting, Registration, Table
from jukugi.kit import audit


@transaction.atomic
def set_tables(*, meeting: Meeting, count: int, actor: User, now: datetime) -> list[Table]:
    """Put so many tables up, numbered from 1. One with notes or hands stays. Raises NotAllowed or TablesInUse."""
    permissions.check_can_handle(actor, meeting)
    Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    kept = list(meeting.tables.all())
    for table in kept[count:]:
        if table.notes.exists() or table.hand_counts.exists():
            raise errors.TablesInUse
        table.delete()
    for number in range(len(kept) + 1, count + 1):
        Table.objects.create(meeting=meeting, number=number)
    audit.record("meetings.tables_set", actor=actor, subject=meeting, at=now, details={"tables": count})
    return list(meeting.tables.all())


@transaction.atomic
def draw_tables(*, meeting: Meeting, actor: User, now: datetime, seed: str = "") -> str:
    """Deal those who have a seat to the tables by lot, by a seed that is public; the tables differ by one at most.

    Returns the seed. Raises NotAllowed or NobodyToSeat.
    """
    permissions.check_can_handle(actor, meeting)
    tables = list(meeting.tables.all())
    seated = {registration.position: registration for registration in meeting.registrations.seated()}
    if not tables or not seated:
        raise errors.NobodyToSeat
    seed = seed or secrets.token_hex(8)
    for position, number in policies.drawn_tables(list(seated), len(tables), seed=seed).items():
        seated[position].table = tables[number - 1]
    Registration.objects.bulk_update(seated.values(), ["table"])
    meeting.seed = seed
    meeting.save(update_fields=["seed"])
    audit.record("meetings.tables_drawn", actor=actor, subject=meeting, at=now, details={"seed": seed})
    return seed


@transaction.atomic
def seat_by_hand(*, meeting: Meeting, tables: Mapping[int, int | None], actor: User, now: datetime) -> int:
    """Move people to tables: by the key of their registration the number of a table, or None. Returns how many moved.

    Raises NotAllowed.
    """
    permissions.check_can_handle(actor, meeting)
    by_number = {table.number: table for table in meeting.tables.all()}
    moved = []
    for registration in meeting.registrations.seated().filter(pk__in=list(tables)):
        number = tables[registration.pk]
        table = by_number.get(number) if number is not None else None
        if registration.table_id != (table.pk if table else None):
            registration.table = table
            moved.append(registration)
    Registration.objects.bulk_update(moved, ["table"])
    if moved:
        # What a hand moved no longer follows from the seed.
        audit.record("meetings.seated_by_hand", actor=actor, subject=meeting, at=now, details={"moved": len(moved)})
    return len(moved)
