"""What an association answers to a month's bundle: received, or cannot and why. On the web, or on paper."""

from datetime import date, datetime

from django.db import transaction

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.accounts.models import User
from jukugi.apps.inventory.enums import AnswerKind, RequestState
from jukugi.apps.inventory.errors import NotAsked, NotMade, ReasonMissing
from jukugi.apps.inventory.models import AdminRequest, BundleAnswer
from jukugi.apps.inventory.queries.associations import Bundle, is_asked
from jukugi.apps.organizations.models import Organization
from jukugi.apps.organizations.permissions import Representation, check_may_tell
from jukugi.core.text.tidying import one_line
from jukugi.kit import audit


@transaction.atomic
def answer_request(
    *,
    admin_request: AdminRequest,
    organization: Organization,
    month_on: date,
    kind: AnswerKind,
    reason: str,
    channel: Channel,
    actor: User | Representation,
    now: datetime,
) -> BundleAnswer:
    """Answer one request of one month; a new answer replaces the former one.

    Raises NotAllowed, NotMade, NotAsked, ReasonMissing.
    """
    check_may_tell(actor, organization)
    if admin_request.state != RequestState.ACTIVE:
        raise NotMade(title=admin_request.title)
    if not is_asked(admin_request, organization, month=month_on.month):
        raise NotAsked(title=admin_request.title, month=month_on.month, organization=organization.name)
    if kind == AnswerKind.CANNOT and not one_line(reason):
        raise ReasonMissing
    Organization.objects.select_for_update().get(pk=organization.pk)
    former = BundleAnswer.objects.standing().filter(
        admin_request=admin_request, organization=organization, month_on=month_on
    )
    former.update(replaced_at=now)
    answer = BundleAnswer.objects.create(
        admin_request=admin_request,
        organization=organization,
        month_on=month_on,
        kind=kind,
        reason=one_line(reason),
        channel=channel,
        actor_key=actor.actor_key,
        answered_at=now,
    )
    details = {"organization": organization.pk, "kind": str(kind), "channel": str(channel)}
    audit.record("inventory.request_answered", actor=actor, subject=answer, at=now, details=details)
    return answer


@transaction.atomic
def receive_all(
    *, bundle: Bundle, organization: Organization, channel: Channel, actor: User | Representation, now: datetime
) -> int:
    """Say of all that a bundle holds and nobody answered that it was received. Returns how many. Raises NotAllowed."""
    check_may_tell(actor, organization)
    waiting = [coming.admin_request for coming in bundle.comings if coming.answer is None]
    for admin_request in waiting:
        answer_request(
            admin_request=admin_request,
            organization=organization,
            month_on=bundle.month_on,
            kind=AnswerKind.RECEIVED,
            reason="",
            channel=channel,
            actor=actor,
            now=now,
        )
    return len(waiting)
