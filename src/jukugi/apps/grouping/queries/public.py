"""What everybody may read of groups: those that a person named, their public voices alone."""

from dataclasses import dataclass

from django.db.models import Count

from jukugi.apps.grouping.models import OpinionGroup
from jukugi.apps.grouping.queries.homes import at_home
from jukugi.apps.opinions.models import Opinion


@dataclass(frozen=True)
class NamedGroup:
    """A group as the public sees it: ``people`` of public voices, and up to three of them."""

    label: str
    number: int
    people: int
    quotes: tuple[tuple[str, Opinion], ...]


@dataclass(frozen=True)
class NamedGroups:
    """``total`` public voices with their home at the issue = people of ``groups`` + ``others`` (in no named group)."""

    groups: tuple[NamedGroup, ...]
    total: int
    others: int


def named_groups(issue_pk: int) -> NamedGroups:
    """The named groups of an issue, the largest first. At most four queries; one where there is no group."""
    standing = OpinionGroup.objects.filter(issue=issue_pk, ended_at__isnull=True).exclude(label="")
    named = list(standing.select_related("process", "issue"))
    if not named:
        return NamedGroups((), 0, 0)
    public = at_home(named[0].process, named[0].issue).shown()
    total = public.count()
    placed = public.filter(placement__group__in=named).order_by()
    people = dict(placed.values_list("placement__group").annotate(Count("pk")))
    chosen = [pk for group in named for pk in (group.central_id, group.different_id, group.minority_id) if pk]
    found = public.filter(pk__in=chosen).with_origin().select_related("placement")
    present = {opinion.pk: opinion for opinion in found}
    groups = [
        NamedGroup(group.label, group.number, people[group.pk], quotes_of(group, present))
        for group in named
        if group.pk in people
    ]
    groups.sort(key=lambda group: (-group.people, group.number))
    return NamedGroups(tuple(groups), total, total - sum(group.people for group in groups))


def quotes_of(group: OpinionGroup, present: dict[int, Opinion]) -> tuple[tuple[str, Opinion], ...]:
    """The central, the different and the minority voice, as far as they are present and still in the group."""
    kinds = (("central", group.central_id), ("different", group.different_id), ("minority", group.minority_id))
    return tuple(
        (kind, present[pk]) for kind, pk in kinds if pk in present and present[pk].placement.group_id == group.pk
    )
