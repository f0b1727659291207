"""What reviewers and their authors find on the staff desk."""

from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from jukugi.apps.drafts import permissions
from jukugi.apps.drafts.models import ReviewInvitation
from jukugi.apps.drafts.queries.reviewing import WaitingComments, invitations_of, waiting_comments
from jukugi.kit.pages.keeping import kept
from jukugi.kit.pages.places import DeskItem, DeskRoom, DeskWard, desk_queue, desk_rooms


def register() -> None:
    desk_queue.register("draft_comments", comments_to_answer, order=42)
    desk_queue.register("draft_reviews", drafts_to_review, order=44)
    desk_rooms.register("draft_reviews", reviews_room, order=36)


def comments_to_answer(request: HttpRequest, now: datetime, ward: DeskWard | None = None) -> list[DeskItem]:
    """Comments of reviewers that nobody answered, by document; nothing where there is none. Two queries a page."""
    rows = kept(request, "drafts.comments", lambda: _comments(request))
    return [
        DeskItem(
            count=row.count,
            unit=_("件"),
            title=_("査読のコメントに答える"),
            text=_("「%(title)s」の下書きに、答えを待つコメントがあります。") % {"title": row.title},
            url=reverse("drafts:comments", args=[row.document]),
        )
        for row in rows
        if ward is None or row.ward == ward.pk
    ]


def drafts_to_review(request: HttpRequest, now: datetime, ward: DeskWard | None = None) -> list[DeskItem]:
    """Drafts that this person is asked to review; nothing where there is none. One query a page."""
    rows = _invitations(request)
    if not rows or ward is not None:
        return []
    text = _("公開の前の下書きを読んで、文ごとにコメントを書いてください。")
    url = reverse("drafts:my-reviews")
    return [DeskItem(count=len(rows), unit=_("件"), title=_("下書きを査読する"), text=text, url=url)]


def reviews_room(request: HttpRequest) -> DeskRoom | None:
    """わたしの査読, for who was invited. One query a page."""
    rows = _invitations(request)
    return DeskRoom(_("わたしの査読"), reverse("drafts:my-reviews"), len(rows)) if rows else None


def _invitations(request: HttpRequest) -> list[ReviewInvitation]:
    return kept(request, "drafts.reviews", lambda: invitations_of(request.user, timezone.now()))


def _comments(request: HttpRequest) -> list[WaitingComments]:
    areas = permissions.areas_written_for(request.user)
    return waiting_comments(areas) if areas else []
