"""What associations tell of what a request costs them, and what they and departments would change."""

from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.timezone import localdate

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.accounts.models import User
from jukugi.apps.inventory import permissions
from jukugi.apps.inventory.enums import RequestState
from jukugi.apps.inventory.errors import NotAsked, NotMade, ReasonMissing
from jukugi.apps.inventory.models import AdminRequest, BurdenReport, DecisionKind, Proposal
from jukugi.apps.inventory.queries.associations import is_recipient
from jukugi.apps.organizations.enums import OrganizationKind
from jukugi.apps.organizations.models import Organization
from jukugi.apps.organizations.permissions import Representation, check_may_tell
from jukugi.core.text.tidying import lines, one_line
from jukugi.kit import audit


@transaction.atomic
def report_burden(
    *,
    admin_request: AdminRequest,
    organization: Organization,
    fiscal_year: int,
    times: Decimal,
    people: Decimal,
    hours: Decimal,
    words: str,
    channel: Channel,
    actor: User | Representation,
    now: datetime,
) -> BurdenReport:
    """Tell what a request costs this association in one fiscal year. Replaces the former report of that year.

    Raises NotAllowed, NotMade, NotAsked.
    """
    check_may_tell(actor, organization)
    _check_is_asked(admin_request, organization, now=now)
    Organization.objects.select_for_update().get(pk=organization.pk)
    BurdenReport.objects.standing().filter(
        admin_request=admin_request, organization=organization, fiscal_year=fiscal_year
    ).update(replaced_at=now)
    report = BurdenReport.objects.create(
        admin_request=admin_request,
        organization=organization,
        fiscal_year=fiscal_year,
        times=times,
        people=people,
        hours=hours,
        words=one_line(words),
        channel=channel,
        actor_key=actor.actor_key,
        reported_at=now,
    )
    details = {"organization": organization.pk, "request": admin_request.pk, "channel": str(channel)}
    audit.record("inventory.burden_reported", actor=actor, subject=report, at=now, details=details)
    return report


@transaction.atomic
def propose(
    *,
    admin_request: AdminRequest,
    organization: Organization,
    wish: DecisionKind | None,
    text: str,
    channel: Channel,
    actor: User | Representation,
    now: datetime,
) -> Proposal:
    """Propose a change, for an association or for a department. Raises NotAllowed, NotMade, NotAsked, ReasonMissing."""
    if organization.kind == OrganizationKind.DEPARTMENT:
        permissions.check_can_file_for(actor, organization, day=localdate(now))
    else:
        check_may_tell(actor, organization)
        _check_is_asked(admin_request, organization, now=now)
    if not lines(text):
        raise ReasonMissing
    proposal = Proposal.objects.create(
        admin_request=admin_request,
        organization=organization,
        wish=wish,
        text=lines(text),
        channel=channel,
        actor_key=actor.actor_key,
        made_at=now,
    )
    details = {"organization": organization.pk, "request": admin_request.pk}
    audit.record("inventory.change_proposed", actor=actor, subject=proposal, at=now, details=details)
    return proposal


def _check_is_asked(admin_request: AdminRequest, organization: Organization, *, now: datetime) -> None:
    if admin_request.state != RequestState.ACTIVE:
        raise NotMade(title=admin_request.title)
    if not is_recipient(admin_request, organization):
        raise NotAsked(title=admin_request.title, month=localdate(now).month, organization=organization.name)
