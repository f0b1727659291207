"""The sample's associations: all of them invented, with officers who are nobody, counts, consents and a past."""

from datetime import date, datetime
from itertools import product

from django.utils.translation import gettext as _

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.areas.models import Area
from jukugi.apps.organizations.enums import (
    ConsentItem,
    OfficerRole,
    OrganizationKind,
    SuccessionSide,
)
from jukugi.apps.organizations.models import (
    Consent,
    ContactRule,
    HandOverNote,
    HouseholdCount,
    Officer,
    Organization,
    Succession,
    SuccessionTie,
)
from jukugi.kit.tables import packaged_rows

SAMPLE = "sample"
# Names that nobody bears.
FAMILIES = ("見本", "架空", "仮名")
GIVEN = (
    *("さくら", "けやき", "もみじ", "うめ", "まつ", "たけ", "すみれ"),
    *("つばき", "あやめ", "かえで", "すぎ", "ひのき", "ふじ", "はぎ"),
)
ROLES = (OfficerRole.PRESIDENT, OfficerRole.VICE, OfficerRole.TREASURER)
YEARS = 4
WISHES = ("平日の夜7時からがよい", "8月と年末年始は休む", "急ぐときだけ電話でよい")


def load_associations(wards: dict[str, Area], *, april: date, now: datetime) -> int:
    """Put federations, associations and what is known of them in place once. Returns how many associations."""
    rows = packaged_rows("jukugi.apps.organizations", "associations.csv")
    federations = {code: _federation(ward, now=now) for code, ward in wards.items()}
    names = list(product(GIVEN, FAMILIES))
    for place, row in enumerate(rows):
        stem = row["name"].removesuffix("町内会").removesuffix("自治会").removesuffix("町会")
        body, is_new = Organization.objects.get_or_create(
            kind=OrganizationKind.ASSOCIATION,
            name=row["name"],
            area=wards.get(row["ward"]),
            defaults={
                "note": _("つくりものの団体です（見本）"),
                "is_sample": True,
                "register_number": row["number"],
                "served": f"{stem}地区（見本）",
                "parent": federations.get(row["ward"]),
            },
        )
        if is_new:
            _count(body, int(row["households"]), int(row["members"]), place, april=april, now=now)
            _fill_offices(body, names, place, int(row["term_years"]), april=april, now=now)
            _agree(body, place, april=april, now=now)
            _write_notes(body, place, april=april, now=now)
    for row in packaged_rows("jukugi.apps.organizations", "ended_associations.csv"):
        _end(row, wards.get(row["ward"]), april=april, now=now)
    return len(rows)


def _federation(ward: Area, *, now: datetime) -> Organization:
    kept, is_new = Organization.objects.get_or_create(
        kind=OrganizationKind.FEDERATION,
        name=f"見本 {ward.name}町内会連合会",
        area=ward,
        defaults={"is_sample": True, "note": _("つくりものの団体です（見本）"), "served": ward.name},
    )
    if is_new:
        for item in (ConsentItem.LISTED, ConsentItem.SERVED):
            _consent(kept, item, date(2020, 4, 1), now=now)
    return kept


def _count(body: Organization, households: int, members: int, place: int, *, april: date, now: datetime) -> None:
    """Figures of the last Aprils: the latest are those of the file, the earlier ones invented around them."""
    for back in range(YEARS):
        then = round(households * (1 - 0.004 * back))
        HouseholdCount.objects.create(
            organization=body,
            as_of=april.replace(year=april.year - back),
            households=then,
            member_households=min(then, round(members * (1 + (0.006 + 0.004 * (place % 5)) * back))),
            source=_("見本の現況届"),
            actor_key=SAMPLE,
            recorded_at=now,
        )


