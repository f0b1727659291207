"""What this room holds of a participant: consultations they asked for."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jukugi.apps.accounts.models import Participant
from jukugi.apps.accounts.queries import keys_of
from jukugi.apps.support.actions.forgetting import empty_inquiries
from jukugi.apps.support.enums import InquiryAct
from jukugi.apps.support.models import Inquiry, InquiryStep
from jukugi.kit.holdings import Held, HeldRow, Holding, holdings
from jukugi.kit.pages.wording import jdate

FIELDS = frozenset({"support.Inquiry.author_key", "support.InquiryStep.actor_key"})
TO_THE_ASKER = (InquiryAct.RECEIVED, InquiryAct.ANSWERED, InquiryAct.TOLD, InquiryAct.CLOSED)


def register() -> None:
    keeps = (gettext_lazy("相談があったこと、およその立場、区、いつ終わったかは、数のために残ります。"),)
    holdings.register("support", Holding(FIELDS, held, merge, erase, keeps), order=70)


def held(person: Participant) -> list[Held]:
    """Three queries."""
    asked = Inquiry.objects.filter(author_key__in=keys_of(person)).order_by("-pk")
    said = InquiryStep.objects.filter(inquiry__in=asked, act__in=TO_THE_ASKER).select_related("inquiry").order_by("pk")
    words = [
        HeldRow((one.get_act_display(), one.words, jdate(one.done_at)), receipt=one.inquiry.receipt) for one in said
    ]
    contacts = [
        HeldRow((one.get_asker_display(), one.contact_words, one.get_state_display()), receipt=one.receipt)
        for one in asked
    ]
    return [
        Held(_("相談"), (_("立場"), _("連絡先"), _("様子")), contacts),
        Held(_("相談の言葉と答え"), (_("何の"), _("言葉"), _("日")), words),
    ]


def merge(goes: Participant, stays: Participant, now: datetime) -> None:
    """Consultations are the person's; sealed steps keep the key of the device."""
    Inquiry.objects.filter(author_key=goes.actor_key).update(author_key=stays.actor_key)


def erase(person: Participant, now: datetime) -> int:
    """Words and contacts go with their keys, also of a consultation that is still open."""
    return empty_inquiries(Inquiry.objects.filter(author_key__in=keys_of(person), erased_at__isnull=True), now)
