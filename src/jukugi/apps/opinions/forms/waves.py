from django import forms
from django.utils.translation import gettext_lazy as _

from jukugi.apps.opinions.enums import HidingRule
from jukugi.apps.opinions.forms.staff import REASON_LIMIT, TOO_LONG, LineField
from jukugi.kit.pages import fields


class WaveTimeForm(forms.Form):
    """When the voices came in that are looked at together."""

    since = fields.moment(_("いつから"), is_needed=True)
    until = fields.moment(_("いつまで"), is_needed=True)


class WaveDecisionForm(forms.Form):
    """One rule and one reason for all that was chosen; which groups, the page's own buttons say."""

    rule = forms.ChoiceField(
        label=_("どの決まりによるか"),
        choices=HidingRule,
        widget=forms.RadioSelect,
        required=False,
        error_messages={"invalid_choice": _("その決まりはありません。選び直してください。")},
    )
    reason = LineField(
        label=_("公開しない理由"),
        help_text=_("決まりと理由は、一つずつの声のゆくえに公開されます。声の中の名前や番号は書かないでください。"),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
        max_length=REASON_LIMIT,
        error_messages=TOO_LONG,
    )


class TakeBackForm(forms.Form):
    """Why a whole decision is taken back."""

    reason = LineField(
        label=_("取り消す理由"),
        help_text=_("戻した声の「声のゆくえ」に、そのまま示されます。"),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
        max_length=REASON_LIMIT,
        error_messages=TOO_LONG,
    )
