"""Where a clause comes from, and which voices stand behind that."""

from functools import reduce
from operator import or_
from typing import Self

from django.db import models
from django.db.models import Q

from jukugi.apps.drafts.enums import Influence, OriginKind
from jukugi.apps.drafts.models.clauses import Clause
from jukugi.apps.drafts.models.editions import Document, Edition, EditionState
from jukugi.apps.evaluations.models import Finding
from jukugi.apps.grouping.models import OpinionGroup
from jukugi.apps.issues.models import Issue
from jukugi.apps.meetings.models import MinutesItem, Note, Recommendation
from jukugi.apps.opinion_map.models import MapEdition, Statement
from jukugi.apps.opinions.enums import OpinionState
from jukugi.apps.opinions.models import Opinion
from jukugi.apps.organizations.models import Organization

# Of each kind the column that names its source; a paper and a law are named in words.
SOURCE_COLUMNS = {
    OriginKind.OPINION: "opinion",
    OriginKind.GROUP: "group",
    OriginKind.ISSUE: "issue",
    OriginKind.STATEMENT: "statement",
    OriginKind.NOTE: "note",
    OriginKind.DECISION: "decision",
    OriginKind.RECOMMENDATION: "recommendation",
    OriginKind.FINDING: "finding",
    OriginKind.DEPARTMENT: "source_department",
    OriginKind.LAW: "",
    OriginKind.PAPER: "",
}
COLUMNS = tuple(column for column in SOURCE_COLUMNS.values() if column)


def source_of_kind(kind: OriginKind) -> Q:
    """Exactly the column of its kind is filled; where there is none, the title."""
    own = SOURCE_COLUMNS[kind]
    condition = Q(kind=kind)
    for column in COLUMNS:
        condition &= Q(**{f"{column}__isnull": column != own})
    return condition if own else condition & ~Q(title="")


class OriginQuerySet(models.QuerySet["Origin"]):
    def in_force(self) -> Self:
        """Origins that were not ended."""
        return self.filter(ended_at__isnull=True)

    def public(self) -> Self:
        """Those that the public reads: of a document with a public edition, added before that came out."""
        return self.filter(edition__state=EditionState.PUBLISHED)


class Origin(models.Model):
    """From what a clause comes (由来): the source, what it did to the words, and why. Ended, never deleted.

    ``clause`` None: it was not taken up in the document. ``edition`` is the first that tells of it. ``map_edition``:
    the published opinion map that shows how a statement was answered. ``title``, ``detail`` and ``url`` name a law or a
    paper. Which voices stand behind it is fixed when it is added (``OriginVoice``): the claim stays what it was.
    """

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="origins")
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="origins")
    clause = models.ForeignKey(Clause, null=True, blank=True, on_delete=models.PROTECT, related_name="origins")
    kind = models.CharField(max_length=16, choices=OriginKind)
    influence = models.CharField(max_length=12, choices=Influence)
    reason = models.TextField()
    opinion = models.ForeignKey(Opinion, null=True, blank=True, on_delete=models.PROTECT, related_name="origins")
    group = models.ForeignKey(OpinionGroup, null=True, blank=True, on_delete=models.PROTECT, related_name="origins")
    issue = models.ForeignKey(Issue, null=True, blank=True, on_delete=models.PROTECT, related_name="origins")
    statement = models.ForeignKey(Statement, null=True, blank=True, on_delete=models.PROTECT, related_name="origins")
    map_edition = models.ForeignKey(MapEdition, null=True, blank=True, on_delete=models.PROTECT, related_name="origins")
    note = models.ForeignKey(Note, null=True, blank=True, on_delete=models.PROTECT, related_name="origins")
    decision = models.ForeignKey(MinutesItem, null=True, blank=True, on_delete=models.PROTECT, related_name="origins")
    recommendation = models.ForeignKey(
        Recommendation, null=True, blank=True, on_delete=models.PROTECT, related_name="origins"
    )
    finding = models.ForeignKey(Finding, null=True, blank=True, on_delete=models.PROTECT, related_name="origins")
    source_department = models.ForeignKey(
        Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="origins"
    )
    title = models.CharField(max_length=200, blank=True)
    detail = models.CharField(max_length=200, blank=True)
    url = models.CharField(max_length=400, blank=True)
    actor_key = models.CharField(max_length=40)
    department = models.ForeignKey(Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    carried_from = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="carried_to")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_reason = models.TextField(blank=True)
    ended_by = models.CharField(max_length=40, blank=True)

    objects = OriginQuerySet.as_manager()

    class Meta:
        ordering = ["added_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=reduce(or_, (source_of_kind(kind) for kind in OriginKind)), name="origin_names_its_source"
            ),
            models.CheckConstraint(
                condition=Q(clause__isnull=False) | Q(influence=Influence.NOT_TAKEN_UP),
                name="only_what_is_not_taken_up_has_no_clause",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="origin_has_its_reason"),
            models.CheckConstraint(
                condition=Q(map_edition__isnull=True) | Q(kind=OriginKind.STATEMENT),
                name="a_map_tells_of_a_statement",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_reason="", ended_by="")
                | (Q(ended_at__isnull=False) & ~Q(ended_reason="") & ~Q(ended_by="")),
                name="origin_is_ended_with_a_reason",
            ),
            *(
                models.UniqueConstraint(
                    fields=["clause", column], condition=Q(ended_at__isnull=True), name=f"one_origin_per_{column}"
                )
                for column in COLUMNS
            ),
        ]
        indexes = [models.Index(fields=["document", "ended_at", "clause"], name="origins_by_document")]

    def __str__(self) -> str:
        return f"{self.kind} → {self.clause_id}"

    @property
    def source_key(self) -> int | None:
        """The key of its source in the room of its kind; None for what is named in words."""
        column = SOURCE_COLUMNS[OriginKind(self.kind)]
        return getattr(self, f"{column}_id") if column else None


class OriginVoiceQuerySet(models.QuerySet["OriginVoice"]):
    def public(self) -> Self:
        """Public voices behind origins that are in force and that the public reads. By joins: planners know them."""
        return self.filter(
            opinion__state=OpinionState.SHOWN,
            origin__ended_at__isnull=True,
            origin__edition__state=EditionState.PUBLISHED,
        )


class OriginVoice(models.Model):
    """A voice that stands behind an origin: one for an opinion or a note, all of a group as it then was.

    Where a voice was divided, retyped or masked since, those in its place stand here too.
    """

    origin = models.ForeignKey(Origin, on_delete=models.PROTECT, related_name="voices")
    opinion = models.ForeignKey(Opinion, on_delete=models.PROTECT, related_name="behind_origins")

    objects = OriginVoiceQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["origin", "opinion"], name="a_voice_stands_once_behind_it")]
        indexes = [models.Index(fields=["opinion", "origin"], name="origins_by_voice")]

    def __str__(self) -> str:
        return f"{self.opinion_id} → {self.origin_id}"
