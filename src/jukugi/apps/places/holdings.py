"""What this room holds of a participant: places they told of, notes, what they saw on foot."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jukugi.apps.accounts.models import Participant
from jukugi.apps.accounts.queries import keys_of
from jukugi.apps.places.models import Finding, Place, PlaceCheck, PlaceNote
from jukugi.kit.holdings import ERASED_WORDS, Held, HeldRow, Holding, holdings
from jukugi.kit.pages.wording import jdate

FIELDS = frozenset(
    {
        "places.Place.author_key",
        "places.PlaceNote.author_key",
        "places.PlaceCheck.author_key",
        "places.PlaceWriting.actor_key",
    }
)


def register() -> None:
    keeps = (
        gettext_lazy(
            "知らせた居場所と、まち歩きで見たことは、台帳の記録なので残ります。だれが知らせたかは、分からなくなります。"
        ),
    )
    holdings.register("places", Holding(FIELDS, held, merge, erase, keeps), order=80)


def held(person: Participant) -> list[Held]:
    """Four queries."""
    keys = keys_of(person)
    told = [
        HeldRow((one.name, one.get_state_display(), jdate(one.received_at)), receipt=one.receipt)
        for one in Place.objects.filter(author_key__in=keys)
    ]
    notes = [
        HeldRow((one.place.name, one.text, one.answer, jdate(one.received_at)), receipt=one.receipt)
        for one in PlaceNote.objects.filter(author_key__in=keys).select_related("place")
    ]
    seen = [
        HeldRow((one.found_in.place.name, one.get_item_display(), one.value, jdate(one.found_in.looked_on)))
        for one in Finding.objects.filter(found_in__author_key__in=keys).select_related("found_in__place")
    ]
    return [
        Held(_("知らせた居場所"), (_("居場所"), _("様子"), _("日")), told),
        Held(_("居場所が変わったことの知らせ"), (_("居場所"), _("書いたこと"), _("答え"), _("日")), notes),
        Held(_("まち歩きで見たこと"), (_("居場所"), _("何を"), _("見たこと"), _("日")), seen),
    ]


def merge(goes: Participant, stays: Participant, now: datetime) -> None:
    """All are the person's; sealed writings keep the key of the device."""
    for model in (Place, PlaceNote, PlaceCheck):
        model.objects.filter(author_key=goes.actor_key).update(author_key=stays.actor_key)


def erase(person: Participant, now: datetime) -> int:
    """The words of notes go; nothing leads from a place to who told of it."""
    keys = keys_of(person)
    count = PlaceNote.objects.filter(author_key__in=keys).update(text=ERASED_WORDS, author_key="")
    count += Place.objects.filter(author_key__in=keys).update(author_key="")
    return count + PlaceCheck.objects.filter(author_key__in=keys).update(author_key="")
