"""The sample's voices: written for the sample, on every channel, reviewed and linked. Nobody really said this."""

import hashlib
import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import count

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.accounts.models import Participant
from jukugi.apps.areas.models import Area
from jukugi.apps.issues.models import Issue
from jukugi.apps.opinions.actions.indexing import index_opinions
from jukugi.apps.opinions.enums import HEARING, RECEIPT_KIND, CallKind, LinkKind, OpinionState
from jukugi.apps.opinions.models import Call, IssueLink, Opinion, OpinionReview, PrintedCard, Submission
from jukugi.apps.opinions.sample_care import care_for
from jukugi.apps.organizations.enums import OrganizationKind
from jukugi.apps.organizations.models import Membership
from jukugi.apps.processes.enums import Lane
from jukugi.apps.processes.models import Opening, Phase, Process
from jukugi.kit import receipts
from jukugi.kit.tables import packaged_rows

SEED = 2018
CARDS, CARDS_BACK = 20, 12
CARDS_PRINTED_DAYS_BEFORE = 60
CARDS_PLACE = "意見交換会で配ったカード"
ENDED, BETWEEN_REASONS = "ended", "｜"
FRIDAY = 5
OFFICE_HOURS, MEETING_HOURS = (9, 10, 11, 13, 14, 15, 16), (10, 14, 15, 19, 20)
# Title, kind, place (also that of the voices it received), ward, first and last day from today (None: no end).
CALLS = (
    ("2wk7hc", "図書館の意見箱", CallKind.PLACE, "図書館の意見箱", "", -270, None),
    ("t9m4xe", "商店街の広場で聞きました", CallKind.EVENT, "商店街の広場での聞き取り", "141313", -270, -20),
    ("n6b3ru", "見本まつり", CallKind.EVENT, "見本公園の広場", "141356", -1, 20),
)
WEB_HOURS = (7, 8, 12, 12, 17, 19, 20, 20, 21, 21, 22, 22, 23)


@dataclass(frozen=True)
class Draft:
    """One row of the table with the moments that were thrown for it, and who handles it."""

    row: dict[str, str]
    ward: Area | None
    received_at: datetime
    entered_at: datetime
    decided_at: datetime
    entered_by: str
    handler: Membership


def load_sample(now: datetime) -> str:
    """Put the sample voices in place once; what staff did since is kept. Returns a sentence for the operator."""
    process = Process.objects.filter(is_sample=True, is_finished=False).first()
    handlers = _handlers()
    if process is None or None not in handlers:
        return _("意見：見本の検討プロセスか見本の課がないため、載せませんでした")
    if Submission.objects.filter(process=process).exists():
        return _("意見：あります（そのまま）")
    with transaction.atomic():
        _open_hearing(process)
        drafts = _drafts(handlers, now)
        opinions = _receive(process, drafts, now)
        links = _handle(process, drafts, opinions)
        index_opinions([opinion.pk for opinion in opinions])
        care_for(process, handlers[None], now)
    return _("意見：%(opinions)d件、論点へのつながり%(links)d本、配ったカード%(cards)d枚") % {
        "opinions": len(opinions),
        "links": links,
        "cards": CARDS,
    }


def _handlers() -> dict[int | None, Membership]:
    """Who handles voices in the sample: by ward; None stands for the whole city. One query."""
    members = Membership.objects.filter(organization__kind=OrganizationKind.DEPARTMENT, organization__is_sample=True)
    return {member.organization.area_id: member for member in members.select_related("organization", "person")}


def _open_hearing(process: Process) -> None:
    """Opinions are heard in both years: on what was done so far, then on what shall come."""
    for phase in Phase.objects.filter(process=process, lane=Lane.CITIZENS, title__contains="意見聴取"):
        Opening.objects.get_or_create(phase=phase, kind=HEARING)


def _drafts(handlers: dict[int | None, Membership], now: datetime) -> list[Draft]:
    """The rows in the order in which they were entered."""
    dice = random.Random(SEED)  # noqa: S311 - a repeatable sample, no secret
    wards = {ward.code: ward for ward in Area.objects.filter(level="ward")}
    rows = packaged_rows("jukugi.apps.opinions", "opinions.csv")
    return sorted((_draft(row, wards, handlers, dice, now) for row in rows), key=lambda draft: draft.entered_at)


