"""The form into which a ballot on paper is read."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.areas.models import Area
from jukugi.apps.budgeting.actions.papers import PAPER, PaperRead
from jukugi.apps.budgeting.enums.ballots import SpoiledReason
from jukugi.apps.budgeting.enums.rounds import Verification
from jukugi.apps.budgeting.models import PaperReading, Round
from jukugi.apps.opinions.enums import AgeBand
from jukugi.core.text import one_line
from jukugi.kit import receipts
from jukugi.kit.pages import fields

MEMBER = (
    ("", gettext_lazy("（書いていない）")),
    ("yes", gettext_lazy("入っている")),
    ("no", gettext_lazy("入っていない")),
)
NOT_SAID = gettext_lazy("（書いていない）")


class NumberForm(forms.Form):
    """The number of a paper, as somebody types it."""

    number = fields.line(gettext_lazy("紙の番号"), gettext_lazy("紙の右上の、または棒の印の下の番号。"), is_needed=True)

    def clean_number(self) -> str:
        try:
            return receipts.read_number(self.cleaned_data["number"])
        except receipts.NotAReceiptNumber:
            raise forms.ValidationError(_("番号が違います。9桁の数字を、もう一度確かめてください。")) from None


class ReadingForm(forms.Form):
    """What is marked on a paper: the numbers of projects, as they are printed."""

    numbers = fields.line(
        gettext_lazy("印のある事業の番号"),
        gettext_lazy("紙の上から順に、「3 17 25」のように空けて入れます。印がなければ空にします。"),
    )
    code = fields.line(gettext_lazy("投票番号"), gettext_lazy("紙に書いてある、その人の番号。"))
    spoiled = fields.choice(
        gettext_lazy("数えられない紙"),
        [("", gettext_lazy("数えられる")), *SpoiledReason.choices],
        gettext_lazy("数えられないときだけ、理由を選びます。"),
        is_needed=False,
    )
    note = fields.line(gettext_lazy("メモ"), gettext_lazy("読みにくいところなど。名前は書かないでください。"))
    channel = fields.choice(
        gettext_lazy("届き方"),
        [(channel.value, channel.label) for channel in PAPER],
        initial=Channel.MEETING.value,
    )
    received_on = fields.day(gettext_lazy("受け取った日"), is_needed=True)
    ward = fields.Choose(Area.objects.none(), gettext_lazy("住んでいる区"))
    age_band = fields.choice(gettext_lazy("年代"), [("", NOT_SAID), *AgeBand.choices], is_needed=False)
    is_member = fields.choice(gettext_lazy("町内会・自治会"), MEMBER, is_needed=False)
    form_key = forms.CharField(widget=forms.HiddenInput, max_length=22)

    def __init__(self, sent: Any, *, budget_round: Round, initial: dict[str, Any] | None = None) -> None:
        super().__init__(sent, initial=initial)
        fields.offer(self, "ward", Area.objects.wards())
        fields.none_means(self, "ward", NOT_SAID)
        if budget_round.verification != Verification.CODE:
            del self.fields["code"]

    def clean_numbers(self) -> frozenset[int]:
        typed = one_line(self.cleaned_data["numbers"]).replace("、", " ").replace("，", " ").replace(",", " ").split()
        if any(not (word.isdecimal() and len(word) <= 4) for word in typed):
            raise forms.ValidationError(
                _("番号ではないものがあります。「3 17 25」のように、数字を空けて入れてください。")
            )
        numbers = [int(word) for word in typed]
        if len(set(numbers)) != len(numbers):
            raise forms.ValidationError(_("同じ番号が二度あります。紙を見て、直してください。"))
        return frozenset(numbers)

    def read(self) -> PaperRead:
        """What was typed, for an action."""
        given = self.cleaned_data
        return PaperRead(
            numbers=given["numbers"],
            channel=Channel(given["channel"]),
            received_on=given["received_on"],
            form_key=given["form_key"],
            code=given.get("code", ""),
            spoiled=given["spoiled"],
            note=given["note"],
            ward=given["ward"],
            age_band=given["age_band"],
            is_member={"yes": True, "no": False}.get(given["is_member"]),
        )


def typed_of(reading: PaperReading) -> dict[str, Any]:
    """What a form of the third look begins with: what the first person read; its code is typed anew."""
    return {
        "numbers": reading.choices.replace(",", " "),
        "spoiled": reading.spoiled,
        "note": reading.note,
        "channel": reading.channel,
        "received_on": reading.received_on,
        "ward": reading.ward_id,
        "age_band": reading.age_band,
        "is_member": {True: "yes", False: "no"}.get(reading.is_member, "") if reading.is_member is not None else "",
    }
