from django import forms
from django.utils.translation import gettext_lazy as _

# What the actions refuse with their own words must reach them: forms only keep out what no page can send.
FAR_TOO_LONG = 1_000
TEXT_LIMIT = 10_000


class ReadingForm(forms.Form):
    """A word and how it is read."""

    word = forms.CharField(
        label=_("言葉か名前"),
        help_text=_("漢字のある言葉を、書かれるとおりに。例：登戸"),
        max_length=FAR_TOO_LONG,
        error_messages={"required": _("言葉が書かれていません。")},
    )
    reading = forms.CharField(
        label=_("読み"),
        help_text=_("ひらがなで。言葉の中のかなも入れます。例：のぼりと"),
        max_length=FAR_TOO_LONG,
        error_messages={"required": _("読みが書かれていません。")},
    )
    reason = forms.CharField(
        label=_("理由"),
        help_text=_("どこで確かめたかなど。例：区役所の案内で確かめた"),
        max_length=FAR_TOO_LONG,
        error_messages={"required": _("理由が書かれていません。")},
    )


class RemovalForm(forms.Form):
    """Why a word is taken off the list."""

    reason = forms.CharField(
        label=_("取りやめる理由"),
        max_length=FAR_TOO_LONG,
        error_messages={"required": _("取りやめる理由が書かれていません。")},
    )


class PlainForm(forms.Form):
    """A text to be looked at; it is kept nowhere."""

    text = forms.CharField(
        label=_("調べる文"),
        help_text=_("お知らせや案内の文を、ここに貼り付けます。どこにも残りません。"),
        widget=forms.Textarea(attrs={"rows": 8}),
        max_length=TEXT_LIMIT,
        error_messages={
            "required": _("文がありません。調べる文を書くか、貼り付けてください。"),
            "max_length": _("文が%(show_value)d字あります。%(limit_value)d字までに分けて調べてください。"),
        },
    )
