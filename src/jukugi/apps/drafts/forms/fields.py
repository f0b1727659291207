"""Fields that several forms of the room use."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

# What the actions refuse with their own words must reach them: forms only keep out what no page can send.
FAR_TOO_LONG = 100_000
TOO_LONG = _("文が長すぎます。%(limit_value)d字より短くしてください。")


def words(
    label: Any, help_text: Any = "", *, rows: int = 3, is_needed: bool = False, **options: Any
) -> forms.CharField:
    """A field of several lines; what is in it is looked at by the action."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows}),
        required=is_needed,
        max_length=FAR_TOO_LONG,
        strip=False,
        error_messages={"required": _("ここが空です。書いてください。"), "max_length": TOO_LONG},
        **options,
    )


def line(label: Any, help_text: Any = "", *, is_needed: bool = False, **options: Any) -> forms.CharField:
    """A field of one line."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=is_needed,
        max_length=FAR_TOO_LONG,
        error_messages={"required": _("ここが空です。書いてください。"), "max_length": TOO_LONG},
        **options,
    )


def choice(
    label: Any, choices: Any, help_text: Any = "", *, is_needed: bool = True, **options: Any
) -> forms.ChoiceField:
    """One of several."""
    return forms.ChoiceField(
        label=label,
        help_text=help_text,
        choices=choices,
        required=is_needed,
        error_messages={
            "required": _("選ばれていません。一つ選んでください。"),
            "invalid_choice": _("選ばれたものが一覧にありません。選び直してください。"),
        },
        **options,
    )
