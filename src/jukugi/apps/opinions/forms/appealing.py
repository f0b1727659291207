from django import forms
from django.utils.translation import gettext_lazy as _

from jukugi.apps.opinions.forms.staff import REASON_LIMIT, TOO_LONG, LineField, WordsField


class AppealForm(forms.Form):
    """Why a hidden voice should be public; what is wrong with it, the action says."""

    text = WordsField(
        label=_("公開してよいと考えるわけ"),
        help_text=_("1,000字まで。職員だけが読みます。名前や電話番号は書かないでください。"),
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class AnswerForm(forms.Form):
    """Whether an appeal is upheld, and the words for everybody."""

    verdict = forms.ChoiceField(
        label=_("判断"),
        choices=[("upheld", _("異議を認め、公開する")), ("dismissed", _("認めない（公開しないまま）"))],
        widget=forms.RadioSelect,
        error_messages={
            "required": _("判断が選ばれていません。どちらかを選んでください。"),
            "invalid_choice": _("その判断はありません。どちらかを選んでください。"),
        },
    )
    answer = LineField(
        label=_("答え"),
        help_text=_("「声のゆくえ」に、そのまま示されます。声の中の名前や番号は書かないでください。"),
        required=False,
        max_length=REASON_LIMIT,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages=TOO_LONG,
    )
