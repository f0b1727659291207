"""Where many submissions stand at once: what a letter to each of their senders says."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from jukugi.apps.opinions.enums import LinkKind, OpinionState
from jukugi.apps.opinions.models import IssueLink, Opinion
from jukugi.apps.opinions.queries.reading import beginning
from jukugi.core.text import one_line
from jukugi.kit.pages.voices import FateLine

REASON_SHOWN = 200
"""Letters of a reason in a letter; the page of the receipt has all of it."""


def fates_of_submissions(numbers: Collection[str], now: datetime) -> dict[str, list[FateLine]]:
    """A line for each end and for the issues of each submission; never the words of a voice. Of comments in a
    consultation its room tells. Two queries.

    Reasons quote the words: they are told of public opinions alone.
    """
    links = IssueLink.objects.in_force().select_related("issue")
    opinions = Opinion.objects.standing().filter(submission__receipt__in=numbers)
    rows = opinions.select_related("submission").defer("text").prefetch_related(Prefetch("issue_links", queryset=links))
    by_number: dict[str, list[Opinion]] = defaultdict(list)
    for opinion in rows:
        by_number[opinion.submission.receipt].append(opinion)
    return {number: _lines(of_one) for number, of_one in by_number.items()}


def _lines(opinions: list[Opinion]) -> list[FateLine]:
    public = [opinion for opinion in opinions if opinion.state == OpinionState.SHOWN]
    links = [link for opinion in public for link in opinion.issue_links.all()]
    titles = list(dict.fromkeys(link.issue.title for link in links if _is_voice(link) and link.issue is not None))
    told = [_on_issues(titles)] if titles else []
    ends = dict.fromkeys(one_line(link.reason) for link in links if not _is_voice(link))
    told += [_ended(reason, is_part=bool(titles)) for reason in ends]
    if public and not links:
        sentence = _("公開しています。どの論点の声かを、職員が確かめています。")
        told.append(FateLine("opinions.public", _("つなぐ論点を確かめている"), sentence, 30))
    if any(opinion.state == OpinionState.HIDDEN for opinion in opinions):
        sentence = _("公開しないことにしたところがあります。理由は、下のページにあります。")
        if not public:
            sentence = _("公開していません。理由は、下のページにあります。")
        told.append(FateLine("opinions.hidden", _("公開していない"), sentence, 20))
    if any(opinion.state == OpinionState.WAITING for opinion in opinions):
        told.append(FateLine("opinions.waiting", _("確認待ち"), _("職員が読むのを待っています。"), 10))
    return told


def _is_voice(link: IssueLink) -> bool:
    return link.kind != LinkKind.NOT_TAKEN_UP


def _on_issues(titles: list[str]) -> FateLine:
    named = "".join(f"「{title}」" for title in titles)
    sentence = _("論点%(issues)sの声として、検討しています。") % {"issues": named}
    return FateLine("opinions.linked", _("論点の声として検討している"), sentence, 50)


def _ended(reason: str, *, is_part: bool) -> FateLine:
    told = beginning(reason, limit=REASON_SHOWN) if len(reason) > REASON_SHOWN else reason
    words = (
        _("取り上げないところがあります。理由：%(reason)s")
        if is_part
        else _("取り上げないことになりました。理由：%(reason)s")
    )
    return FateLine("opinions.ended", _("取り上げない"), words % {"reason": told}, 40)
