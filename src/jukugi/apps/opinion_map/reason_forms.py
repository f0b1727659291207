"""Forms around reasons. What of the words is taken, the actions say."""

from django import forms
from django.utils.translation import gettext_lazy as _

from jukugi.apps.opinion_map.enums import ReasonSide, StatementState
from jukugi.apps.opinion_map.models import REASON_LIMIT, TEXT_LIMIT

NOTE_LIMIT, REPLY_LIMIT = 400, 600


class ReasonForm(forms.Form):
    """A citizen's reason, or a condition."""

    side = forms.ChoiceField(
        label=_("どの理由ですか"),
        choices=ReasonSide.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("賛成の理由か、反対の理由か、条件かが選ばれていません。一つを選んでください。"),
            "invalid_choice": _("その理由の向きはありません。一つを選び直してください。"),
        },
    )
    text = forms.CharField(
        label=_("理由"),
        help_text=_("200字まで。自分の経験を一つ書くと伝わります。名前や電話番号は書かないでください。"),
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": REASON_LIMIT}),
        strip=False,
        error_messages={"required": _("理由が書かれていません。なぜそう考えるのかを、ひとことで書いてください。")},
    )

    def clean_side(self) -> ReasonSide:
        return ReasonSide(self.cleaned_data["side"])


class HelpfulForm(forms.Form):
    """On or off."""

    is_on = forms.ChoiceField(choices=[("1", ""), ("0", "")])


class ReviewReasonForm(forms.Form):
    """Show or hide a reason."""

    state = forms.ChoiceField(
        choices=[(s.value, s.label) for s in (StatementState.SHOWN, StatementState.HIDDEN)],
        widget=forms.HiddenInput,
        error_messages={
            "required": _("公開するかどうかが選ばれていません。「公開する」か「非公開にする」を押してください。"),
            "invalid_choice": _("その決め方はありません。「公開する」か「非公開にする」を押してください。"),
        },
    )
    note = forms.CharField(
        label=_("理由"),
        help_text=_("非公開にするときは必須。公開されます"),
        required=False,
        max_length=NOTE_LIMIT,
        error_messages={"max_length": _("理由が%(show_value)d字あります。%(limit_value)d字までに縮めてください。")},
    )

    def clean_state(self) -> StatementState:
        return StatementState(self.cleaned_data["state"])


class ReplyForm(forms.Form):
    """The city's answer to a reason."""

    text = forms.CharField(
        label=_("応答"),
        help_text=_("課の名前とともに公開されます。返事への返事はできません。"),
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": REPLY_LIMIT}),
        required=False,
        strip=False,
    )


class ConditionForm(forms.Form):
    """The city's wording of a condition."""

    text = forms.CharField(
        label=_("意見文"),
        help_text=_("140字まで。賛成か反対かを答えられる形に整えます。すぐに公開されます。"),
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": TEXT_LIMIT}),
        required=False,
        strip=False,
    )
