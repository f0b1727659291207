import unicodedata
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jukugi.apps.processes.models import Gate
from jukugi.apps.threads.enums import OCCASION_LIMIT, REASON_LIMIT, WORDS_LIMIT
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


class EmailForm(forms.Form):
    """An address to which news of one voice is sent."""

    email = forms.EmailField(
        label=gettext_lazy("メールアドレス"),
        help_text=gettext_lazy("知らせを送るためだけに使います。声とは別の所に、暗号にして置きます。"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email", "spellcheck": "false"}),
        error_messages={
            "required": gettext_lazy("メールアドレスが入っていません。受け取るアドレスを入れてください。"),
            "invalid": gettext_lazy("メールアドレスの形ではありません。name@example.jp のように入れてください。"),
            "max_length": gettext_lazy("メールアドレスが長すぎます。254字までのアドレスを入れてください。"),
        },
    )


class TellingForm(forms.Form):
    """What people are told: at which gate, in a few words, and what happened."""

    gate = forms.ModelChoiceField(
        label=gettext_lazy("通った関門"),
        help_text=gettext_lazy("まだ知らせていない関門だけが選べます。一つの関門の知らせは一度だけです。"),
        queryset=Gate.objects.none(),
        required=False,
        empty_label=gettext_lazy("そのほかの知らせ"),
        error_messages={"invalid_choice": gettext_lazy("その関門は選べません。開き直して選んでください。")},
    )
    occasion = forms.CharField(
        label=gettext_lazy("題"),
        help_text=gettext_lazy("メールの題と、手紙の見出しになります。例：中間報告を公表しました"),
        required=False,
        max_length=OCCASION_LIMIT * 4,
    )
    words = forms.CharField(
        label=gettext_lazy("何があったか"),
        help_text=gettext_lazy(
            "全員に同じ文が届きます。その人の声がいまどこにあるかは、この下に自動で入ります。1,500字まで。"
        ),
        required=False,
        max_length=WORDS_LIMIT * 4,
        widget=forms.Textarea(attrs={"rows": 9}),
    )

    def __init__(self, *args: Any, gates: Sequence[Gate] | None, **options: Any) -> None:
        """``gates`` are those to choose from; None where the telling has its gate already."""
        super().__init__(*args, **options)
        if gates is None:
            del self.fields["gate"]
        else:
            keys = [gate.pk for gate in gates]
            self.fields["gate"].queryset = Gate.objects.filter(pk__in=keys)  # type: ignore[attr-defined]


class CancelForm(forms.Form):
    """Why no more is sent."""

    reason = forms.CharField(
        label=gettext_lazy("取りやめる理由"),
        help_text=gettext_lazy("職員だけが読みます。"),
        required=False,
        max_length=REASON_LIMIT,
        error_messages={"max_length": gettext_lazy("理由が長すぎます。300字までに縮めてください。")},
    )


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
