"""Forms of the register of policies. Parts and demands are written a line each."""

import re
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from jukugi.apps.issues.actions import Demand, Part, PolicyWords
from jukugi.apps.issues.enums import DemandKind, IssueLevel
from jukugi.apps.issues.forms import FAR_TOO_LONG, TOO_LONG, IssueChoice, reason_field
from jukugi.apps.issues.models import Issue, Policy
from jukugi.apps.organizations.models import Organization
from jukugi.apps.processes.models import Process
from jukugi.core.text import one_line

SEPARATOR = re.compile(r"[|｜]")
LINE_LIMIT = 80
FILE_LIMIT = 5 * 1024 * 1024


def _line(label: Any, *, help_text: Any = "", required: bool = False, missing: Any = "") -> forms.CharField:
    messages = {"max_length": TOO_LONG} | ({"required": missing} if missing else {})
    return forms.CharField(
        label=label, help_text=help_text, required=required, max_length=FAR_TOO_LONG, error_messages=messages
    )


def _lines(label: Any, *, rows: int, help_text: Any = "") -> forms.CharField:
    field = _line(label, help_text=help_text)
    field.widget = forms.Textarea(attrs={"rows": rows})
    return field


class PolicyForm(forms.Form):
    """What stands in the register of one policy."""

    code = _line(_("番号"), help_text=_("例：P01"), required=True, missing=_("番号が書かれていません。"))
    name = _line(_("施策の名前"), required=True, missing=_("施策の名前が書かれていません。"))
    level = forms.ChoiceField(
        label=_("広さ"),
        choices=IssueLevel.choices,
        error_messages={"invalid_choice": _("その広さはありません。選び直してください。")},
    )
    aim = _lines(_("ねらい"), rows=2)
    department = forms.ModelChoiceField(
        label=_("担当"),
        queryset=Organization.objects.departments(),
        required=False,
        empty_label=_("（未確認）"),
        error_messages={"invalid_choice": _("その課は見つかりません。選び直してください。")},
    )
    legal_basis = _line(_("根拠"), help_text=_("法律、条例、要綱など。慣行なら「慣行」。"))
    started = _line(_("始まり"), help_text=_("2006、2016-06、2019-06-28 のように、分かるところまで。"))
    ended = _line(_("終わり"), help_text=_("続いていれば空。"))
    parts = _lines(_("だれが、何をするか"), rows=4, help_text=_("一行に一つ。団体の名前｜役割"))
    demands = _lines(
        _("会議、名簿、依頼"),
        rows=4,
        help_text=_(
            "一行に一つ。種類｜名前｜だれに｜月（例：依頼｜委員の推薦｜町内会・自治会｜4,5）。月が分からなければ書かない。"
        ),
    )
    figures = _lines(_("分かっている数"), rows=2)
    source = _line(_("出典"))
    note = _lines(_("注"), rows=2)

    def clean_parts(self) -> list[Part]:
        faults, parts = [], []
        for number, cells in _rows(self.cleaned_data["parts"]):
            name, role = (*cells, "", "")[:2]
            found = list(Organization.objects.filter(name=name)[:2])
            if len(cells) != 2 or not role or len(role) > LINE_LIMIT:
                faults.append(_now("%(row)d行目：「団体の名前｜役割」の形で書いてください。") % {"row": number})
            elif len(found) != 1:
                faults.append(
                    _now("%(row)d行目：「%(name)s」という団体が、組織の一覧に一つに決まりません。")
                    % {"row": number, "name": name}
                )
            else:
                parts.append(Part(found[0], role))
        if faults:
            raise forms.ValidationError(faults)
        return parts

    def clean_demands(self) -> list[Demand]:
        kinds = {str(kind.label): kind for kind in DemandKind}
        faults, demands = [], []
        for number, cells in _rows(self.cleaned_data["demands"]):
            kind, name, target, months = (*cells, "", "", "", "")[:4]
            found = [part for part in re.split(r"[,、，\s]+", months.replace("月", "")) if part]
            is_right = all(part.isdecimal() and len(part) <= 2 and 1 <= int(part) <= 12 for part in found)
            if kind not in kinds or not name or not target or len(cells) > 4 or max(map(len, cells)) > LINE_LIMIT:
                faults.append(
                    _now("%(row)d行目：「会議・名簿・依頼のどれか｜名前｜だれに｜月」の形で書いてください。")
                    % {"row": number}
                )
            elif not is_right:
                faults.append(_now("%(row)d行目：月「%(months)s」が読めません。") % {"row": number, "months": months})
            else:
                demands.append(Demand(kinds[kind], name, target, tuple(sorted({int(part) for part in found}))))
        if faults:
            raise forms.ValidationError(faults)
        return demands

    def words(self) -> PolicyWords:
        """What the action takes, besides parts and demands."""
        data = {name: value for name, value in self.cleaned_data.items() if name not in ("parts", "demands")}
        return PolicyWords(**{**data, "level": IssueLevel(data["level"])})


