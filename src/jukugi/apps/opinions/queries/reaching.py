"""How many voices came how far, by ward and by level: the same figures that ``counting`` gives for the whole."""

from collections.abc import Mapping

from django.db.models import Count, QuerySet

from jukugi.apps.opinions.enums import LinkKind, OpinionState
from jukugi.apps.opinions.models import IssueLink, Opinion, OpinionQuerySet
from jukugi.apps.opinions.queries.counting import VOICES, linked, received
from jukugi.apps.processes.models import Process

ByWard = Mapping[int | None, int]
ByLevel = Mapping[str, int]


def came(process: Process) -> int:
    """All that came in. As ``received``."""
    return received(process).total


def shown(process: Process) -> int:
    """Those that everybody may read. As ``received``."""
    return received(process).shown


def shown_by_ward(process: Process) -> ByWard:
    """One query."""
    return _by_ward(_public(process))


def linked_whole(process: Process) -> int:
    """Voices of at least one issue. As ``linked``."""
    return linked(process)


def linked_by_ward(process: Process) -> ByWard:
    """One query."""
    return _links_by_ward(_links(process).filter(kind__in=VOICES, issue__process=process))


def linked_by_level(process: Process) -> ByLevel:
    """By the level of the issue; a voice of issues on two levels counts in both. One query."""
    return _links_by_level(_links(process).filter(kind__in=VOICES, issue__process=process))


def ended(process: Process) -> QuerySet[IssueLink]:
    """The ends with a reason of public opinions. No query yet."""
    return _links(process).filter(kind=LinkKind.NOT_TAKEN_UP)


def ended_whole(process: Process) -> int:
    """Public opinions that are not taken up somewhere, each counted once. One query."""
    return ended(process).aggregate(number=Count("opinion", distinct=True))["number"]


def ended_by_ward(process: Process) -> ByWard:
    """One query."""
    return _links_by_ward(ended(process))


def ended_by_level(process: Process) -> ByLevel:
    """Of those that were not taken up on an issue. One query."""
    return _links_by_level(ended(process).filter(issue__isnull=False))


def unlinked(process: Process, ward: int | None = None) -> OpinionQuerySet:
    """Public opinions that lead nowhere yet, oldest first. No query yet."""
    found = Opinion.objects.unlinked().filter(submission__process=process)
    return (found if ward is None else found.filter(submission__ward=ward)).order_by("submission__received_at", "pk")


def unlinked_whole(process: Process) -> int:
    """One query."""
    return unlinked(process).order_by().count()


def unlinked_by_ward(process: Process) -> ByWard:
    """One query."""
    return _by_ward(unlinked(process))


def no_level(process: Process) -> ByLevel:
    """Of what has no issue yet: none. No query."""
    return {}


def _public(process: Process) -> OpinionQuerySet:
    return Opinion.objects.shown().filter(submission__process=process)


def _links(process: Process) -> QuerySet[IssueLink]:
    # By joins, not by a query within: PostgreSQL went through all links for each opinion where tables had just grown.
    public = {"opinion__state": OpinionState.SHOWN, "opinion__submission__process": process}
    return IssueLink.objects.in_force().filter(**public).order_by()


def _by_ward(opinions: OpinionQuerySet) -> ByWard:
    return dict(opinions.order_by().values_list("submission__ward").annotate(Count("pk")))


def _links_by_ward(links: QuerySet[IssueLink]) -> ByWard:
    return dict(links.values_list("opinion__submission__ward").annotate(Count("opinion", distinct=True)))


def _links_by_level(links: QuerySet[IssueLink]) -> ByLevel:
    return dict(links.values_list("issue__level").annotate(Count("opinion", distinct=True)))
