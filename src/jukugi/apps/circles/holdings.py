"""What this room holds of a participant: circles they are in, what they seek, what they wrote there."""

from datetime import datetime

from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jukugi.apps.accounts.models import Participant
from jukugi.apps.accounts.queries import keys_of, rows_of
from jukugi.apps.circles.actions.seeking import forget_seeks
from jukugi.apps.circles.enums import CircleRole, MemberState
from jukugi.apps.circles.models import (
    CircleMember,
    CircleMessage,
    CircleStory,
    FundReport,
    FundRequest,
    HelpAsk,
    Match,
    MatchReply,
    Seek,
    StepWriting,
)
from jukugi.kit.holdings import ERASED_WORDS, Held, HeldRow, Holding, holdings
from jukugi.kit.pages.wording import jdate

FIELDS = frozenset(
    f"circles.{name}"
    for name in (
        "CircleMember.participant",
        "Seek.participant",
        "StepWriting.actor_key",
        "CircleStory.actor_key",
        "FundRequest.actor_key",
        "FundReport.actor_key",
        "FundStep.actor_key",
        "HelpAsk.actor_key",
    )
)
MOVING = (CircleStory, FundRequest, FundReport, HelpAsk)
"""Whose key may change: what is sealed keeps the key of the device."""
NEARNESS = (MemberState.JOINED, MemberState.ASKED, MemberState.DECLINED, MemberState.LEFT)


def register() -> None:
    keeps = (
        gettext_lazy("活動の名前と説明は、ほかの人の活動でもあるので残ります。"),
        gettext_lazy("小さな基金の申込み、額、報告は、公のお金の記録なので残ります。"),
    )
    holdings.register("circles", Holding(FIELDS, held, merge, erase, keeps), order=50)


def held(person: Participant) -> list[Held]:
    """Eight queries."""
    rows, keys = rows_of(person), keys_of(person)
    members = CircleMember.objects.filter(participant__in=rows).select_related("circle")
    joined = [
        HeldRow(
            (one.circle.title, one.get_role_display(), one.get_state_display(), one.name, one.note),
            one.circle.get_absolute_url(),
        )
        for one in members
    ]
    seeks = Seek.objects.filter(participant__in=rows).select_related("ward")
    sought = [
        HeldRow(
            (one.text or _("（消しました）"), one.get_side_display(), one.get_consent_display(), jdate(one.written_at)),
            receipt=one.receipt,
        )
        for one in seeks
    ]
    return [
        Held(_("入っている活動"), (_("活動"), _("立場"), _("様子"), _("呼び名"), _("ひとこと")), joined),
        Held(_("気になること・できること・ほしいこと"), (_("書いたこと"), _("どちら"), _("見せ方"), _("日")), sought),
        Held(_("活動の中で書いたこと"), (_("どこに"), _("書いたこと"), _("日")), _written(rows, keys)),
    ]


def _written(rows: list[int], keys: list[str]) -> list[HeldRow]:
    messages = CircleMessage.objects.filter(member__participant__in=rows)
    stories, steps = CircleStory.objects.filter(actor_key__in=keys), StepWriting.objects.filter(actor_key__in=keys)
    asked, helps = FundRequest.objects.filter(actor_key__in=keys), HelpAsk.objects.filter(actor_key__in=keys)
    replies = MatchReply.objects.filter(seek__participant__in=rows)
    reports = FundReport.objects.filter(actor_key__in=keys)
    return [
        *(HeldRow((_("連絡"), one.text, jdate(one.sent_at))) for one in messages),
        *(HeldRow((_("活動の話"), one.text, jdate(one.told_at))) for one in stories),
        *(HeldRow((_("歩み"), one.text, jdate(one.written_at))) for one in steps),
        *(HeldRow((_("小さな基金の申込み"), one.what, jdate(one.asked_at)), receipt=one.receipt) for one in asked),
        *(HeldRow((_("小さな基金の報告"), one.done, jdate(one.sent_at))) for one in reports),
        *(HeldRow((_("小さな助け"), one.text, jdate(one.asked_at))) for one in helps),
        *(HeldRow((_("引き合わせへの返事"), f"{one.name} {one.contact}", jdate(one.answered_at))) for one in replies),
    ]


def merge(goes: Participant, stays: Participant, now: datetime) -> None:
    """One membership of a circle: the nearer state, the longer role. Two items of one person are no match."""
    theirs = {one.circle_id: one for one in CircleMember.objects.filter(participant=stays)}
    for member in CircleMember.objects.filter(participant=goes):
        other = theirs.get(member.circle_id)
        if other is None:
            CircleMember.objects.filter(pk=member.pk).update(participant=stays)
        else:
            _join(member, other, now)
    Seek.objects.filter(participant=goes).update(participant=stays)
    Match.objects.filter(first__participant=stays, second__participant=F("first__participant")).delete()
    for model in MOVING:
        model.objects.filter(actor_key=goes.actor_key).update(actor_key=stays.actor_key)


def _join(member: CircleMember, kept: CircleMember, now: datetime) -> None:
    """Two memberships of one person in one circle become the one that is kept; the other has left it."""
    near, far = sorted((member, kept), key=lambda one: NEARNESS.index(MemberState(one.state)))
    CircleMessage.objects.filter(member=member).update(member=kept)
    is_starter = CircleRole.STARTER in (member.role, kept.role)
    name, is_shown = (near.name, near.name_shown) if near.name else (far.name, False)
    CircleMember.objects.filter(pk=kept.pk).update(
        role=CircleRole.STARTER if is_starter else near.role,
        state=near.state,
        name=name,
        name_shown=is_shown,
        note=near.note or far.note,
        asked_at=min(member.asked_at, kept.asked_at),
        answered_at=near.answered_at,
        left_at=near.left_at,
    )
    gone = {"state": MemberState.LEFT, "left_at": member.left_at or now, "name": "", "name_shown": False, "note": ""}
    CircleMember.objects.filter(pk=member.pk).update(**gone)


def erase(person: Participant, now: datetime) -> int:
    """Names, notes, messages and stories go; so does what was sought, with its matches."""
    rows, keys = rows_of(person), keys_of(person)
    members = CircleMember.objects.filter(participant__in=rows)
    count = CircleMessage.objects.filter(member__in=members).update(text=ERASED_WORDS)
    count += members.exclude(state=MemberState.LEFT).update(state=MemberState.LEFT, left_at=now)
    members.update(name="", name_shown=False, note="")
    count += CircleStory.objects.filter(actor_key__in=keys).update(text=ERASED_WORDS)
    count += StepWriting.objects.filter(actor_key__in=keys).update(text="")
    count += HelpAsk.objects.filter(actor_key__in=keys).update(text=ERASED_WORDS)
    MatchReply.objects.filter(seek__participant__in=rows).update(name="", contact="")
    seeks = list(Seek.objects.filter(participant__in=rows, closed_at__isnull=True).values_list("pk", flat=True))
    forget_seeks(seeks, now)
    return count + len(seeks)
