from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from jukugi.apps.issues.actions import ABOUT_LIMIT, WORDS_LIMIT
from jukugi.apps.issues.enums import EdgeKind, IssueStatus
from jukugi.apps.issues.models import Issue
from jukugi.apps.issues.policies import next_steps
from jukugi.apps.organizations.models import Organization

# What the actions refuse with their own words must reach them: forms only keep out what no page can send.
FAR_TOO_LONG = 100_000
TOO_LONG = _("文が長すぎます。%(limit_value)d字より短くしてください。")


class IssueChoice(forms.ModelChoiceField):
    """Issues by level and title."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.get_level_display()}　{obj.title}"


class EdgeForm(forms.Form):
    """A new edge from an issue."""

    kind = forms.ChoiceField(
        label=_("種類"),
        choices=EdgeKind.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("種類が選ばれていません。六つのうちから一つ選んでください。"),
            "invalid_choice": _("その種類はありません。六つのうちから一つ選んでください。"),
        },
    )
    target = IssueChoice(
        label=_("つなぐ先の論点"),
        help_text=_("この広さにとどめるときは、選びません。"),
        queryset=Issue.objects.none(),
        required=False,
        empty_label=_("（選ばない）"),
        error_messages={"invalid_choice": _("その論点は見つかりません。選び直してください。")},
    )
    about = forms.CharField(
        label=_("何を"),
        help_text=_("例：会館を貸すときの保険と会計の手引き"),
        widget=forms.TextInput(attrs={"maxlength": ABOUT_LIMIT}),
        max_length=FAR_TOO_LONG,
        error_messages={"required": _("何を上げる、分ける、とどめるのかを書いてください。"), "max_length": TOO_LONG},
    )
    reason = forms.CharField(
        label=_("理由"),
        help_text=_("論点のページで公開されます。"),
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": WORDS_LIMIT}),
        max_length=FAR_TOO_LONG,
        error_messages={
            "required": _("理由が書かれていません。だれが読んでも分かる理由を書いてください。"),
            "max_length": TOO_LONG,
        },
    )

    def __init__(self, *args: Any, issue: Issue, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = issue.process.issues.standing().exclude(pk=issue.pk).only("pk", "process", "level", "title")
        cast(forms.ModelChoiceField, self.fields["target"]).queryset = others

    def clean_kind(self) -> EdgeKind:
        return EdgeKind(self.cleaned_data["kind"])


class UndoForm(forms.Form):
    """Why an edge is undone."""

    reason = forms.CharField(
        label=_("取り消す理由"),
        max_length=FAR_TOO_LONG,
        error_messages={
            "required": _("取り消す理由が書かれていません。だれが読んでも分かる理由を書いてください。"),
            "max_length": TOO_LONG,
        },
    )


def reason_field(label: Any) -> forms.CharField:
    """Why something is done, for everybody to read."""
    return forms.CharField(
        label=label,
        help_text=_("論点のページで公開されます。"),
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": WORDS_LIMIT}),
        max_length=FAR_TOO_LONG,
        error_messages={
            "required": _("理由が書かれていません。だれが読んでも分かる理由を書いてください。"),
            "max_length": TOO_LONG,
        },
    )


class StatusForm(forms.Form):
    """One step of an issue. ``seen`` is the status that the officer has before them."""

    became = forms.ChoiceField(
        label=_("次の状態"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("次の状態が選ばれていません。一つ選んでください。"),
            "invalid_choice": _("その状態はありません。選び直してください。"),
        },
    )
    reason = reason_field(_("理由"))
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)

    def __init__(self, *args: Any, issue: Issue, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        steps = next_steps(issue.status)
        # What is no step from here is refused by the action, which tells the way: the form takes any status.
        shown = [(step.became.value, f"{step.label}（{step.became.label}）") for step in steps]
        field = cast(forms.ChoiceField, self.fields["became"])
        field.choices = shown
        sent = self.data.get("became") if self.is_bound else None
        if sent in IssueStatus.values and sent not in dict(shown):
            field.choices = [*shown, (sent, IssueStatus(sent).label)]

    def clean_became(self) -> IssueStatus:
        return IssueStatus(self.cleaned_data["became"])


class IssueForm(forms.Form):
    """The city's own words on an issue. ``seen`` is the edition that the officer has before them."""

    description = forms.CharField(
        label=_("説明"), widget=forms.Textarea(attrs={"rows": 3}), required=False, max_length=FAR_TOO_LONG,
        error_messages={"max_length": TOO_LONG},
    )  # fmt: skip
    keywords = forms.CharField(
        label=_("手がかりの語"),
        help_text=_("空白で区切ります。この語のある声を、この論点の候補として職員に示します。"),
        required=False,
        max_length=FAR_TOO_LONG,
        error_messages={"max_length": TOO_LONG},
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)


class DirectionForm(forms.Form):
    """The direction of an issue, and why it changes. ``seen`` is the number of the version before the officer."""

    text = forms.CharField(
        label=_("検討の方向"),
        help_text=_("市がどちらへ向かおうとしているか。空にすると、方向を取り下げたことになります。"),
        widget=forms.Textarea(attrs={"rows": 8, "maxlength": WORDS_LIMIT}),
        required=False,
        max_length=FAR_TOO_LONG,
        error_messages={"max_length": TOO_LONG},
    )
    reason = reason_field(_("なぜ変えるか"))
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)


class DutyForm(forms.Form):
    """Who is responsible for an issue. ``seen`` is the key of who is now."""

    department = forms.ModelChoiceField(
        label=_("担当"),
        queryset=Organization.objects.departments(),
        required=False,
        empty_label=_("（まだ決まっていない）"),
        error_messages={"invalid_choice": _("その課は見つかりません。選び直してください。")},
    )
    reason = reason_field(_("なぜ変えるか"))
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)


class MaterialForm(forms.Form):
    """Working material of the city."""

    title = forms.CharField(
        label=_("資料の名前"),
        help_text=_("庁内だけで読めます。"),
        max_length=FAR_TOO_LONG,
        error_messages={"required": _("資料の名前が書かれていません。"), "max_length": TOO_LONG},
    )
    text = forms.CharField(
        label=_("中身"),
        help_text=_("要点と、原本のある所。庁内だけで読めます。個人の名前は書かないでください。"),
        widget=forms.Textarea(attrs={"rows": 6, "maxlength": WORDS_LIMIT}),
        max_length=FAR_TOO_LONG,
        error_messages={
            "required": _("資料の中身が書かれていません。要点か、原本のある所を書いてください。"),
            "max_length": TOO_LONG,
        },
    )
    dated_on = forms.DateField(
        label=_("資料の日付"),
        help_text=_("公開されます。"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": _("資料の日付が書かれていません。"),
            "invalid": _("日付が読めません。2026-04-01 のように書いてください。"),
        },
    )


class OpenMaterialForm(forms.Form):
    """Why working material is opened."""

    reason = reason_field(_("公開する理由"))
