"""Forms of targets, draws and seats."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from jukugi.apps.sortition.actions.drawing import Announcement
from jukugi.apps.sortition.actions.targeting import Target
from jukugi.apps.sortition.enums import SEATS_AT_MOST, DrawMethod, PublicNumber, SeatAct
from jukugi.apps.sortition.queries.targets import TargetPart
from jukugi.kit.pages import fields


class TargetsForm(forms.Form):
    """A least and a most for every value."""

    def __init__(self, data: Any, *, parts: Sequence[TargetPart], seats: int) -> None:
        super().__init__(data)
        self.rows = [(part, row) for part in parts for row in part.rows]
        for part, row in self.rows:
            name, value = f"{part.feature.name}：{row.value.label}", row.value
            self.fields[f"low_{value.pk}"] = fields.whole(
                _now("%(name)sの最少") % {"name": name},
                most=SEATS_AT_MOST,
                is_needed=True,
                initial=value.low if value.low is not None else 0,
            )
            self.fields[f"high_{value.pk}"] = fields.whole(
                _now("%(name)sの最多") % {"name": name},
                most=SEATS_AT_MOST,
                is_needed=True,
                initial=value.high if value.high is not None else seats,
            )

    def parts(self) -> list[tuple[TargetPart, list[tuple[Any, Any, Any]]]]:
        """Each feature with its rows and their two fields."""
        by_part: dict[int, tuple[TargetPart, list[tuple[Any, Any, Any]]]] = {}
        for part, row in self.rows:
            _part, rows = by_part.setdefault(part.feature.pk, (part, []))
            rows.append((row, self[f"low_{row.value.pk}"], self[f"high_{row.value.pk}"]))
        return list(by_part.values())

    @property
    def targets(self) -> dict[int, Target]:
        """By the key of the value; how far a relaxation may move stays as it was."""
        return {
            row.value.pk: Target(
                self.cleaned_data[f"low_{row.value.pk}"],
                self.cleaned_data[f"high_{row.value.pk}"],
                row.value.low_flex,
                row.value.high_flex,
            )
            for _part, row in self.rows
        }

    @property
    def bounds(self) -> dict[int, tuple[int, int]]:
        """Least and most by the key of the value."""
        return {pk: (target.low, target.high) for pk, target in self.targets.items()}


class MethodForm(forms.Form):
    """By which method the chances are made equal."""

    method = fields.choice(_("確率の求め方"), DrawMethod.choices, widget=forms.RadioSelect, initial=DrawMethod.LEXIMIN)


class AnnouncementForm(forms.Form):
    """When, where and by which number it is drawn."""

    draws_at = fields.moment(_("抽せんの日時"), _("資料を公表した後、見る人が確かめる時間をおきます。"), is_needed=True)
    place = fields.line(_("場所"), _("だれでも見に来られる所。"), is_needed=True)
    public_number = fields.choice(
        _("行を決める数"), PublicNumber.choices, widget=forms.RadioSelect, initial=PublicNumber.DICE
    )
    how = fields.line(
        _("数の決め方"), _("名指した公の数なら、いつのどの数の、どこを使うか。さいころなら空でかまいません。")
    )

    @property
    def announcement(self) -> Announcement:
        told = self.cleaned_data
        return Announcement(PublicNumber(told["public_number"]), told["how"], told["place"], told["draws_at"])


class NumberForm(forms.Form):
    """The number that came out."""

    digits = fields.line(_("出た数"), _("さいころなら、投げた順に三つの数を並べます。例：042"), is_needed=True)
    note = fields.words(
        _("立ち会った人と様子"), _("公表します。個人の名前は書きません。例：傍聴12人、司会は市民の委員。")
    )


class CorrectionForm(forms.Form):
    """The number that came out indeed, and how another came to be entered."""

    digits = fields.line(_("ほんとうに出た数"), _("会場で出たとおりに入れます。例：042"), is_needed=True)
    reason = fields.words(_("正す理由"), _("公表します。前に入れた数も、消さずに並べて見せます。"), is_needed=True)


class ReasonForm(forms.Form):
    """Why something is given up."""

    reason = fields.words(_("理由"), _("公表します。"), is_needed=True)


class SeatForm(forms.Form):
    """What came of a call."""

    act = fields.choice(_("どうなりましたか"), [], widget=forms.RadioSelect)
    note = fields.words(
        _("わけ"), _("職員だけが読みます。連絡がつかない、途中でやめる、確認待ちに戻すときは、必ず書きます。")
    )

    def __init__(self, data: Any, *, acts: Sequence[SeatAct]) -> None:
        super().__init__(data)
        field = self.fields["act"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(act.value, act.label) for act in acts]
