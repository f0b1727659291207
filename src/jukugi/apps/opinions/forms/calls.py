from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jukugi.apps.areas.models import Area
from jukugi.apps.issues.models import Issue
from jukugi.apps.opinions.enums import CallKind
from jukugi.apps.opinions.forms.staff import PLACE_LIMIT, TOO_LONG, LineField
from jukugi.apps.processes.models import Process

TITLE_LIMIT = 80
QUESTION_LIMIT = 120


class CallForm(forms.Form):
    """What asks for opinions, where, and from when to when."""

    kind = forms.ChoiceField(
        label=_("何で募るか"),
        choices=[(kind, kind.label) for kind in (CallKind.EVENT, CallKind.PLACE, CallKind.MEETING)],
        widget=forms.RadioSelect,
        initial=CallKind.EVENT,
        error_messages={
            "required": _("何で募るかが選ばれていません。一つを選んでください。"),
            "invalid_choice": _("その募り方はありません。一つを選び直してください。"),
        },
    )
    title = LineField(
        label=_("名前"),
        help_text=_("例：多摩区民まつり、中原市民館の回収箱。来た人の目に入ります。"),
        required=False,
        max_length=TITLE_LIMIT,
        error_messages=TOO_LONG,
    )
    question = LineField(
        label=_("たずねること"),
        help_text=_("空なら、ふだんの問い「これからの地域で、こうなったらいいと思うこと、困っていること」を使います。"),
        required=False,
        max_length=QUESTION_LIMIT,
        error_messages=TOO_LONG,
    )
    place = LineField(
        label=_("場所"),
        help_text=_("届いた声に添えて公開します。人の名前は書きません。"),
        required=False,
        max_length=PLACE_LIMIT,
        error_messages=TOO_LONG,
    )
    ward = forms.ModelChoiceField(
        label=_("区"),
        queryset=Area.objects.none(),
        required=False,
        empty_label=_("全市"),
        error_messages={"invalid_choice": _("その区では募れません。選び直してください。")},
    )
    about = forms.ModelChoiceField(
        label=_("論点"),
        help_text=_("一つの論点についてだけ聞くとき。届いた声に「書いた人が選んだ論点」として付きます。"),
        queryset=Issue.objects.none(),
        required=False,
        empty_label=_("決めない"),
        error_messages={"invalid_choice": _("その論点は、いまの検討プロセスにありません。選び直してください。")},
    )
    opens_on = forms.DateField(
        label=_("始まりの日"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={
            "required": _("始まりの日がありません。催しの日か、箱を置く日を入れてください。"),
            "invalid": _("日付として読めません。2026-11-24 のように書いてください。"),
        },
    )
    last_on = forms.DateField(
        label=_("終わりの日"),
        help_text=_("この日の終わりまで。空なら、終えるまで続きます。"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": _("日付として読めません。2026-11-24 のように書いてください。")},
    )

    def __init__(self, *args: Any, process: Process | None, areas: set[int | None], **options: Any) -> None:
        """``areas`` are the wards for which the person may ask, None among them for the whole city."""
        super().__init__(*args, **options)
        self.fields["about"].queryset = Issue.objects.filter(process=process)  # type: ignore[attr-defined]
        mine = Area.objects.wards()
        if None not in areas:
            mine = mine.filter(pk__in=[area for area in areas if area is not None])
            self.fields["ward"].required = True
            self.fields["ward"].empty_label = None  # type: ignore[attr-defined]
            self.fields["ward"].error_messages["required"] = _("区が選ばれていません。自分の区を選んでください。")
        self.fields["ward"].queryset = mine  # type: ignore[attr-defined]
