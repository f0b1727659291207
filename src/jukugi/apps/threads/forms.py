import unicodedata
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jukugi.core.text import is_control
from jukugi.kit.receipts import DIGITS, NotAReceiptNumber, read_number

TYPED_AT_MOST = 40


class NumberForm(forms.Form):
    """A receipt number as people type it. Refused, it says what is wrong with it; what was typed stays."""

    no = forms.CharField(
        label=gettext_lazy("受付番号"),
        help_text=gettext_lazy("控えにある9桁の数字です。例：3141-5926-6"),
        error_messages={"required": gettext_lazy("番号が入っていません。控えにある9桁の数字を入れてください。")},
        widget=forms.TextInput(attrs={"class": "num", "inputmode": "numeric", "autocomplete": "off"}),
    )

    @classmethod
    def of(cls, typed: str) -> "NumberForm":
        """The form for what stands in an address: of endless rows of letters the beginning, and nothing unseen."""
        return cls({"no": "".join(letter for letter in typed[:TYPED_AT_MOST] if not is_control(letter))})

    def clean_no(self) -> str:
        """The number as it is stored."""
        typed: str = self.cleaned_data["no"]
        try:
            return read_number(typed)
        except NotAReceiptNumber:
            raise forms.ValidationError(_whats_wrong(typed)) from None

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.is_bound and not self.is_valid():
            self.fields["no"].widget.attrs["autofocus"] = True


def _whats_wrong(typed: str) -> str:
    plain = unicodedata.normalize("NFKC", typed)
    count = sum(letter.isascii() and letter.isdigit() for letter in plain)
    if count == 0:
        return _("数字が入っていません。受付番号は9桁の数字です。控えのとおりに打ち直してください。")
    if count != DIGITS + 1:
        return _(
            "受付番号は9桁ですが、入っている数字は%(count)d桁です。抜けや余りがないか、控えと見くらべてください。"
        ) % {"count": count}
    if any(letter.isalpha() for letter in plain):
        return _("数字のほかの字が入っています。控えにある数字だけを打ち直してください。")
    return _(
        "どこか一つ打ちちがえています（最後の数字と合いません）。隣どうしの入れ替わりもないか、控えと見くらべてください。"
    )
