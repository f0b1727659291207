"""Forms for merging, splitting, and undoing either."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from jukugi.apps.areas.models import Area
from jukugi.apps.issues.actions import NewIssue
from jukugi.apps.issues.enums import IssueLevel
from jukugi.apps.issues.forms import FAR_TOO_LONG, TOO_LONG, reason_field
from jukugi.apps.issues.models import Issue

INTO_THIS, INTO_OTHER, INTO_NEW = "this", "other", "new"


class MergeForm(forms.Form):
    """Which issues become one, and which stands in their place."""

    others = forms.ModelMultipleChoiceField(
        label=_("いっしょにする論点"),
        queryset=Issue.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("いっしょにする論点が選ばれていません。一つ以上選んでください。"),
            "invalid_choice": _("選ばれた論点は、ここではまとめられません。選び直してください。"),
            "invalid_pk_value": _("選ばれた論点は見つかりません。選び直してください。"),
        },
    )
    way = forms.ChoiceField(
        label=_("どこにまとめるか"),
        widget=forms.RadioSelect,
        choices=[
            (INTO_THIS, _("この論点に入れる（選んだ論点が終わる）")),
            (INTO_OTHER, _("選んだ論点に入れる（この論点が終わる。選ぶのは一つだけ）")),
            (INTO_NEW, _("新しい論点をつくり、どれも終える")),
        ],
        error_messages={
            "required": _("どこにまとめるかが選ばれていません。一つ選んでください。"),
            "invalid_choice": _("そのまとめ方はありません。選び直してください。"),
        },
    )
    title = forms.CharField(
        label=_("新しい論点の名前"),
        help_text=_("新しい論点をつくるときだけ書きます。"),
        required=False,
        max_length=FAR_TOO_LONG,
        error_messages={"max_length": TOO_LONG},
    )
    level = forms.ChoiceField(
        label=_("新しい論点の広さ"),
        choices=IssueLevel.choices,
        required=False,
        error_messages={"invalid_choice": _("その広さはありません。選び直してください。")},
    )
    reason = reason_field(_("まとめる理由"))

    def __init__(self, *args: Any, issue: Issue, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast(forms.ModelMultipleChoiceField, self.fields["others"])
        field.queryset = issue.process.issues.standing().exclude(pk=issue.pk)
        self.issue = issue

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        others = list(found.get("others", ()))
        if found.get("way") == INTO_OTHER and len(others) > 1:
            self.add_error("others", _("選んだ論点に入れるときは、選ぶのは一つだけにしてください。"))
        return found

    def merge(self) -> dict[str, Any]:
        """What the action takes: the issues that end, and what stands in their place."""
        others, way = list(self.cleaned_data["others"]), self.cleaned_data["way"]
        if way == INTO_THIS:
            return {"issues": others, "into": self.issue}
        if way == INTO_OTHER:
            return {"issues": [self.issue], "into": others[0]}
        level = IssueLevel(self.cleaned_data["level"] or self.issue.level)
        return {"issues": [self.issue, *others], "into": NewIssue(self.cleaned_data["title"], level, self.issue.area)}


class SplitForm(forms.Form):
    """The parts of an issue, and where goes what nobody divided. Boxes of the pieces are read beside it."""

    titles = forms.CharField(
        label=_("新しい論点の名前"),
        help_text=_("一行に一つ、二つから六つまで。"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=FAR_TOO_LONG,
        error_messages={
            "required": _("新しい論点の名前が書かれていません。一行に一つずつ書いてください。"),
            "max_length": TOO_LONG,
        },
    )

    def lines(self) -> list[str]:
        """The names as they were typed, without empty lines."""
        text = self.cleaned_data.get("titles", "") if self.is_bound and self.is_valid() else ""
        return [line.strip() for line in text.splitlines() if line.strip()]


class DivideForm(forms.Form):
    """Why an issue is split, and to which part goes what was not chosen."""

    heir = forms.ChoiceField(
        label=_("選ばなかった声と、つながり、下の論点の行き先"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("選ばなかった声の行き先が選ばれていません。一つ選んでください。"),
            "invalid_choice": _("その行き先はありません。選び直してください。"),
        },
    )
    reason = reason_field(_("分ける理由"))

    def __init__(self, *args: Any, titles: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["heir"]).choices = [(str(n), title) for n, title in enumerate(titles)]


class UndoLineageForm(forms.Form):
    """Why a merge or split is undone, and where goes what came since."""

    heir = forms.ModelChoiceField(
        label=_("あとから加わったものの行き先"),
        help_text=_("まとめたあとに加わった声などがあるときだけ選びます。"),
        queryset=Issue.objects.none(),
        required=False,
        empty_label=_("（選ばない）"),
        error_messages={"invalid_choice": _("その論点には戻せません。選び直してください。")},
    )
    reason = reason_field(_("取り消す理由"))

    def __init__(self, *args: Any, before: Sequence[Issue], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keys = [issue.pk for issue in before]
        cast(forms.ModelChoiceField, self.fields["heir"]).queryset = Issue.objects.filter(pk__in=keys)


def new_issues(titles: Sequence[str], level: str, area: Area | None) -> list[NewIssue]:
    """The parts of an issue, on the same width and at the same place."""
    return [NewIssue(title, IssueLevel(level), area) for title in titles]
