"""Fields whose faults are told in words, and the form with a public reason."""

from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.utils.translation import gettext_lazy as _

EARLIEST, LATEST = date(1900, 1, 1), date(2199, 12, 31)
OUT_OF_RANGE = _("1900年から2199年までの日を書いてください。")
EMPTY = _("ここが空です。書いてください。")
PUBLIC_REASON = _("市民がそのまま読みます。何があって、どう変えるのかを書いてください。")


class DayField(forms.DateField):
    """A day as a browser's own field asks for it."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            input_formats=["%Y-%m-%d", "%Y/%m/%d"],
            validators=[MinValueValidator(EARLIEST, OUT_OF_RANGE), MaxValueValidator(LATEST, OUT_OF_RANGE)],
            error_messages={
                "required": _("日がありません。2026年4月1日なら 2026-04-01 と書いてください。"),
                "invalid": _("この日は読み取れません。2026年4月1日なら 2026-04-01 と書いてください。"),
            },
            **options,
        )


class TextField(forms.CharField):
    """Text whose faults are told in words."""

    def __init__(self, *, missing: Any = EMPTY, rows: int = 0, **options: Any) -> None:
        if rows:
            options["widget"] = forms.Textarea(attrs={"rows": rows})
        super().__init__(
            error_messages={
                "required": missing,
                "max_length": _("%(show_value)d字あります。%(limit_value)d字までに縮めてください。"),
            },
            **options,
        )


def reason_field(label: Any, *, required: bool = True, help_text: Any = PUBLIC_REASON) -> TextField:
    """A reason that the public reads."""
    return TextField(label=label, rows=3, max_length=2000, required=required, help_text=help_text)


def slug_field() -> TextField:
    return TextField(
        label=_("アドレス"),
        help_text=_("英小文字・数字・ハイフンで60字まで。/processes/ のあとに付きます（例：community-policy）。"),
        max_length=60,
        validators=[RegexValidator(r"^[a-z0-9-]+\Z", _("英小文字・数字・ハイフンだけで書いてください。"))],
    )


class ReasonForm(forms.Form):
    reason = reason_field(_("理由"))
