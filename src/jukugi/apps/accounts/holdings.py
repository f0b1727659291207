"""What this room holds of a participant: the row, steps, an address, codes, and what the log tells of them."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jukugi.apps.accounts import queries
from jukugi.apps.accounts.models import (
    CarryCode,
    MailAddress,
    Participant,
    StepReached,
)
from jukugi.kit.audit.models import AuditEntry
from jukugi.kit.holdings import Held, HeldRow, Holding, holdings
from jukugi.kit.pages.wording import jdate, jtime

FIELDS = frozenset(
    f"accounts.{name}"
    for name in (
        "Participant.merged_into",
        "Participant.actor_key",
        "ParticipantMerge.merged",
        "ParticipantMerge.into",
        "CarryCode.participant",
        "CarryCode.used_by",
        "MailAddress.participant",
        "StepReached.participant",
        "Erasure.participant",
        "ResidentCode.used_by",
    )
) | {"audit.AuditEntry.actor_key"}
ENTRIES_AT_MOST = 2_000


def register() -> None:
    keeps = (
        gettext_lazy(
            "いつ何をしたかの記録は、名前のない鍵だけで残ります。封印していて、消すと記録全体が壊れるためです。"
        ),
    )
    holdings.register("accounts", Holding(FIELDS, held, merge, erase, keeps), order=10)


def moment(at: datetime) -> str:
    """A moment as it is read."""
    return f"{jdate(at)} {jtime(at)}"


def held(person: Participant) -> list[Held]:
    """Five queries."""
    rows = Participant.objects.filter(pk__in=queries.rows_of(person)).order_by("pk")
    found = [
        Held(
            _("参加している機械"),
            (_("はじめ"), _("届き方")),
            [HeldRow((moment(row.created_at), row.get_channel_display())) for row in rows],
        ),
        _steps(person),
        Held(
            _("メールの確認"),
            (_("残した時"), _("確かめた時")),
            [
                HeldRow((moment(row.asked_at), moment(row.confirmed_at) if row.confirmed_at else _("まだ")))
                for row in MailAddress.objects.filter(participant=person)
            ],
        ),
    ]
    entries = AuditEntry.objects.filter(actor_key__in=[row.actor_key for row in rows]).order_by("-pk")
    log = [HeldRow((moment(at), action)) for at, action in entries.values_list("at", "action")[:ENTRIES_AT_MOST]]
    return [*found, Held(_("操作の記録"), (_("時"), _("したこと（しくみの中の名前）")), log)]


def _steps(person: Participant) -> Held:
    reached = StepReached.objects.filter(participant__in=queries.rows_of(person)).select_related("ward")
    rows = [
        HeldRow((step.get_kind_display(), moment(step.reached_at), step.ward.name if step.ward else ""))
        for step in reached
    ]
    return Held(_("確認の段階"), (_("段階"), _("時"), _("区")), rows)


def merge(goes: Participant, stays: Participant, now: datetime) -> None:
    """Addresses are the person's; steps and used codes stay where they were, and lead there by the merge."""
    known = set(MailAddress.objects.filter(participant=stays).values_list("digest", flat=True))
    for address in MailAddress.objects.filter(participant=goes):
        if address.digest not in known:
            MailAddress.objects.filter(pk=address.pk).update(participant=stays)
        elif address.confirmed_at is not None:
            MailAddress.objects.filter(participant=stays, digest=address.digest, confirmed_at=None).update(
                confirmed_at=address.confirmed_at
            )
            address.delete()
        else:
            address.delete()
    open_codes = CarryCode.objects.filter(participant=goes, used_at__isnull=True, expires_at__gt=now)
    open_codes.update(expires_at=now)


def erase(person: Participant, now: datetime) -> int:
    """The address goes, and codes that are still open."""
    rows = queries.rows_of(person)
    count, _by_model = MailAddress.objects.filter(participant__in=rows).delete()
    CarryCode.objects.filter(participant__in=rows, used_at__isnull=True).delete()
    return count
