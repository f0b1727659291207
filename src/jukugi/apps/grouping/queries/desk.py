"""The grouping desk: where all voices stand, the groups of one issue, the members of one group."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery

from jukugi.apps.grouping.enums import UNDER_WAY
from jukugi.apps.grouping.models import GroupingRun, IssueSuggestion, OpinionGroup
from jukugi.apps.grouping.queries.homes import VOICES, Homes, at_home, homes
from jukugi.apps.grouping.queries.public import quotes_of
from jukugi.apps.issues.models import Issue
from jukugi.apps.opinions.enums import OpinionState
from jukugi.apps.opinions.models import IssueLink, Opinion
from jukugi.apps.processes.models import Process

ROWS = 50
# A worker that has not been heard of for so long is taken for dead.
SILENCE = timedelta(minutes=2)


@dataclass(frozen=True)
class IssueRow:
    """An issue on the overview: opinions with their home there, how many of them stand in groups, how many groups."""

    issue: Issue | None
    opinions: int
    placed: int
    groups: int

    @property
    def unplaced(self) -> int:
        """Opinions that stand in no group yet."""
        return self.opinions - self.placed


@dataclass(frozen=True)
class Overview:
    """Where all voices stand; ``rows`` of issues with a voice, the most first; ``suggested`` have a sure proposal."""

    homes: Homes
    rows: tuple[IssueRow, ...]
    without: IssueRow
    suggested: int


@dataclass(frozen=True)
class GroupCard:
    """A group with its people; ``repeated`` of them say what another says. Quotations only of its present members."""

    group: OpinionGroup
    people: int
    repeated: int
    quotes: tuple[tuple[str, Opinion], ...]


@dataclass(frozen=True)
class Pile:
    """The voices of an issue: ``total`` = sum of people in ``cards`` + ``unplaced``. ``elsewhere``: linked here too."""

    issue: Issue | None
    total: int
    cards: tuple[GroupCard, ...]
    unplaced: int
    elsewhere: int
    run: GroupingRun | None

    @property
    def placed(self) -> int:
        """Opinions in groups."""
        return self.total - self.unplaced


@dataclass(frozen=True)
class Member:
    """A voice of a group, or the first of several that are one in other writing."""

    opinion: Opinion
    repeats: tuple[Opinion, ...]

    @property
    def people(self) -> int:
        """How many said it."""
        return 1 + len(self.repeats)


@dataclass(frozen=True)
class MemberPage:
    """One page of voices; ``page`` tells its number among all."""

    members: tuple[Member, ...]
    page: Page[Any]


def overview(process: Process) -> Overview:
    """All issues with their voices and groups. Nine queries."""
    found = homes(process)
    placed = _placed(process)
    groups = dict(
        OpinionGroup.objects.filter(process=process, ended_at__isnull=True)
        .order_by()
        .values_list("issue")
        .annotate(Count("pk"))
    )
    issues = Issue.objects.in_bulk(found.by_issue)
    rows = [
        IssueRow(issues[key], number, placed.get(key, 0), groups.get(key, 0)) for key, number in found.by_issue.items()
    ]
    rows.sort(key=lambda row: (-row.opinions, row.issue.pk if row.issue else 0))
    suggested = IssueSuggestion.objects.filter(
        opinion__in=at_home(process, None).filter(state=OpinionState.SHOWN), is_abstaining=False
    ).count()
    return Overview(
        homes=found,
        rows=tuple(rows),
        without=IssueRow(None, found.without, placed.get(None, 0), groups.get(None, 0)),
        suggested=suggested,
    )


def pile(process: Process, issue: Issue | None) -> Pile:
    """The groups of an issue. Seven queries."""
    here = at_home(process, issue)
    counts = here.filter(placement__group__in=groups_of(process, issue)).order_by()
    figures = {
        row["placement__group"]: row
        for row in counts.values("placement__group").annotate(
            people=Count("pk"), repeated=Count("pk", filter=Q(placement__same_as__isnull=False))
        )
    }
    total = here.count()
    found = list(groups_of(process, issue).select_related("central", "different", "minority"))
    chosen = [pk for group in found for pk in (group.central_id, group.different_id, group.minority_id) if pk]
    present = {opinion.pk: opinion for opinion in here.filter(pk__in=chosen).with_origin().select_related("placement")}
    cards = [
        GroupCard(group, figures[group.pk]["people"], figures[group.pk]["repeated"], quotes_of(group, present))
        for group in found
        if group.pk in figures
    ]
    cards.sort(key=lambda card: (-card.people, card.group.number))
    elsewhere = issue.opinion_links.in_force().count() - total if issue is not None else 0
    return Pile(
        issue=issue,
        total=total,
        cards=tuple(cards),
        unplaced=total - sum(card.people for card in cards),
        elsewhere=max(0, elsewhere),
        run=_run(process.grouping_runs.filter(issue=issue)),
    )


def members(process: Process, issue: Issue | None, group: OpinionGroup | None, *, page: int) -> MemberPage:
    """Voices of a group (None: of no group yet), most repeated first where they are repeated. Four queries."""
    here = at_home(process, issue)
    if group is not None:
        here = here.filter(placement__group=group)
    else:
        placed = here.filter(placement__group__in=groups_of(process, issue))
        here = here.exclude(pk__in=placed.order_by().values("pk"))
    # Who repeats a voice of this very list stands behind it.
    firsts = here.order_by().values("pk")
    behind = here.filter(placement__same_as__in=firsts) if group is not None else here.none()
    shown = here.exclude(pk__in=behind.order_by().values("pk")) if group is not None else here
    pages = Paginator(
        shown.with_origin()
        .select_related("placement")
        .annotate(n_repeats=Count("repeats"))
        .order_by("-n_repeats", "pk"),
        ROWS,
    )
    part = pages.page(max(1, min(page, pages.num_pages)))
    shown_here = list(part.object_list)
    repeats: dict[int, list[Opinion]] = {}
    if group is not None:
        of_page = behind.filter(placement__same_as__in=[opinion.pk for opinion in shown_here])
        for opinion in of_page.with_origin().annotate(first=F("placement__same_as")):
            repeats.setdefault(opinion.first, []).append(opinion)
    return MemberPage(tuple(Member(opinion, tuple(repeats.get(opinion.pk, ()))) for opinion in shown_here), part)


def groups_of(process: Process, issue: Issue | None) -> QuerySet[OpinionGroup]:
    """The groups of an issue that stand."""
    return OpinionGroup.objects.filter(process=process, issue=issue, ended_at__isnull=True)


def is_silent(run: GroupingRun, *, now: datetime) -> bool:
    """Whether a run that is under way has not been heard of for long."""
    return run.state in UNDER_WAY and now - run.seen_at > SILENCE


def suggestions(process: Process, *, issue: Issue | None, page: int) -> Page[IssueSuggestion]:
    """Public voices without an issue and what is proposed for them, of one first issue or all. Two queries."""
    waiting = at_home(process, None).filter(state=OpinionState.SHOWN)
    found = IssueSuggestion.objects.filter(opinion__in=waiting.order_by().values("pk"), is_abstaining=False)
    if issue is not None:
        found = found.filter(first=issue)
    related = ("opinion__submission__ward", "first", "second", "third")
    pages = Paginator(found.select_related(*related).order_by("-sureness", "opinion"), ROWS)
    return pages.page(max(1, min(page, pages.num_pages)))


def suggested_issues(process: Process) -> list[tuple[Issue, int]]:
    """Issues that are proposed first for public voices without one, the most first. Two queries."""
    waiting = at_home(process, None).filter(state=OpinionState.SHOWN)
    found = IssueSuggestion.objects.filter(opinion__in=waiting.order_by().values("pk"), is_abstaining=False)
    counts = dict(found.order_by().values_list("first").annotate(Count("pk")))
    issues = Issue.objects.in_bulk(counts)
    return sorted(((issues[key], number) for key, number in counts.items()), key=lambda row: (-row[1], row[0].pk))


def _placed(process: Process) -> dict[int | None, int]:
    """How many opinions stand in a group of the issue that is their home. Two queries for all issues."""
    links = IssueLink.objects.in_force().filter(opinion=OuterRef("pk"), kind__in=VOICES).order_by("pk")
    in_groups = Opinion.objects.filter(submission__process=process, placement__group__ended_at__isnull=True).order_by()
    at_issues = (
        in_groups.filter(placement__group__issue__isnull=False)
        .annotate(home=Subquery(links.values("issue")[:1]))
        .filter(home=F("placement__group__issue"))
    )
    placed: dict[int | None, int] = dict(at_issues.values_list("home").annotate(Count("pk")))
    placed[None] = at_home(process, None).filter(placement__group__in=groups_of(process, None)).count()
    return placed


def _run(runs: QuerySet[GroupingRun]) -> GroupingRun | None:
    """The last one."""
    return runs.order_by("-pk").first()
