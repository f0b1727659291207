"""Forms of those who write scenarios: each tells its fields in groups, one below the other."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from jukugi.apps.areas.models import Area
from jukugi.apps.opinions.models import Call, Opinion
from jukugi.apps.processes.models import Process
from jukugi.apps.support.actions.deciding import HeardDraft, YearDraft
from jukugi.apps.support.actions.planning import FunctionDraft, MilestoneDraft, RiskDraft
from jukugi.apps.support.enums import HeardAnswer, ScenarioKind
from jukugi.apps.support.models import HeardPoint, Scenario, ScenarioMilestone, ScenarioRisk, SupportFunction
from jukugi.kit import receipts
from jukugi.kit.pages import fields

NEW_ROWS = 3
"""Empty rows below those that are there."""


@dataclass(frozen=True)
class Group:
    """Fields below one heading."""

    title: Any
    hint: Any
    fields: list[forms.BoundField]


class GroupedForm(forms.Form):
    """A form whose page shows its groups in order; by itself all fields are one group."""

    @property
    def groups(self) -> list[Group]:
        return [Group("", "", list(self))]


class WithReason(GroupedForm):
    """A form for a part of a scenario. Once the scenario is public, a change says why."""

    reason = fields.words(
        _("変えた理由"), _("だれでも読めます。どこを、なぜ変えたか。公開する前なら、空のままでかまいません。"), rows=2
    )

    def close_groups(self, groups: list[Group]) -> list[Group]:
        return [*groups, Group("", "", [self["reason"]])]


class NewScenarioForm(GroupedForm):
    """A new scenario."""

    process = fields.Choose(Process.objects.none(), _("どの検討で"))
    area = forms.ModelChoiceField(
        label=_("どこの"),
        queryset=Area.objects.none(),
        required=False,
        empty_label=_("全市"),
        error_messages={"required": _("区を選んでください。"), "invalid_choice": _("その区は選べません。")},
    )
    kind = fields.choice(_("種類"), ScenarioKind.choices)
    title = fields.line(_("題名"), _("60字まで。区の人が見て、何の計画か分かるように。"), is_needed=True)
    aim = fields.words(_("ねらい"), _("だれの、どんな暮らしのためか。"), rows=4, is_needed=True)

    def __init__(self, *args: Any, wards: QuerySet[Area], may_be_city: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        fields.offer(self, "process", Process.objects.filter(is_finished=False, is_draft=False).order_by("-is_main"))
        fields.must_choose(self, "process")
        fields.offer(self, "area", wards)
        if not may_be_city:
            fields.must_choose(self, "area")


class PlanForm(WithReason):
    """Title and aim."""

    title = fields.line(_("題名"), _("60字まで。"), is_needed=True)
    aim = fields.words(_("ねらい"), _("だれの、どんな暮らしのためか。"), rows=4, is_needed=True)
    field_order = ("title", "aim", "reason")


class FunctionsForm(WithReason):
    """For each function of the catalogue how it is fulfilled; empty: not planned."""

    def __init__(self, *args: Any, scenario: Scenario, **options: Any) -> None:
        super().__init__(*args, **options)
        self.functions = list(SupportFunction.objects.all())
        planned = dict(scenario.functions.values_list("function", "how"))
        for one in self.functions:
            hint = one.meaning or _("どう担うか。担わないときは、空のままにします。")
            self.fields[f"how{one.pk}"] = fields.words(one.name, hint, rows=2, initial=planned.get(one.pk, ""))

    @property
    def groups(self) -> list[Group]:
        told = _("どう担うかを書きます。担わないはたらきは、空のままにします。")
        return self.close_groups([Group("", told, [self[f"how{one.pk}"] for one in self.functions])])

    @property
    def drafts(self) -> list[FunctionDraft]:
        told = [(one, self.cleaned_data[f"how{one.pk}"]) for one in self.functions]
        return [FunctionDraft(one, how) for one, how in told if how.strip()]


class RowsForm(WithReason):
    """Rows that are there, and empty ones; a row whose first field is empty is none."""

    row_title: Any = ""
    names: tuple[str, ...] = ()

    def __init__(self, *args: Any, rows: Sequence[Any], **options: Any) -> None:
        super().__init__(*args, **options)
        self.known = list(rows)
        self.size = len(self.known) + NEW_ROWS
        for number in range(self.size):
            self.add(number, self.known[number] if number < len(self.known) else None)

    def add(self, number: int, known: Any) -> None:
        raise NotImplementedError

    @property
    def groups(self) -> list[Group]:
        return self.close_groups(
            [
                Group(f"{self.row_title} {n + 1}", "", [self[f"{name}{n}"] for name in self.names])
                for n in range(self.size)
            ]
        )

    @property
    def given(self) -> list[dict[str, Any]]:
        rows = [{name: self.cleaned_data[f"{name}{n}"] for name in self.names} for n in range(self.size)]
        return [row for row in rows if str(row[self.names[0]] or "").strip()]


class MilestonesForm(RowsForm):
    """By when what shall stand."""

    row_title = _("節目")
    names = ("title", "due_on", "done_on", "done_note")

    def add(self, number: int, known: ScenarioMilestone | None) -> None:
        made = {
            "title": fields.line(_("何が整うか")),
            "due_on": fields.day(_("いつまでに")),
            "done_on": fields.day(_("済んだ日"), _("済んだときだけ書きます。")),
            "done_note": fields.line(_("どうなったか")),
        }
        for name, field in made.items():
            field.initial = getattr(known, name, None)
            self.fields[f"{name}{number}"] = field

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        for n in range(self.size):
            if given.get(f"title{n}") and not given.get(f"due_on{n}") and f"due_on{n}" not in self.errors:
                self.add_error(f"due_on{n}", _("日がありません。"))
        return given

    @property
    def drafts(self) -> list[MilestoneDraft]:
        return [MilestoneDraft(**row) for row in self.given]


class RisksForm(RowsForm):
    """What may go wrong, and what is done about it."""

    row_title = _("心配なこと")
    names = ("words", "remedy")

    def add(self, number: int, known: ScenarioRisk | None) -> None:
        self.fields[f"words{number}"] = fields.line(_("心配なこと"), initial=getattr(known, "words", ""))
        self.fields[f"remedy{number}"] = fields.words(_("備え"), rows=2, initial=getattr(known, "remedy", ""))

    @property
    def drafts(self) -> list[RiskDraft]:
        return [RiskDraft(**row) for row in self.given]


class CallForm(GroupedForm):
    """Ask residents."""

    question = fields.line(_("問い"), _("120字まで。意見を書くページと、紙の一番上に出ます。"), is_needed=True)
    opens_on = fields.day(_("始まりの日"), is_needed=True)
    closes_on = fields.day(_("終わりの日"), _("この日の終わりまで受け付けます。"), is_needed=True)


class HeardForm(RowsForm):
    """What was heard, and what was changed."""

    row_title = _("聞いたこと")
    names = ("gist", "answer", "why", "numbers")

    def __init__(self, *args: Any, call: Call | None, **options: Any) -> None:
        self.call = call
        super().__init__(*args, **options)

    def add(self, number: int, known: HeardPoint | None) -> None:
        answer = getattr(known, "answer", HeardAnswer.TAKEN)
        self.fields[f"gist{number}"] = fields.words(_("聞いたこと"), rows=2, initial=getattr(known, "gist", ""))
        self.fields[f"answer{number}"] = fields.choice(
            _("どうしたか"), HeardAnswer.choices, is_needed=False, initial=answer
        )
        self.fields[f"why{number}"] = fields.words(
            _("変えたことと、その理由"), rows=2, initial=getattr(known, "reason", "")
        )
        there = known.voices.select_related("submission") if known is not None else []
        shown = "、".join(dict.fromkeys(receipts.shown(voice.submission.receipt) for voice in there))
        self.fields[f"numbers{number}"] = fields.line(
            _("もとになった声の受付番号"), _("いくつでも。読点か空白で区切ります。"), initial=shown
        )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        self.voices: dict[int, list[Opinion]] = {}
        for n in range(self.size):
            found, unknown = self._voices(given.get(f"numbers{n}", ""))
            self.voices[n] = found
            if unknown:
                told = _("この募集に届いた声の番号ではありません：%(numbers)s") % {"numbers": "、".join(unknown)}
                self.add_error(f"numbers{n}", told)
        return given

    @property
    def drafts(self) -> list[HeardDraft]:
        given = self.cleaned_data
        return [
            HeardDraft(
                gist=given[f"gist{n}"],
                answer=HeardAnswer(given[f"answer{n}"] or HeardAnswer.LATER),
                reason=given[f"why{n}"],
                voices=self.voices[n],
            )
            for n in range(self.size)
            if given[f"gist{n}"].strip()
        ]

    def _voices(self, typed: str) -> tuple[list[Opinion], list[str]]:
        """The opinions behind the numbers, and the numbers behind which there are none. One query."""
        words = [word for word in typed.replace("、", " ").replace(",", " ").split() if word]
        if not words:
            return [], []
        numbers = {word: _number(word) for word in words}
        rows = Opinion.objects.standing().filter(
            submission__call=self.call, submission__receipt__in=[one for one in numbers.values() if one]
        )
        found = list(rows.select_related("submission"))
        there = {one.submission.receipt for one in found}
        return found, [word for word, number in numbers.items() if number not in there]


class YearForm(GroupedForm):
    """What a year brought."""

    year = fields.choice(_("年度"), [])
    stood = fields.words(_("計画にあったこと"), is_needed=True)
    came = fields.words(_("実際にあったこと"), _("うまくいかなかったことも書きます。"), is_needed=True)
    figures = fields.words(_("数字"), _("何の数字か、いつの数字か、出どころもいっしょに。"))
    ahead = fields.words(_("次にすること"), is_needed=True)

    def __init__(self, *args: Any, years: Sequence[int], **options: Any) -> None:
        super().__init__(*args, **options)
        fields.offer_choices(self, "year", [(str(year), _("%(year)s年度") % {"year": year}) for year in years])

    @property
    def draft(self) -> YearDraft:
        return YearDraft(**{**self.cleaned_data, "year": int(self.cleaned_data["year"])})


def _number(typed: str) -> str:
    try:
        return receipts.read_number(typed)
    except receipts.NotAReceiptNumber:
        return ""