def written(policy: Policy) -> dict[str, Any]:
    """The form's fields as they stand for a policy. Two queries."""
    names = (
        "code",
        "name",
        "level",
        "aim",
        "department",
        "legal_basis",
        "started",
        "ended",
        "figures",
        "source",
        "note",
    )
    parts = [
        f"{part.organization.name}｜{part.role}" for part in policy.parts.in_force().select_related("organization")
    ]
    demands = [
        "｜".join(filter(None, (d.get_kind_display(), d.name, d.target, ",".join(map(str, d.months)))))
        for d in policy.demands.in_force()
    ]
    fields = {name: getattr(policy, name) for name in names}
    return {**fields, "parts": "\n".join(parts), "demands": "\n".join(demands)}


class PolicyLinkForm(forms.Form):
    """Which issue a policy has to do with, and why."""

    issue = IssueChoice(
        label=_("論点"),
        queryset=Issue.objects.none(),
        error_messages={
            "required": _("論点が選ばれていません。一つ選んでください。"),
            "invalid_choice": _("その論点は見つかりません。選び直してください。"),
        },
    )
    reason = reason_field(_("どうかかわるか"))

    def __init__(self, *args: Any, process: Process | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if process is not None:
            field = cast(forms.ModelChoiceField, self.fields["issue"])
            field.queryset = process.issues.standing().only("pk", "process", "level", "title")


def _rows(text: str) -> list[tuple[int, list[str]]]:
    """Lines that are not empty with their numbers, cut at the bars."""
    lines = enumerate(text.splitlines(), start=1)
    return [(number, [one_line(cell) for cell in SEPARATOR.split(line)]) for number, line in lines if line.strip()]


class TableForm(forms.Form):
    """A table to take, and what to do where rows are faulty."""

    file = forms.FileField(
        label=_("表のファイル"),
        help_text=_("CSV か XLSX。5MBまで。"),
        error_messages={
            "required": _("ファイルが選ばれていません。CSV か XLSX を選んでください。"),
            "empty": _("ファイルの中身が空です。"),
        },
    )
    takes_good = forms.ChoiceField(
        label=_("まちがいのある行があったら"),
        widget=forms.RadioSelect,
        choices=[("no", _("何も取り込まない")), ("yes", _("正しい行だけ取り込む"))],
        initial="no",
        error_messages={
            "required": _("どうするかが選ばれていません。一つ選んでください。"),
            "invalid_choice": _("その選び方はありません。選び直してください。"),
        },
    )

    def clean_file(self) -> bytes:
        file = self.cleaned_data["file"]
        if file.size > FILE_LIMIT:
            raise forms.ValidationError(_("ファイルが5MBを超えています。いくつかに分けてください。"))
        return bytes(file.read())

    def clean_takes_good(self) -> bool:
        return bool(self.cleaned_data["takes_good"] == "yes")
