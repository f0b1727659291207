"""Forms of those who keep the catalogue."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from jukugi.apps.areas.models import Area
from jukugi.apps.organizations.models import Organization
from jukugi.apps.support.actions.offering import OfferDraft
from jukugi.apps.support.enums import Outcome
from jukugi.apps.support.models import SupportFunction
from jukugi.kit.pages import fields


def _one_of(label: Any, queryset: Any, help_text: Any = "") -> forms.ModelChoiceField:
    return forms.ModelChoiceField(
        queryset=queryset,
        label=label,
        help_text=help_text,
        empty_label=None,
        error_messages={
            "required": _("選ばれていません。一つ選んでください。"),
            "invalid_choice": _("選ばれたものが見つかりません。選び直してください。"),
        },
    )


class FunctionForm(forms.Form):
    """A new function."""

    name = fields.line(_("名前"), _("例：場、資金、人づくり、相談、つなぐ"), is_needed=True)
    meaning = fields.words(_("どんなはたらきか"), _("だれが読んでも分かるように、一、二文で。"))


class OfferForm(forms.Form):
    """A new offer."""

    function = _one_of(_("はたらき"), SupportFunction.objects.none())
    organization = _one_of(_("だれが"), Organization.objects.none())
    area = forms.ModelChoiceField(
        label=_("どこで"),
        queryset=Area.objects.none(),
        required=False,
        empty_label=_("全市"),
        error_messages={"invalid_choice": _("その区は選べません。")},
    )
    title = fields.line(_("支援メニューの名前"), is_needed=True)
    conditions = fields.words(_("使える人と条件"), _("だれが、いくらで、どう申し込めるか。"))
    starts_on = fields.day(_("始まりの日"), is_needed=True)
    ends_on = fields.day(_("終わりの日"), _("決まっていなければ、空のままにします。"))
    review_on = fields.day(_("振り返りの日"), _("試行のときだけ。この日が来ると、机の一覧に出ます。"))

    def __init__(self, *args: Any, wards: QuerySet[Area], may_be_city: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        fields.offer(self, "function", SupportFunction.objects.all())
        fields.offer(self, "organization", Organization.objects.filter(ended_on__isnull=True).order_by("kind", "name"))
        fields.offer(self, "area", wards)
        if not may_be_city:
            fields.must_choose(self, "area")

    @property
    def draft(self) -> OfferDraft:
        return OfferDraft(**self.cleaned_data)


class LookBackForm(forms.Form):
    """What came of a trial."""

    tried = fields.words(_("試したこと"), is_needed=True)
    came_of_it = fields.words(_("どうなったか"), _("うまくいかなかったことも書きます。"), is_needed=True)
    outcome = fields.choice(_("これからどうするか"), Outcome.choices)
