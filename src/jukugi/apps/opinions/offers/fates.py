"""What became of public opinions lately, for lists."""

from django.utils.translation import gettext as _

from jukugi.apps.opinions.enums import LinkKind, OpinionState
from jukugi.apps.opinions.models import IssueLink
from jukugi.apps.opinions.queries.reading import beginning
from jukugi.kit.pages.voices import Fate

WORDS_SHOWN, REASON_SHOWN = 90, 90
LINKS_LOOKED_AT = 8


def newest_fates(count: int, ward: int | None) -> list[Fate]:
    """Where public opinions were led last, newest first; of one opinion the last link in force. What only
    followed its issue, when that was merged or split, is no news of a voice. Two queries.

    Of an opinion that leads to many issues only the last link is told: ``LINKS_LOOKED_AT`` for each fate are enough.
    """
    links = IssueLink.objects.in_force().filter(opinion__state=OpinionState.SHOWN, act__isnull=True)
    if ward is not None:
        links = links.filter(opinion__submission__ward=ward)
    newest = links.order_by("-linked_at", "-pk").values_list("opinion", "pk")[: LINKS_LOOKED_AT * count]
    last: dict[int, int] = {}
    for opinion, link in newest:
        last.setdefault(opinion, link)
    keys = list(last.values())[:count]
    told = IssueLink.objects.select_related("issue", "opinion__submission__ward").in_bulk(keys)
    return [_fate(told[key]) for key in keys]


def _fate(link: IssueLink) -> Fate:
    text, origin = link.opinion.text, link.opinion.submission
    is_cut = len(text) > WORDS_SHOWN
    is_end = link.kind == LinkKind.NOT_TAKEN_UP
    return Fate(
        at=link.linked_at,
        number=origin.receipt,
        words=beginning(text, limit=WORDS_SHOWN) if is_cut else text,
        channel=origin.channel,
        ward=origin.ward.name if origin.ward else "",
        received_at=origin.received_at,
        status=_("取り上げない") if is_end else _("論点へ"),
        sentence=_end_sentence(link) if is_end else _issue_sentence(link),
        is_cut=is_cut,
    )


def _issue_sentence(link: IssueLink) -> str:
    issue = link.issue.title if link.issue is not None else ""
    words = (
        _("一部を、論点「%(issue)s」につなぎました。")
        if link.kind == LinkKind.PARTLY
        else _("論点「%(issue)s」につなぎました。")
    )
    return words % {"issue": issue}


def _end_sentence(link: IssueLink) -> str:
    """Why it is not taken up: the reason as it stands, of a long one its first sentences."""
    reason = link.reason
    return beginning(reason, limit=REASON_SHOWN) if len(reason) > REASON_SHOWN else reason