def _draft(
    row: dict[str, str],
    wards: dict[str, Area],
    handlers: dict[int | None, Membership],
    dice: random.Random,
    now: datetime,
) -> Draft:
    ward = wards.get(row["ward"])
    city = handlers[None]
    # About half of a ward's voices are handled by the ward itself, where the sample has somebody there.
    handler = handlers.get(ward.pk, city) if ward is not None and dice.random() < 0.5 else city
    is_web = row["channel"] == Channel.WEB
    hours = WEB_HOURS if is_web else MEETING_HOURS if row["channel"] == Channel.MEETING else OFFICE_HOURS
    day = timezone.localdate(now) - timedelta(days=int(row["days_before"]))
    received = _moment(day, hours, dice)
    entered = received if is_web else min(_in_office(received, dice.randint(1, 5), dice), now)
    decided = min(_in_office(entered, dice.randint(1, 4), dice), now)
    return Draft(row, ward, received, entered, decided, "" if is_web else handler.person.actor_key, handler)


def _moment(day: date, hours: Sequence[int], dice: random.Random) -> datetime:
    moment = datetime.combine(day, time(dice.choice(hours), dice.randrange(60), dice.randrange(60)))
    return timezone.make_aware(moment)


def _in_office(moment: datetime, days: int, dice: random.Random) -> datetime:
    """So many days later, at an hour when the office is open."""
    day = timezone.localdate(moment) + timedelta(days=days)
    until_monday = 8 - day.isoweekday() if day.isoweekday() > FRIDAY else 0
    return _moment(day + timedelta(days=until_monday), OFFICE_HOURS, dice)


def _receive(process: Process, drafts: list[Draft], now: datetime) -> list[Opinion]:
    """Submissions with their numbers and opinions, one for each draft."""
    numbers = _numbers(drafts, now)
    authors = _authors(drafts)
    issues = {issue.code: issue for issue in process.issues.all()}
    calls = _calls(process, drafts[0].handler.person.actor_key, now)
    submissions = Submission.objects.bulk_create(
        Submission(
            process=process,
            receipt=number,
            channel=draft.row["channel"],
            place=draft.row["place"],
            ward=draft.ward,
            age_band=draft.row["age_band"],
            author=author,
            about=_about(draft, issues),
            call=calls.get(draft.row["place"]),
            received_at=draft.received_at,
            entered_at=draft.entered_at,
            entered_by=draft.entered_by,
            sent_key=hashlib.sha256(f"sample {number}".encode()).hexdigest(),
        )
        for draft, number, author in zip(drafts, numbers, authors, strict=True)
    )
    opinions = [Opinion.of(one, draft.row["text"]) for one, draft in zip(submissions, drafts, strict=True)]
    for opinion, draft in zip(opinions, drafts, strict=True):
        state = draft.row["state"]
        opinion.state = OpinionState.SHOWN if state == ENDED else OpinionState(state)
    return Opinion.objects.bulk_create(opinions)


def _calls(process: Process, by: str, now: datetime) -> dict[str, Call]:
    """What asked for voices, by its place: a box that stands, an event that was, and one that is now."""
    wards = {ward.code: ward for ward in Area.objects.wards()}
    today = timezone.make_aware(datetime.combine(timezone.localdate(now), time()))
    return {
        place: Call.objects.create(
            process=process,
            code=code,
            title=title,
            kind=kind,
            place=place,
            ward=wards.get(ward),
            opens_at=today + timedelta(days=first),
            closes_at=None if last is None else today + timedelta(days=last + 1),
            opened_by=by,
        )
        for code, title, kind, place, ward, first, last in CALLS
    }


