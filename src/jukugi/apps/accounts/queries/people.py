"""What is read of people: who they are together with their other devices, which steps they reached, whose roles end."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Coalesce

from jukugi.apps.accounts.enums import Channel, StepKind
from jukugi.apps.accounts.models import MailAddress, Participant, ResidentBatch, Role, StepReached

SOON = timedelta(days=60)


def rows_of(participant: Participant) -> list[int]:
    """Keys of all rows that stand for this person: their own, and those of devices that were joined. One query."""
    root = participant.merged_into_id or participant.pk
    return list(Participant.objects.filter(Q(pk=root) | Q(merged_into=root)).values_list("pk", flat=True))


def keys_of(participant: Participant) -> list[str]:
    """The opaque keys of the same rows. One query."""
    root = participant.merged_into_id or participant.pk
    return list(Participant.objects.filter(Q(pk=root) | Q(merged_into=root)).values_list("actor_key", flat=True))


def person_of(path: str) -> Coalesce:
    """For a query: the key of the person behind a relation to a participant, so that joined devices count once."""
    return Coalesce(F(f"{path}__merged_into"), F(f"{path}__pk"))


@dataclass(frozen=True)
class ShownStep:
    """One step as its page tells it: reached when, or not."""

    kind: StepKind
    reached_at: datetime | None


def steps_of(participant: Participant | None) -> list[ShownStep]:
    """Every kind of step, and since when the person has reached it. Two queries at most."""
    reached: dict[str, datetime] = {}
    if participant is not None:
        rows = StepReached.objects.filter(participant__in=rows_of(participant)).order_by("pk")
        for kind, at in rows.values_list("kind", "reached_at"):
            reached.setdefault(kind, at)
    return [ShownStep(kind, reached.get(kind)) for kind in StepKind]


def has_step(participant: Participant, kind: StepKind) -> bool:
    """One or two queries."""
    return StepReached.objects.filter(participant__in=rows_of(participant), kind=kind).exists()


def residents_among(people: Iterable[int] | QuerySet[Any]) -> int:
    """How many of these people (keys of rows that stand for them) are confirmed residents, each once. One query."""
    confirmed = StepReached.objects.filter(kind=StepKind.RESIDENT).annotate(person=person_of("participant"))
    return int(confirmed.filter(person__in=people).values("person").distinct().count())


def confirmed_residents() -> int:
    """How many people have shown that they live in the city, each once. One query."""
    confirmed = StepReached.objects.filter(kind=StepKind.RESIDENT, participant__erased_at__isnull=True)
    return int(confirmed.annotate(person=person_of("participant")).values("person").distinct().count())


def people_on_the_web() -> int:
    """How many took part by a device of their own, each once whatever their devices; those erased are not counted. One
    query.
    """
    people = Participant.objects.filter(channel=Channel.WEB, merged_into__isnull=True, erased_at__isnull=True)
    return people.count()


def mail_of(participant: Participant) -> MailAddress | None:
    """The newest confirmed address of a person, else the newest that waits. One query."""
    rows = MailAddress.objects.filter(participant=participant)
    return rows.order_by(F("confirmed_at").desc(nulls_last=True), "-pk").first()


def batches(wards: set[int | None], *, now: datetime) -> QuerySet[ResidentBatch]:
    """Batches of codes with how many there are, and how many were used. One query."""
    kept = ResidentBatch.objects.in_wards(wards).select_related("ward")
    used = Count("codes", filter=Q(codes__used_at__isnull=False))
    return kept.annotate(n_codes=Count("codes"), n_used=used)


@dataclass(frozen=True)
class RoleTerms:
    """Roles by how near their last day is."""

    soon: list[Role]
    over: list[Role]
    standing: list[Role]


def role_terms(day: date) -> RoleTerms:
    """Roles of those whose sign-in is on: that end within 60 days, that ended and were not given again, the others. One
    query.
    """
    rows = Role.objects.filter(user__is_active=True).select_related("user", "area").order_by("ends_on", "user", "pk")
    soon, over, standing = [], [], []
    for role in rows:
        if role.is_over(day):
            over.append(role)
        elif role.ends_on is not None and role.ends_on <= day + SOON:
            soon.append(role)
        else:
            standing.append(role)
    return RoleTerms(soon, over[::-1], standing)


def roles_ending(day: date) -> int:
    """How many roles end within 60 days. One query."""
    return Role.objects.filter(user__is_active=True, ends_on__gte=day, ends_on__lte=day + SOON).count()
