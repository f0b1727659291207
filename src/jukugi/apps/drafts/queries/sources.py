"""From what a clause can come: sources in other rooms, looked for by number or words, with the voices behind them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from jukugi.apps.drafts.enums import OriginKind
from jukugi.apps.evaluations.models import Finding
from jukugi.apps.grouping.models import OpinionGroup
from jukugi.apps.grouping.queries.homes import at_home
from jukugi.apps.issues.models import Issue
from jukugi.apps.meetings.enums import MinutesState
from jukugi.apps.meetings.models import MinutesItem, Note, Recommendation
from jukugi.apps.opinion_map.models import MapEdition, Statement
from jukugi.apps.opinions.enums import OpinionState
from jukugi.apps.opinions.models import Opinion
from jukugi.apps.opinions.queries.finding import Wish, found_of_process, in_their_order
from jukugi.apps.opinions.queries.searching import search_of
from jukugi.apps.organizations.enums import OrganizationKind
from jukugi.apps.organizations.models import Organization
from jukugi.apps.processes.models import Process
from jukugi.kit.errors import Refusal
from jukugi.kit.receipts import NotAReceiptNumber, read_number, shown

SHOWN_AT_MOST = 20
NAMED_IN_WORDS = (OriginKind.LAW, OriginKind.PAPER)
"""Kinds for which no room has a row."""


@dataclass(frozen=True)
class Source:
    """Something that a clause can come from. ``note`` tells it from others of the same title.

    ``process_id`` None: it belongs to no process. ``map_edition``: the published map that tells of a statement.
    """

    kind: OriginKind
    key: int
    title: str
    note: str = ""
    process_id: int | None = None
    map_edition: int | None = None

    @property
    def choice(self) -> str:
        """How a form names it."""
        return f"{self.kind}-{self.key}"


def sources_like(kind: OriginKind, words: str, process: Process) -> list[Source]:
    """Public sources of a kind that bear a number or hold words; without either the newest. At most six queries."""
    look = _LOOKS.get(kind)
    return look(words.strip(), process)[:SHOWN_AT_MOST] if look is not None else []


def source_of(kind: OriginKind, key: int, process: Process) -> Source | None:
    """The public source with this key; None where there is none. At most two queries."""
    read = _READS.get(kind)
    found = list(read([key], process)) if read is not None else []
    return found[0] if found else None


def voices_behind(source: Source) -> list[int]:
    """Keys of the public opinions behind a source: of a group all that it holds now. At most three queries."""
    if source.kind == OriginKind.OPINION:
        return [source.key]
    if source.kind == OriginKind.GROUP:
        group = OpinionGroup.objects.select_related("process", "issue").get(pk=source.key)
        held = at_home(group.process, group.issue).shown().filter(placement__group=group)
        return list(held.values_list("pk", flat=True))
    if source.kind == OriginKind.STATEMENT:
        made_of = Opinion.objects.shown().filter(statements=source.key)
        return list(made_of.values_list("pk", flat=True))
    if source.kind == OriginKind.NOTE:
        return list(Opinion.objects.shown().filter(note=source.key).values_list("pk", flat=True))
    return []


def _opinions(keys: Iterable[int], process: Process) -> list[Source]:
    found = Opinion.objects.shown().filter(pk__in=list(keys), submission__process=process).with_origin()
    return [_of_opinion(opinion) for opinion in found]


def _of_opinion(opinion: Opinion) -> Source:
    ward = opinion.submission.ward.name if opinion.submission.ward else ""
    note = "　".join(part for part in (shown(opinion.submission.receipt), ward) if part)
    return Source(OriginKind.OPINION, opinion.pk, opinion.text, note, opinion.submission.process_id)


def _look_for_opinions(words: str, process: Process) -> list[Source]:
    try:
        receipt = read_number(words)
    except NotAReceiptNumber:
        receipt = ""
    public = Opinion.objects.shown().filter(submission__process=process).with_origin()
    if receipt:
        return [_of_opinion(opinion) for opinion in public.filter(submission__receipt=receipt)]
    try:
        search = search_of(words)
    except Refusal:
        return []
    if search is None:
        return [_of_opinion(opinion) for opinion in public.order_by("-submission__received_at", "-pk")[:SHOWN_AT_MOST]]
    keys = found_of_process(process, Wish(search=search), search).keys[:SHOWN_AT_MOST]
    return [_of_opinion(opinion) for opinion in in_their_order([int(key) for key in keys])]


def _groups(keys: Iterable[int], process: Process) -> list[Source]:
    named = OpinionGroup.objects.filter(process=process, ended_at__isnull=True, pk__in=list(keys)).exclude(label="")
    return [_of_group(group) for group in named.select_related("issue")]


def _of_group(group: OpinionGroup) -> Source:
    issue = group.issue.title if group.issue else ""
    return Source(OriginKind.GROUP, group.pk, group.label, issue, group.process_id)


def _look_for_groups(words: str, process: Process) -> list[Source]:
    named = OpinionGroup.objects.filter(process=process, ended_at__isnull=True).exclude(label="")
    found = named.select_related("issue").filter(label__icontains=words) if words else named.select_related("issue")
    return [_of_group(group) for group in found.order_by("-number")[:SHOWN_AT_MOST]]


def _issues(keys: Iterable[int], process: Process) -> list[Source]:
    return [_of_issue(issue) for issue in Issue.objects.standing().filter(process=process, pk__in=list(keys))]


def _of_issue(issue: Issue) -> Source:
    return Source(OriginKind.ISSUE, issue.pk, issue.title, issue.get_level_display(), issue.process_id)


def _look_for_issues(words: str, process: Process) -> list[Source]:
    standing = Issue.objects.standing().filter(process=process)
    found = standing.holding(words) if words else standing
    return [_of_issue(issue) for issue in found[:SHOWN_AT_MOST]]


def _statements(keys: Iterable[int], process: Process) -> list[Source]:
    found = Statement.objects.shown().filter(topic__process=process, pk__in=list(keys)).select_related("topic")
    return _of_statements(list(found))


def _of_statements(statements: list[Statement]) -> list[Source]:
    topics = {statement.topic_id for statement in statements}
    newest = MapEdition.objects.filter(topic__in=topics).order_by("topic", "number").values_list("topic_id", "pk")
    by_topic = dict(newest)
    return [
        Source(
            OriginKind.STATEMENT,
            statement.pk,
            statement.text,
            statement.topic.title,
            statement.topic.process_id,
            by_topic.get(statement.topic_id),
        )
        for statement in statements
    ]


def _look_for_statements(words: str, process: Process) -> list[Source]:
    public = Statement.objects.shown().filter(topic__process=process).select_related("topic")
    found = public.filter(text__icontains=words) if words else public
    return _of_statements(list(found.order_by("-pk")[:SHOWN_AT_MOST]))


def _notes(keys: Iterable[int], process: Process) -> list[Source]:
    return [_of_note(note) for note in _public_notes(process).filter(pk__in=list(keys))]


def _public_notes(process: Process) -> QuerySet[Note]:
    public = Note.objects.standing().filter(table__meeting__process=process, opinion__state=OpinionState.SHOWN)
    return public.select_related("table__meeting", "opinion")


def _of_note(note: Note) -> Source:
    where = f"{note.table.meeting.title}　テーブル{note.table.number}"
    words = note.opinion.text if note.opinion is not None else note.text
    return Source(OriginKind.NOTE, note.pk, words, where, note.table.meeting.process_id)


def _look_for_notes(words: str, process: Process) -> list[Source]:
    public = _public_notes(process)
    found = public.filter(opinion__text__icontains=words) if words else public
    return [_of_note(note) for note in found.order_by("-pk")[:SHOWN_AT_MOST]]


def _decisions(keys: Iterable[int], process: Process) -> list[Source]:
    return [_of_decision(item) for item in _public_decisions(process).filter(pk__in=list(keys))]


def _public_decisions(process: Process) -> QuerySet[MinutesItem]:
    public = MinutesItem.objects.filter(minutes__state=MinutesState.PUBLISHED, minutes__meeting__process=process)
    return public.exclude(decision="").select_related("minutes__meeting", "agenda_item")


def _of_decision(item: MinutesItem) -> Source:
    meeting = item.minutes.meeting
    return Source(
        OriginKind.DECISION, item.pk, item.decision, f"{meeting.title}　{item.agenda_item.title}", meeting.process_id
    )


def _look_for_decisions(words: str, process: Process) -> list[Source]:
    public = _public_decisions(process)
    found = public.filter(decision__icontains=words) if words else public
    return [_of_decision(item) for item in found.order_by("-pk")[:SHOWN_AT_MOST]]


def _recommendations(keys: Iterable[int], process: Process) -> list[Source]:
    found = Recommendation.objects.filter(pk__in=list(keys)).select_related("body")
    return [_of_recommendation(one) for one in found]


def _of_recommendation(one: Recommendation) -> Source:
    return Source(OriginKind.RECOMMENDATION, one.pk, one.title, one.body.name)


def _look_for_recommendations(words: str, process: Process) -> list[Source]:
    every = Recommendation.objects.select_related("body")
    found = every.filter(title__icontains=words) if words else every
    return [_of_recommendation(one) for one in found.order_by("-on", "-pk")[:SHOWN_AT_MOST]]


def _findings(keys: Iterable[int], process: Process) -> list[Source]:
    return [_of_finding(one) for one in _public_findings(process).filter(pk__in=list(keys))]


def _public_findings(process: Process) -> QuerySet[Finding]:
    return Finding.objects.public().filter(review__process=process).select_related("review")


def _of_finding(one: Finding) -> Source:
    note = f"{one.get_kind_display()}　{one.review.title}"
    return Source(OriginKind.FINDING, one.pk, one.title, note, one.review.process_id)


def _look_for_findings(words: str, process: Process) -> list[Source]:
    public = _public_findings(process)
    found = public.filter(title__icontains=words) if words else public
    return [_of_finding(one) for one in found.order_by("-pk")[:SHOWN_AT_MOST]]


def _departments(keys: Iterable[int], process: Process) -> list[Source]:
    found = Organization.objects.filter(kind=OrganizationKind.DEPARTMENT, pk__in=list(keys))
    return [_of_department(one) for one in found]


def _of_department(one: Organization) -> Source:
    return Source(OriginKind.DEPARTMENT, one.pk, one.name)


def _look_for_departments(words: str, process: Process) -> list[Source]:
    standing = Organization.objects.filter(kind=OrganizationKind.DEPARTMENT, ended_on__isnull=True)
    found = standing.filter(name__icontains=words) if words else standing
    return [_of_department(one) for one in found.order_by("name")[:SHOWN_AT_MOST]]


_READS: dict[OriginKind, Callable[[Iterable[int], Process], list[Source]]] = {
    OriginKind.OPINION: _opinions,
    OriginKind.GROUP: _groups,
    OriginKind.ISSUE: _issues,
    OriginKind.STATEMENT: _statements,
    OriginKind.NOTE: _notes,
    OriginKind.DECISION: _decisions,
    OriginKind.RECOMMENDATION: _recommendations,
    OriginKind.FINDING: _findings,
    OriginKind.DEPARTMENT: _departments,
}
_LOOKS: dict[OriginKind, Callable[[str, Process], list[Source]]] = {
    OriginKind.OPINION: _look_for_opinions,
    OriginKind.GROUP: _look_for_groups,
    OriginKind.ISSUE: _look_for_issues,
    OriginKind.STATEMENT: _look_for_statements,
    OriginKind.NOTE: _look_for_notes,
    OriginKind.DECISION: _look_for_decisions,
    OriginKind.RECOMMENDATION: _look_for_recommendations,
    OriginKind.FINDING: _look_for_findings,
    OriginKind.DEPARTMENT: _look_for_departments,
}
