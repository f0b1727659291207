"""Of many voices at once: how many came into a document, by ward and level, and what each of a set became."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from jukugi.apps.drafts.enums import Influence
from jukugi.apps.drafts.models import ClauseText, Edition, Origin, OriginVoice
from jukugi.apps.opinions.models import IssueLink, Opinion, OpinionQuerySet
from jukugi.apps.opinions.queries.counting import VOICES
from jukugi.kit.pages.voices import FateLine

NOT_TAKEN_RANK, TAKEN_RANK = 60, 70
CHUNK = 500


def reached(process: Any) -> OpinionQuerySet:
    """Public voices behind a public clause, each once."""
    taken = Q(origin__document__process=process, origin__clause__isnull=False)
    behind = OriginVoice.objects.public().filter(taken & ~Q(origin__influence=Influence.NOT_TAKEN_UP))
    return Opinion.objects.shown().filter(pk__in=behind.values("opinion")).order_by()


def reached_whole(process: Any) -> int:
    """How many they are. One query."""
    return reached(process).count()


def reached_by_ward(process: Any) -> dict[int | None, int]:
    """The same by key of the ward. One query."""
    return dict(reached(process).values_list("submission__ward").annotate(Count("pk")))


def reached_by_level(process: Any) -> dict[str, int]:
    """The same by the level of the issues they are voices of. One query."""
    links = IssueLink.objects.in_force().filter(kind__in=VOICES, opinion__in=reached(process)).order_by()
    return dict(links.values_list("issue__level").annotate(Count("opinion", distinct=True)))


def without_origin(process: Any) -> int:
    """Texts of the newest public edition of each document of which nobody knows the origin. Two queries."""
    newest: dict[int, int] = {}
    editions = Edition.objects.published().filter(document__process=process).order_by("document", "number")
    for document, pk in editions.values_list("document_id", "pk"):
        newest[document] = pk
    origins = Origin.objects.in_force().filter(clause__isnull=False)
    texts = ClauseText.objects.filter(edition__in=newest.values()).exclude(text="")
    return texts.exclude(clause__in=origins.values("clause")).count()


def fates_in_documents(numbers: Collection[str], now: datetime) -> dict[str, list[FateLine]]:
    """By receipt number what a document made of the voice. Two queries for each chunk of numbers."""
    found: dict[str, list[FateLine]] = {}
    wanted = list(numbers)
    for start in range(0, len(wanted), CHUNK):
        chunk = wanted[start : start + CHUNK]
        receipts = dict(
            Opinion.objects.shown().filter(submission__receipt__in=chunk).values_list("pk", "submission__receipt")
        )
        rows = OriginVoice.objects.public().filter(opinion__in=list(receipts)).order_by("origin__edition__number", "pk")
        for opinion, influence, title, reason in rows.values_list(
            "opinion_id", "origin__influence", "origin__document__title", "origin__reason"
        ):
            line = _line(influence, title, reason)
            if line not in found.setdefault(receipts[opinion], []):
                found[receipts[opinion]].append(line)
    return found


def _line(influence: str, title: str, reason: str) -> FateLine:
    if influence == Influence.NOT_TAKEN_UP:
        sentence = _("「%(title)s」には取り入れられませんでした。理由：%(reason)s") % {"title": title, "reason": reason}
        return FateLine("drafts.not_taken_up", _("文書に取り入れられなかった"), sentence, NOT_TAKEN_RANK)
    sentences = {
        Influence.ADOPTED: _("「%(title)s」の文になりました。"),
        Influence.PARTLY: _("一部が、「%(title)s」の文になりました。"),
        Influence.PROMPTED: _("「%(title)s」の文を考えるきっかけになりました。"),
        Influence.CONTRADICTS: _("「%(title)s」とは違う考えとして、記録に残りました。"),
    }
    sentence = sentences[Influence(influence)] % {"title": title}
    return FateLine("drafts.taken_up", _("文書の文になった"), sentence, TAKEN_RANK)
