"""The work at the desk: what waits, one piece of it at a time, what was typed in, printed and decided lately."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from django.db.models import Count, Max, Min, Prefetch, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from jukugi.apps.issues.enums import IssueLevel
from jukugi.apps.issues.models import Issue
from jukugi.apps.opinions.enums import issue_proposals
from jukugi.apps.opinions.models import (
    Attachment,
    IssueLink,
    Opinion,
    OpinionQuerySet,
    OpinionReview,
    PrintedCard,
    Submission,
)
from jukugi.core.text import evidence
from jukugi.core.text.plain import plain
from jukugi.kit import receipts

OFFERS_AT_MOST = 3
OTHERS_AT_MOST = 50
LATELY = 8
ENTRIES_SHOWN = 5
BATCHES_SHOWN = 30
CHOSEN_BY_WRITER = _("書いた人が選んだ論点")


class Queue(StrEnum):
    """What is done to one opinion after the other."""

    REVIEW = "review"
    LINK = "link"


@dataclass(frozen=True)
class WaitingCounts:
    """How many opinions wait to be read, how many public ones lead nowhere yet, and since when the oldest waits."""

    review: int
    link: int
    oldest_review: datetime | None
    oldest_link: datetime | None


@dataclass(frozen=True)
class Place:
    """Where an opinion stands among those that wait, counted from 1; 0 once it waits no longer. Next and previous
    go round in a circle; None where no other waits."""

    position: int
    total: int
    next_pk: int | None
    previous_pk: int | None


class IssueChoice(NamedTuple):
    """What the work page tells of each issue, of which there may be thousands."""

    pk: int
    title: str
    level: str
    keywords: str


@dataclass(frozen=True)
class Offer:
    """An issue proposed for an opinion: its number on the page, and the words of its list that the opinion holds."""

    number: int
    issue: IssueChoice
    words: tuple[str, ...]
    is_writers: bool

    @property
    def reason(self) -> str:
        """What speaks for it, as it is kept with the link."""
        words = "".join(f"「{word}」" for word in self.words)
        return "、".join(filter(None, [words, str(CHOSEN_BY_WRITER) if self.is_writers else ""]))


@dataclass(frozen=True)
class Decision:
    """Something that was decided lately about an opinion."""

    at: datetime
    opinion: Opinion
    what: str | Promise


@dataclass(frozen=True)
class Entry:
    """What was typed in, with its number as one writes it on a stub."""

    submission: Submission
    number: str


@dataclass(frozen=True)
class Batch:
    """Cards that were printed together; ``first`` is the key of its first card, ``back`` how many were typed in."""

    first: int
    place: str
    printed_at: datetime
    count: int
    back: int


def in_queue(queue: Queue, areas: set[int | None]) -> OpinionQuerySet:
    """The opinions that wait in a queue, as they came in."""
    mine = Opinion.objects.in_areas(areas)
    return (mine.waiting() if queue == Queue.REVIEW else mine.unlinked()).order_by("pk")


def next_in(queue: Queue, areas: set[int | None], *, after: int) -> int | None:
    """The key of the next that waits after this one, from the end again to the first. One query."""
    keys = in_queue(queue, areas).aggregate(next=Min("pk", filter=Q(pk__gt=after)), first=Min("pk"))
    return keys["next"] or keys["first"]


def place_in(queue: Queue, areas: set[int | None], opinion: Opinion) -> Place:
    """Where an opinion stands in a queue. One query."""
    here = opinion.pk
    figures = in_queue(queue, areas).aggregate(
        total=Count("pk"),
        before=Count("pk", filter=Q(pk__lt=here)),
        is_here=Count("pk", filter=Q(pk=here)),
        next=Min("pk", filter=Q(pk__gt=here)),
        previous=Max("pk", filter=Q(pk__lt=here)),
        first=Min("pk"),
        last=Max("pk"),
    )
    is_only_one = figures["total"] == figures["is_here"]
    return Place(
        position=figures["before"] + 1 if figures["is_here"] else 0,
        total=figures["total"],
        next_pk=None if is_only_one else figures["next"] or figures["first"],
        previous_pk=None if is_only_one else figures["previous"] or figures["last"],
    )


def opinions_at_work() -> OpinionQuerySet:
    """Opinions with all that the work page tells of one. Four queries."""
    reviews = OpinionReview.objects.select_related("department")
    links = IssueLink.objects.select_related("issue", "department")
    return (
        Opinion.objects.with_origin()
        .select_related("submission__process", "submission__about")
        .prefetch_related(
            Prefetch("reviews", queryset=reviews),
            Prefetch("issue_links", queryset=links),
            Prefetch("submission__attachments", queryset=sheets_there(), to_attr="sheets"),
        )
    )


def sheets_there() -> QuerySet[Attachment]:
    """The sheets that can be looked at, without their pictures."""
    return Attachment.objects.filter(removed_at__isnull=True).defer("content")


@dataclass(frozen=True)
class Others:
    """Issues that are not proposed, in their levels; of many only the first.

    ``found`` hold the words that were asked for, or are all where nothing was, of ``total``.
    """

    levels: list[tuple[IssueLevel, list[IssueChoice]]]
    found: int
    total: int

    @property
    def is_long(self) -> bool:
        return self.total > OTHERS_AT_MOST

    @property
    def left_out(self) -> int:
        return max(self.found - OTHERS_AT_MOST, 0)


def issues_for(opinion: Opinion) -> list[IssueChoice]:
    """The issues to which an opinion may still be linked. One query."""
    taken = {link.issue_id for link in opinion.issue_links.all() if link.ended_at is None}
    of_process = (
        Issue.objects.standing().filter(process=opinion.submission.process_id).values_list(*IssueChoice._fields)
    )
    return [IssueChoice(*row) for row in of_process if row[0] not in taken]


def offers(opinion: Opinion, issues: Iterable[IssueChoice]) -> list[Offer]:
    """The issue that the writer chose, then those another room proposes, then those of whose words most stand in it.

    A query for each room that proposes.
    """
    by_key = {issue.pk: issue for issue in issues}
    literal = {e.key: e.words for e in evidence(opinion.text, {k: i.keywords.split() for k, i in by_key.items()})}
    found: dict[int, tuple[str, ...]] = {}
    for proposals in issue_proposals:
        for key, words in proposals(opinion.pk):
            if key in by_key and key not in found:
                found[key] = words or literal.get(key, ())
    found |= {key: words for key, words in literal.items() if key not in found}
    writers = opinion.submission.about_id
    keys = [writers] if writers in by_key else []
    keys += [key for key in found if key != writers][:OFFERS_AT_MOST]
    return [Offer(n, by_key[key], found.get(key, ()), key == writers) for n, key in enumerate(keys, start=1)]


def others(issues: Iterable[IssueChoice], *, without: Collection[int], words: str, picked: str) -> Others:
    """The issues that hold all these words in title or keywords, and the one that is picked already. No query."""
    left = [issue for issue in issues if issue.pk not in without]
    sought = plain(words).split()
    found = [issue for issue in left if _holds(issue, sought)] if sought else left
    standing = {issue.pk for issue in found[:OTHERS_AT_MOST]}
    told = [issue for issue in left if issue.pk in standing or str(issue.pk) == picked]
    levels = [(level, [issue for issue in told if issue.level == level]) for level in IssueLevel]
    return Others([(level, of_level) for level, of_level in levels if of_level], len(found), len(left))


def _holds(issue: IssueChoice, sought: Collection[str]) -> bool:
    form = plain(f"{issue.title} {issue.keywords}")
    return all(word in form for word in sought)


def decided_lately(areas: set[int | None]) -> list[Decision]:
    """The last decisions on opinions from these wards, newest first. Two queries."""
    related = ("opinion", "opinion__submission", "opinion__submission__ward")
    mine = Q() if None in areas else Q(opinion__submission__ward__in=[pk for pk in areas if pk is not None])
    reviews = OpinionReview.objects.filter(mine).select_related(*related).order_by("-pk")[:LATELY]
    links = IssueLink.objects.filter(mine).select_related(*related, "issue").order_by("-pk")[:LATELY]
    decisions = [Decision(review.decided_at, review.opinion, review.get_state_display()) for review in reviews]
    decisions += [Decision(link.linked_at, link.opinion, _where_to(link)) for link in links]
    return sorted(decisions, key=lambda decision: decision.at, reverse=True)[:LATELY]


def entered_by(actor_key: str) -> list[Entry]:
    """What a member of staff typed in last, newest first; not what came in tables. One query."""
    typed = Submission.objects.filter(entered_by=actor_key, opinion_import__isnull=True)
    entered = typed.select_related("ward").order_by("-pk")
    return [Entry(submission, receipts.shown(submission.receipt)) for submission in entered[:ENTRIES_SHOWN]]


def batches() -> list[Batch]:
    """Cards as they were printed together, the last first. Two queries."""
    together = ("printed_at", "actor_key", "place")
    printed = PrintedCard.objects.values(*together).annotate(count=Count("pk"), first=Min("pk")).order_by("-first")
    shown = list(printed[:BATCHES_SHOWN])
    came_back = PrintedCard.objects.filter(
        printed_at__in=[batch["printed_at"] for batch in shown], receipt__in=Submission.objects.values("receipt")
    )
    back = {tuple(row): number for *row, number in came_back.order_by().values_list(*together).annotate(Count("pk"))}
    return [
        Batch(b["first"], b["place"], b["printed_at"], b["count"], back.get(tuple(b[name] for name in together), 0))
        for b in shown
    ]


def printed_with(first_pk: int) -> list[PrintedCard]:
    """A batch of cards with what they were printed for, given the key of its first; empty where there is none.

    Two queries.
    """
    first = PrintedCard.objects.filter(pk=first_pk).first()
    if first is None:
        return []
    same = PrintedCard.objects.filter(printed_at=first.printed_at, actor_key=first.actor_key, place=first.place)
    return list(same.filter(call=first.call_id).select_related("call").order_by("pk"))


def _where_to(link: IssueLink) -> str:
    return f"{link.get_kind_display()}：{link.issue.title}" if link.issue is not None else link.get_kind_display()
