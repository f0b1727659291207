"""Forms of the person's own pages, and of the desk's."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jukugi.apps.accounts.actions.residents import CODES_AT_MOST, REASON_LIMIT
from jukugi.apps.accounts.enums import CodeWay
from jukugi.apps.areas.models import Area
from jukugi.kit.pages import fields

EMAIL_LIMIT = 254


class CodeForm(forms.Form):
    """Sixteen digits, as they are shown or printed."""

    code = forms.CharField(
        label=_("コード"),
        help_text=_("16けたの数字です。間の線は、入れても入れなくてもかまいません。"),
        max_length=60,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "required": _("コードが入っていません。"),
            "max_length": _("長すぎます。16けたの数字だけを入れてください。"),
        },
    )


class MailForm(forms.Form):
    """An e-mail address."""

    email = forms.CharField(
        label=_("メールアドレス"),
        max_length=EMAIL_LIMIT,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": _("メールアドレスが入っていません。"),
            "max_length": _("長すぎます。メールアドレスだけを入れてください。"),
        },
    )


class EraseForm(forms.Form):
    """Says that one has understood."""

    is_sure = forms.BooleanField(
        label=_("消したものは戻せないことが分かりました"),
        error_messages={"required": _("消してよければ、ここに印を付けてください。")},
    )


class DayField(forms.DateField):
    """A day as a browser's own field asks for it."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            input_formats=["%Y-%m-%d", "%Y/%m/%d"],
            error_messages={
                "required": _("日が入っていません。"),
                "invalid": _("この日は読み取れません。2027年3月31日なら 2027-03-31 と書いてください。"),
            },
            **options,
        )


class BatchForm(forms.Form):
    """Codes to make: how many, how they are handed over, for which ward, until when."""

    OUTPUTS = (("letters", _("手紙を印刷する")), ("csv", _("差し込み印刷の表（CSV）を受け取る")))

    way = forms.ChoiceField(
        label=_("渡し方"), choices=CodeWay.choices, initial=CodeWay.LETTER, widget=forms.RadioSelect
    )
    count = forms.IntegerField(
        label=_("いくつ"),
        min_value=1,
        max_value=CODES_AT_MOST,
        help_text=_("一人に一つ。窓口で渡すときは、ふつう1です。"),
        error_messages={
            "required": _("数が入っていません。"),
            "invalid": _("数として読めません。「100」のように、数字だけで書いてください。"),
            "min_value": _("1から20,000までの数を書いてください。"),
            "max_value": _("1から20,000までの数を書いてください。何回かに分けてつくれます。"),
        },
    )
    ward = forms.ModelChoiceField(
        label=_("区"), queryset=Area.objects.none(), required=False, empty_label=_("区を分けない（全市）")
    )
    valid_until = DayField(label=_("最後の日"), help_text=_("この日まで入れられます。"))
    output = forms.ChoiceField(label=_("受け取り方"), choices=OUTPUTS, initial="letters", widget=forms.RadioSelect)

    def __init__(self, *given: Any, wards: set[int | None], **options: Any) -> None:
        super().__init__(*given, **options)
        every = Area.objects.wards()
        field = self.fields["ward"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = every if None in wards else every.filter(pk__in=[pk for pk in wards if pk is not None])
        if None not in wards:
            field.required, field.empty_label = True, None


class StopForm(forms.Form):
    """Why codes are stopped."""

    reason = forms.CharField(
        label=_("止めるわけ"),
        max_length=REASON_LIMIT,
        error_messages={
            "required": _("止めるわけが空です。ひとことで結構です。"),
            "max_length": _("200字までに縮めてください。"),
        },
    )


class TermForm(forms.Form):
    """Until when a role goes on."""

    ends_on = DayField(label=_("新しい終わりの日"))


class AskForm(forms.Form):
    """For what somebody needs a file."""

    reason = fields.words(
        _("何のために使うか"),
        _(
            "例：9月の謝礼を会計に払ってもらう。課の共有フォルダーに置き、払い終えたら消す。人の名前は書かないでください。"
        ),
        is_needed=True,
    )


class AnswerForm(forms.Form):
    """Why a file should not be taken; a word beside the agreement, for who wants."""

    answer = fields.words(
        _("ひとこと"),
        _("断るときは、わけを必ず書いてください。お願いした人が読みます。人の名前は書かないでください。"),
        rows=2,
    )
