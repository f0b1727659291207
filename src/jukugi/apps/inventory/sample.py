"""The sample's requests: kinds that are real, figures, departments, reports and decisions that are made up."""

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.inventory.enums import (
    AnswerKind,
    Basis,
    Carrier,
    Category,
    RequestChannel,
    RequestState,
)
from jukugi.apps.inventory.models import AdminRequest, BundleAnswer, BurdenReport, Decision, DecisionKind, Proposal
from jukugi.apps.inventory.queries.associations import fiscal_year_of
from jukugi.apps.inventory.queries.hours import city_now
from jukugi.apps.inventory.queries.simulation import promised
from jukugi.apps.organizations.enums import OrganizationKind
from jukugi.apps.organizations.models import Organization
from jukugi.kit.tables import packaged_rows

ROOM = "jukugi.apps.inventory"
FILED, APPROVED = "sample", "sample-approval"
PER_MILLE = Decimal("0.001")
# What associations report of the estimate, in per cent: invented, and uneven as such reports are.
REPORTED = (70, 90, 100, 110, 130, 150, 180, 220)
# Titles of requests on which sample associations reported, and what that is of REPORTED.
REPORTED_ON = (
    "市の広報紙の各戸配布",
    "回覧文書の回付(月2回)",
    "赤い羽根共同募金の取りまとめ",
    "地域一斉清掃の実施と報告",
)


@transaction.atomic
def load_sample(now: datetime) -> str:
    """Put the sample's requests in place once. Returns a sentence for the operator."""
    if not AdminRequest.objects.exists():
        for row in packaged_rows(ROOM, "admin_requests.csv"):
            _keep(row, now)
        associations = list(Organization.objects.associations().filter(is_sample=True))
        _report(associations, now)
        _decide(now)
        _answer(associations, now)
    return _("行政依頼事務：依頼%(requests)d件、決めたこと%(decisions)d件") % {
        "requests": AdminRequest.objects.count(),
        "decisions": Decision.objects.count(),
    }


def _keep(row: dict[str, str], now: datetime) -> None:
    AdminRequest.objects.create(
        department=_department(row["department"]),
        category=_value(Category, row["category"]),
        title=row["title"],
        basis=_value(Basis, row["legal_basis"]),
        times_per_year=Decimal(row["times_per_year"]).quantize(PER_MILLE),
        months=sorted(int(month) for month in row["months"].split(";")),
        people_per_time=Decimal(row["people_per_time"]),
        hours_per_person=Decimal(row["hours_per_person"]),
        carrier=_value(Carrier, row["who"]),
        channel=_value(RequestChannel, row["channel"]),
        note=row["note"],
        state=RequestState.ACTIVE,
        filed_by=FILED,
        filed_at=now,
        reviewed_by=APPROVED,
        reviewed_at=now,
        is_sample=True,
    )


def _value(choices: type[Basis] | type[Category] | type[Carrier] | type[RequestChannel], word: str) -> str:
    return next(value for value, label in choices.choices if label == word)


def _department(name: str) -> Organization:
    """A made-up department: no real one is said to ask for what is made up."""
    kept, _created = Organization.objects.get_or_create(
        kind=OrganizationKind.DEPARTMENT,
        name=f"見本 {name}",
        area=None,
        defaults={"is_sample": True, "note": "見本の依頼を出す課です。"},
    )
    return kept


def _report(associations: list[Organization], now: datetime) -> None:
    year = fiscal_year_of(timezone.localdate(now))
    for turn, title in enumerate(REPORTED_ON):
        asked = AdminRequest.objects.get(title=title)
        for place, association in enumerate(associations[turn * 2 : turn * 2 + 9]):
            share = Decimal(REPORTED[(place * 3 + turn) % len(REPORTED)]) / 100
            BurdenReport.objects.create(
                admin_request=asked,
                organization=association,
                fiscal_year=year,
                times=asked.times_per_year,
                people=asked.people_per_time,
                hours=(asked.hours_per_person * share).quantize(Decimal("0.01")),
                channel=Channel.CARD if place % 2 else Channel.WEB,
                actor_key=FILED,
                reported_at=now,
                is_sample=True,
            )


def _decide(now: datetime) -> None:
    """Five decisions, one of each sort."""
    day = timezone.localdate(now)
    city = city_now(day=day)
    for row in packaged_rows(ROOM, "decisions.csv"):
        asked = next(each for each in city.requests if each.title == row["title"])
        kind = DecisionKind.objects.get(name=row["kind"])
        least, middle, most = (Decimal(hours).quantize(Decimal("0.1")) for hours in promised(asked, kind, city))
        Decision.objects.create(
            admin_request=asked,
            kind=kind,
            reason=row["reason"],
            decided_on=day,
            starts_on=date(fiscal_year_of(day) + 1, 4, 1),
            owner=asked.department,
            promised_low=least,
            promised=middle,
            promised_high=most,
            actor_key=FILED,
            recorded_at=now,
            is_sample=True,
        )


def _answer(associations: list[Organization], now: datetime) -> None:
    """Answers to the month's bundle, and a proposal."""
    month_on = timezone.localdate(now).replace(day=1)
    asked = next((each for each in AdminRequest.objects.made() if month_on.month in each.months), None)
    if asked is None or not associations:
        return
    for place, association in enumerate(associations[:8]):
        cannot = place == 0
        BundleAnswer.objects.create(
            admin_request=asked,
            organization=association,
            month_on=month_on,
            kind=AnswerKind.CANNOT if cannot else AnswerKind.RECEIVED,
            reason=_("班長が半分欠けていて、配る人がいません。") if cannot else "",
            channel=Channel.CARD if cannot else Channel.WEB,
            actor_key=FILED,
            answered_at=now,
            is_sample=True,
        )
    Proposal.objects.create(
        admin_request=asked,
        organization=associations[0],
        wish=DecisionKind.objects.filter(name="手段変更").first(),
        text=_("まとめて一度に届けてもらえると、班長が一回りで済みます。"),
        channel=Channel.CARD,
        actor_key=FILED,
        made_at=now,
        is_sample=True,
    )
