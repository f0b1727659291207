"""Reviewers, what they see, and what they wrote: for themselves and for who writes the draft."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q

from jukugi.apps.accounts.actions import token_hash
from jukugi.apps.accounts.models import Role, User
from jukugi.apps.drafts import tree
from jukugi.apps.drafts.models import ClauseText, Edition, ReviewComment, ReviewInvitation
from jukugi.apps.drafts.models.clauses import ClauseWriting


@dataclass(frozen=True)
class ReviewedClause:
    """A clause as its reviewer sees it. ``own``: what they may still change; ``before``: what was answered."""

    text: ClauseText
    spot: tree.Spot
    own: ReviewComment | None
    before: tuple[ReviewComment, ...]

    @property
    def level(self) -> int:
        return min(self.spot.depth + 1, 6)


@dataclass(frozen=True)
class CommentedClause:
    """A clause with all comments beside it, as the author sees it. ``text`` None: it left the edition meanwhile.

    ``is_written_since`` by key of a comment: whether the clause was written since.
    """

    serial: int
    place: str
    text: ClauseText | None
    comments: tuple[ReviewComment, ...]
    written_since: frozenset[int]


@dataclass(frozen=True)
class WaitingComments:
    """How many comments beside a document of a ward (None: the city) wait for an answer."""

    document: int
    title: str
    ward: int | None
    count: int


def invitation_of_code(code: str) -> ReviewInvitation | None:
    """The invitation behind a secret code; one that is over too. One query."""
    related = ReviewInvitation.objects.select_related("edition__document__process", "edition__document__area")
    return related.filter(code_hash=token_hash(code)).first()


def invitations_of(user: Any, now: datetime) -> list[ReviewInvitation]:
    """What a member of staff with a role is asked to review, the next end first. One query; none for a stranger."""
    mine = ReviewInvitation.objects.filter(
        reviewer__in=Role.objects.in_force(user).values("user"),
        withdrawn_at__isnull=True,
        expires_at__gt=now,
        edition__published_at__isnull=True,
    )
    return list(mine.select_related("edition__document").defer("edition__frozen").order_by("expires_at"))


def reviewers_of(edition: Edition) -> list[ReviewInvitation]:
    """Who was invited, with how many comments each (``written``, ``waiting``). One query."""
    standing = Q(comments__withdrawn_at__isnull=True)
    counted = edition.invitations.annotate(
        written=Count("comments", filter=standing & Q(comments__pk__isnull=False)),
        waiting=Count("comments", filter=standing & Q(comments__pk__isnull=False, comments__answered_at__isnull=True)),
    )
    return list(counted.select_related("department").order_by("number"))


def staff_to_invite(edition: Edition) -> list[User]:
    """Members of staff with a role who are not invited yet, by name. One query."""
    invited = edition.invitations.filter(withdrawn_at__isnull=True, reviewer__isnull=False).values("reviewer")
    with_role = User.objects.filter(is_active=True, pk__in=Role.objects.values("user")).exclude(pk__in=invited)
    return list(with_role.order_by("display_name", "pk"))


def clauses_to_review(invitation: ReviewInvitation) -> list[ReviewedClause]:
    """The edition with the reviewer's own comments. Two queries."""
    rows = {row.clause_id: row for row in invitation.edition.texts.select_related("clause")}
    by_clause: dict[int, list[ReviewComment]] = {}
    for comment in invitation.comments.standing().select_related("department"):
        by_clause.setdefault(comment.clause_id, []).append(comment)
    found = []
    for spot in tree.spots(rows.values()):
        own = by_clause.get(spot.clause_id, [])
        still = next((comment for comment in own if comment.answered_at is None), None)
        before = tuple(comment for comment in own if comment.answered_at is not None)
        found.append(ReviewedClause(rows[spot.clause_id], spot, still, before))
    return found


def commented_clauses(edition: Edition) -> list[CommentedClause]:
    """Clauses with comments, in reading order; those that left the edition last. Three queries."""
    comments = ReviewComment.objects.standing().filter(invitation__edition=edition)
    by_clause: dict[int, list[ReviewComment]] = {}
    for comment in comments.select_related("invitation", "clause", "department", "writing"):
        by_clause.setdefault(comment.clause_id, []).append(comment)
    rows = {row.clause_id: row for row in edition.texts.select_related("clause")}
    digests = _newest_digests(edition, by_clause)
    places = {spot.clause_id: spot.place for spot in tree.spots(rows.values())}
    order = [*places, *(pk for pk in by_clause if pk not in places)]
    return [
        CommentedClause(
            by_clause[pk][0].clause.serial,
            places.get(pk, ""),
            rows.get(pk),
            tuple(by_clause[pk]),
            frozenset(comment.pk for comment in by_clause[pk] if digests.get(pk, comment.digest) != comment.digest),
        )
        for pk in order
        if pk in by_clause
    ]


def waiting_comments(areas: set[int | None]) -> list[WaitingComments]:
    """Comments that nobody answered, in documents of these wards, by document. One query."""
    waiting = ReviewComment.objects.open().filter(invitation__edition__published_at__isnull=True)
    if None not in areas:
        waiting = waiting.filter(invitation__edition__document__area__in=[pk for pk in areas if pk is not None])
    place = "invitation__edition__document"
    rows = waiting.order_by().values_list(place, f"{place}__title", f"{place}__area").annotate(count=Count("pk"))
    return [WaitingComments(*row) for row in rows.order_by(place)]


def _newest_digests(edition: Edition, clauses: Iterable[int]) -> dict[int, str]:
    writings = ClauseWriting.objects.filter(edition=edition, clause__in=list(clauses)).order_by("version")
    return dict(writings.values_list("clause_id", "digest"))