def _fill_offices(
    body: Organization, names: list[tuple[str, str]], place: int, term_years: int, *, april: date, now: datetime
) -> None:
    """Who holds office now, and who presided before."""
    starts_on = april.replace(year=april.year - place % term_years)
    for step, role in enumerate(ROLES[: 2 + place % 2]):
        _officer(body, role, names[(place * 3 + step) % len(names)], starts_on, None, place + step, now)
    before = starts_on.replace(year=starts_on.year - term_years)
    _officer(body, OfficerRole.PRESIDENT, names[(place * 3 + 7) % len(names)], before, starts_on, place, now)


def _officer(
    body: Organization,
    role: OfficerRole,
    name: tuple[str, str],
    starts_on: date,
    ends_on: date | None,
    chance: int,
    now: datetime,
) -> None:
    agrees = ends_on is None and chance % 3 == 0
    Officer.objects.create(
        organization=body,
        role=role,
        name=f"{name[1]} {name[0]}",
        name_agreed_on=starts_on if agrees else None,
        starts_on=starts_on,
        ends_on=ends_on,
        actor_key=SAMPLE,
        recorded_at=now,
    )


def _agree(body: Organization, place: int, *, april: date, now: datetime) -> None:
    """Most agree to be listed, fewer to more of it; two in three have told how to be contacted."""
    agreed = {
        ConsentItem.LISTED: place % 10 != 9,
        ConsentItem.SERVED: place % 5 != 4,
        ConsentItem.HOUSEHOLDS: place % 6 != 5,
        ConsentItem.OFFICERS: place % 2 == 0,
        ConsentItem.CONTACT: place % 4 == 0,
    }
    for item in (item for item, is_agreed in agreed.items() if is_agreed):
        _consent(body, item, april, now=now)
    if place % 3:
        ContactRule.objects.create(
            organization=body,
            ways=["post", "phone"] if place % 2 else ["web", "post"],
            wishes=WISHES[place % len(WISHES)],
            channel=Channel.POST,
            agreed_on=april,
            actor_key=SAMPLE,
            recorded_at=now,
        )


def _consent(body: Organization, item: ConsentItem, day: date, *, now: datetime) -> None:
    Consent.objects.create(
        organization=body,
        item=item,
        words="会館の掲示板と郵便受け（見本）" if item == ConsentItem.CONTACT else "",
        channel=Channel.POST,
        agreed_on=day,
        actor_key=SAMPLE,
        recorded_at=now,
    )


def _write_notes(body: Organization, place: int, *, april: date, now: datetime) -> None:
    """None, one, two or three notes; what is due is due on the day of the file, after the next April."""
    rows = packaged_rows("jukugi.apps.organizations", "hand_over_notes.csv")
    for row in rows[: place % (len(rows) + 1)]:
        HandOverNote.objects.create(
            organization=body,
            subject=row["subject"],
            text=row["text"],
            papers=row["papers"],
            due_on=date(april.year + 1, int(row["month"]), int(row["day"])) if row["month"] else None,
            actor_key=SAMPLE,
            written_at=now,
        )


def _end(row: dict[str, str], ward: Area | None, *, april: date, now: datetime) -> None:
    """An association that is no more, with what became of it."""
    on = april.replace(year=april.year - int(row["years_ago"]))
    body, is_new = Organization.objects.get_or_create(
        kind=OrganizationKind.ASSOCIATION,
        name=row["name"],
        area=ward,
        defaults={"is_sample": True, "note": _("つくりものの団体です（見本）"), "ended_on": on},
    )
    if not is_new:
        return
    _consent(body, ConsentItem.LISTED, on.replace(year=on.year - 1), now=now)
    succession = Succession.objects.create(
        kind=row["kind"],
        on=on,
        reason=row["reason"],
        aftermath=row["aftermath"],
        actor_key=SAMPLE,
        recorded_at=now,
    )
    SuccessionTie.objects.create(succession=succession, organization=body, side=SuccessionSide.BEFORE)
    follower = Organization.objects.filter(name=row["follower"], area=ward).first() if row["follower"] else None
    if follower is not None:
        SuccessionTie.objects.create(succession=succession, organization=follower, side=SuccessionSide.AFTER)
