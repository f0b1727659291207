"""The voices of an issue follow when it is merged or split."""

from django.utils.translation import gettext as _

from jukugi.apps.issues.enums.lineage import Follower, Piece, Pieces, lineage_followers
from jukugi.apps.opinions.actions import following
from jukugi.apps.opinions.enums import OpinionState
from jukugi.apps.opinions.models import IssueLink
from jukugi.kit.pages.wording import jday

SHOWN_AT_MOST = 200


def register() -> None:
    follower = Follower(following.follow, following.go_back, following.newcomers, pieces)
    lineage_followers.register(following.NAME, follower, order=10)


def pieces(issue: int, words: str) -> Pieces:
    """The voices of an issue, the oldest first, those that hold some words alone. Two queries."""
    links = IssueLink.objects.in_force().filter(issue=issue)
    if words:
        links = links.filter(opinion__text__icontains=words)
    shown = links.select_related("opinion__submission__ward").order_by("opinion")[:SHOWN_AT_MOST]
    return Pieces(tuple(Piece(link.opinion_id, link.opinion.text, _note(link)) for link in shown), links.count())


def _note(link: IssueLink) -> str:
    origin = link.opinion.submission
    told = [origin.get_channel_display(), origin.ward.name if origin.ward else "", jday(origin.received_at)]
    if link.opinion.state != OpinionState.SHOWN:
        told.append(link.opinion.get_state_display())
    if link.kind != "about":
        told.append(link.get_kind_display())
    return _("、").join(filter(None, told))
