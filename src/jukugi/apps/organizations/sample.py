"""The sample's bodies: invented departments, and real intermediaries with the source of each fact."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jukugi.apps.accounts.models import User
from jukugi.apps.areas.models import Area
from jukugi.apps.organizations.enums import MembershipRole, OrganizationKind
from jukugi.apps.organizations.models import Membership, Organization
from jukugi.apps.organizations.sample_associations import load_associations
from jukugi.kit.tables import packaged_rows

APRIL = 4


@transaction.atomic
def load_sample(now: datetime) -> str:
    """Put departments, their members and the other bodies in place once. Returns a sentence for the operator."""
    wards = {ward.code: ward for ward in Area.objects.filter(level="ward")}
    departments = packaged_rows("jukugi.apps.organizations", "departments.csv")
    term_starts_on = _last_april(timezone.localdate(now))
    for row in departments:
        department = _keep(OrganizationKind.DEPARTMENT, row, wards, is_sample=True)
        _add_member(department, row["member"], term_starts_on)
    others = packaged_rows("jukugi.apps.organizations", "organizations.csv")
    for row in others:
        _keep(OrganizationKind(row["kind"]), row, wards, is_sample=row["is_sample"] == "1")
    associations = load_associations(wards, april=term_starts_on, now=now)
    words = _("団体：見本の課%(departments)d、見本の町内会・自治会%(associations)d、ほかの団体%(others)d")
    return words % {
        "departments": len(departments),
        "associations": associations,
        "others": len(others),
    }


def _keep(kind: OrganizationKind, row: dict[str, str], wards: dict[str, Area], *, is_sample: bool) -> Organization:
    facts = {"note": row["note"], "source": row.get("source", ""), "is_sample": is_sample}
    kept, _created = Organization.objects.get_or_create(
        kind=kind, name=row["name"], area=wards.get(row["ward"]), defaults=facts
    )
    return kept


def _add_member(department: Organization, username: str, starts_on: date) -> None:
    """A member who is or was there stays as they are."""
    person = User.objects.filter(username=username).first() if username else None
    if person is not None and not department.memberships.filter(person=person).exists():
        Membership.objects.create(
            person=person, organization=department, role=MembershipRole.OFFICER, starts_on=starts_on
        )


def _last_april(day: date) -> date:
    """The first day of the fiscal year: terms of office begin in April."""
    return date(day.year if day.month >= APRIL else day.year - 1, APRIL, 1)
