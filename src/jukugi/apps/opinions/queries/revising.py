"""Opinions as they were set right: what stands of a submission, and how it came to that."""

from dataclasses import dataclass

from django.db.models import Prefetch

from jukugi.apps.opinions.enums import OpinionState
from jukugi.apps.opinions.models import Opinion, OpinionQuerySet, OpinionRevision, Submission
from jukugi.apps.opinions.queries.desk import sheets_there


@dataclass(frozen=True)
class PastRevision:
    """A revision with the words it was about and what came in their place; ``can_be_undone`` as long as that stands."""

    revision: OpinionRevision
    results: tuple[Opinion, ...]

    @property
    def can_be_undone(self) -> bool:
        """It is in force, and nothing was built upon it."""
        is_in_force = self.revision.undone_at is None
        return is_in_force and all(result.state != OpinionState.REPLACED for result in self.results)


def opinions_to_revise() -> OpinionQuerySet:
    """Opinions with all that the page tells of one. Two queries."""
    sheets = Prefetch("submission__attachments", queryset=sheets_there(), to_attr="sheets")
    return (
        Opinion.objects.with_origin().select_related("submission__process", "submission__call").prefetch_related(sheets)
    )


def history_of(submission: Submission) -> list[PastRevision]:
    """All revisions of what came in at once, the last first. Two queries."""
    revisions = OpinionRevision.objects.filter(opinion__submission=submission).select_related("opinion", "department")
    made: dict[int, list[Opinion]] = {}
    for result in Opinion.objects.filter(made_by__opinion__submission=submission).order_by("position"):
        made.setdefault(result.made_by_id or 0, []).append(result)
    return [PastRevision(revision, tuple(made.get(revision.pk, ()))) for revision in revisions.order_by("-pk")]