def _numbers(drafts: list[Draft], now: datetime) -> list[str]:
    """A number for each draft. Some cards came back with the number printed on them; the other cards are out."""
    given = receipts.issue_many(RECEIPT_KIND, len(drafts) + CARDS - CARDS_BACK, now=now)
    numbers, spare = given[: len(drafts)], given[len(drafts) :]
    printed_at = _at_noon(now, CARDS_PRINTED_DAYS_BEFORE)
    back = [
        number
        for draft, number in zip(drafts, numbers, strict=True)
        if draft.row["channel"] == Channel.CARD and draft.received_at > printed_at
    ]
    by = drafts[0].handler.person.actor_key
    PrintedCard.objects.bulk_create(
        PrintedCard(receipt=number, place=CARDS_PLACE, printed_at=printed_at, actor_key=by)
        for number in sorted([*back[:CARDS_BACK], *spare])
    )
    return numbers


def _at_noon(now: datetime, days_before: int) -> datetime:
    return timezone.make_aware(datetime.combine(timezone.localdate(now) - timedelta(days=days_before), time(12)))


def _authors(drafts: list[Draft]) -> list[Participant]:
    """The participant of each draft; drafts with the same writer have the same."""
    own = count()
    names = [draft.row["writer"] or f"one of {next(own)}" for draft in drafts]
    first = dict(reversed(list(zip(names, drafts, strict=True))))
    made = Participant.objects.bulk_create(
        Participant(channel=draft.row["channel"], created_at=draft.entered_at) for draft in first.values()
    )
    people = dict(zip(first, made, strict=True))
    return [people[name] for name in names]


def _about(draft: Draft, issues: dict[str, Issue]) -> Issue | None:
    """Some of those who wrote on the web came from an issue's page: every third, by the length of their words."""
    is_chosen = draft.row["channel"] == Channel.WEB and len(draft.row["text"]) % 3 == 0
    return issues.get(draft.row["issues"].partition(";")[0]) if is_chosen else None


def _handle(process: Process, drafts: list[Draft], opinions: list[Opinion]) -> int:
    """What staff decided: reviews, links with their reasons, ends. Returns how many links."""
    issues = {issue.code: issue for issue in process.issues.all()}
    decided = [pair for pair in zip(drafts, opinions, strict=True) if pair[1].state != OpinionState.WAITING]
    decided.sort(key=lambda pair: pair[0].decided_at)
    OpinionReview.objects.bulk_create(_review(draft, opinion) for draft, opinion in decided)
    links = IssueLink.objects.bulk_create(link for draft, opinion in decided for link in _links(draft, opinion, issues))
    return len(links)


def _review(draft: Draft, opinion: Opinion) -> OpinionReview:
    is_hidden = opinion.state == OpinionState.HIDDEN
    return OpinionReview(
        opinion=opinion,
        state=opinion.state,
        rule=draft.row["rule"],
        reason=draft.row["link_reason"] if is_hidden else "",
        actor_key=draft.handler.person.actor_key,
        department=draft.handler.organization,
        decided_at=draft.decided_at,
    )


def _links(draft: Draft, opinion: Opinion, issues: dict[str, Issue]) -> list[IssueLink]:
    """Links to the issues of the row, each with its own reason in their order: whole ones, then the partial."""
    row = draft.row
    if opinion.state != OpinionState.SHOWN:
        return []
    if row["state"] == ENDED:
        return [_link(draft, opinion, None, LinkKind.NOT_TAKEN_UP, row["link_reason"])]
    whole = [(code, LinkKind.ABOUT) for code in row["issues"].split(";") if code]
    partly = [(code, LinkKind.PARTLY) for code in row["partly"].split(";") if code]
    targets = [*whole, *partly]
    reasons = row["link_reason"].split(BETWEEN_REASONS) if targets else []
    drawn = zip(targets, reasons, strict=True)
    return [_link(draft, opinion, issues[code], kind, reason) for (code, kind), reason in drawn]


def _link(draft: Draft, opinion: Opinion, issue: Issue | None, kind: LinkKind, reason: str) -> IssueLink:
    return IssueLink(
        opinion=opinion,
        issue=issue,
        kind=kind,
        reason=reason,
        actor_key=draft.handler.person.actor_key,
        department=draft.handler.organization,
        linked_at=draft.decided_at,
    )
