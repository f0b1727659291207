from datetime import date

from jukugi.apps.accounts.models import User
from jukugi.apps.organizations.enums import OrganizationKind
from jukugi.apps.organizations.models import Membership, Organization


def department_of(person: User, *, day: date) -> Organization | None:
    """The department for which a member of staff works on a day; of several, the one joined last. One query."""
    membership = (
        Membership.objects.in_term(day)
        .filter(person=person, organization__kind=OrganizationKind.DEPARTMENT)
        .select_related("organization")
        .order_by("-starts_on", "-pk")
        .first()
    )
    return membership.organization if membership else None
