"""What the state of an edition allows."""

from datetime import datetime, timedelta

from jukugi.apps.drafts import errors
from jukugi.apps.drafts.enums import EditionState
from jukugi.apps.drafts.models import Edition, ReviewInvitation

MATERIAL_AT_MOST = 40
"""Notes, statements and voices from which one sentence is written: of more, a group is the origin."""
SENTENCES_AT_FIRST = 5
"""Sentences with which the vote on a vision opens: as many as a topic needs."""
REVIEWERS_AT_MOST = 100
"""Invitations to one edition: who wants to hear more people asks in public."""
REVIEW_DAYS_AT_MOST = 60
SAVES_AN_HOUR = 300
"""What a reviewer may save within an hour: faster than anybody writes, slower than a machine."""
COMMENTS_KEPT = timedelta(days=365)
"""How long the words of reviewers are kept after the edition came out, or the invitation ran out."""


def check_is_writable(edition: Edition) -> None:
    """Raises PublicationUnderWay or EditionNotWritable."""
    if edition.asked_at is not None and not edition.is_public:
        raise errors.PublicationUnderWay
    if not edition.is_writable:
        raise errors.EditionNotWritable(state=edition.get_state_display())


def takes_origins(edition: Edition) -> bool:
    """Origins come while an edition is written, and after it came out; what is checked or approved does not change."""
    return edition.state in (EditionState.DRAFTED, EditionState.PUBLISHED)


def check_takes_origins(edition: Edition) -> None:
    """Raises EditionNotWritable."""
    if not takes_origins(edition):
        raise errors.EditionNotWritable(state=edition.get_state_display())


def takes_renderings(edition: Edition) -> bool:
    """Renderings are written until the edition is approved: with it they are approved."""
    return edition.state in (EditionState.DRAFTED, EditionState.CHECKED)


def check_takes_renderings(edition: Edition) -> None:
    """Raises RenderingNotWritable."""
    if not takes_renderings(edition):
        raise errors.RenderingNotWritable(state=edition.get_state_display())


def check_takes_reviewers(edition: Edition) -> None:
    """Raises ReviewNotOpen."""
    if edition.is_public:
        raise errors.ReviewNotOpen


def check_is_at_review(invitation: ReviewInvitation, *, now: datetime) -> None:
    """Raises ReviewNotOpen or InvitationOver."""
    check_takes_reviewers(invitation.edition)
    if not invitation.is_open(now):
        raise errors.InvitationOver
