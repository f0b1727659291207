"""A campaign of citizens on foot, and how a sheet of paper came."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.areas.models import Area
from jukugi.apps.places.actions import WalkDraft
from jukugi.apps.places.actions.offering import PAPER
from jukugi.apps.places.enums.walks import CheckItem, Walker
from jukugi.kit.pages import fields


class WalkForm(forms.Form):
    """Where, when, what to look at."""

    title = fields.line(_("題"), _("例：秋のまち歩き　入口の段差を見る"), is_needed=True)
    ward = forms.ModelChoiceField(
        label=_("区"),
        queryset=Area.objects.none(),
        empty_label=_("（選んでください）"),
        error_messages={"required": _("区が選ばれていません。どの区を歩くかを選んでください。")},
    )
    district = fields.Choose(Area.objects.none(), _("小学校区"), _("選ばなければ、区のすべて（150か所まで）。"))
    begins_on = fields.day(_("始まり"), is_needed=True)
    ends_on = fields.day(_("終わり"), is_needed=True)
    items = forms.MultipleChoiceField(
        label=_("見ること"),
        choices=CheckItem.choices,
        initial=[item.value for item in CheckItem],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("見ることが、一つも選ばれていません。")},
    )
    words = fields.words(_("歩く人への言葉"), _("例：中には入らず、道から見えることだけで十分です。"), rows=2)

    def __init__(self, sent: Any = None, *, wards: Any, districts: Any) -> None:
        super().__init__(sent)
        fields.offer(self, "ward", wards)
        fields.offer(self, "district", districts)
        if not districts:
            del self.fields["district"]

    def draft(self) -> WalkDraft:
        """What was written."""
        given = dict(self.cleaned_data)
        return WalkDraft(**given | {"items": tuple(given["items"])})


class SheetForm(forms.Form):
    """Who looked, when, and on which way it came."""

    walker = fields.choice(_("見た人"), Walker.choices, initial=Walker.UNSAID)
    looked_on = fields.day(_("見た日"), is_needed=True)
    channel = fields.choice(_("届き方"), [(one.value, one.label) for one in Channel if one in PAPER])
