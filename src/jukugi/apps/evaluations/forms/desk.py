"""Forms of those who run reviews."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from jukugi.apps.areas.models import Area
from jukugi.apps.evaluations.actions import CriterionDraft, FactDraft, FindingDraft, ReviewPlan
from jukugi.apps.evaluations.enums import (
    CRITERIA_AT_MOST,
    LINE_LIMIT,
    YEN_AT_MOST,
    FactKind,
    FindingKind,
    SheetState,
)
from jukugi.apps.evaluations.models import Criterion, Finding, MeasureFact, Review, ReviewedMeasure
from jukugi.apps.issues.models import Issue
from jukugi.apps.opinions.enums import HidingRule
from jukugi.kit.pages import fields

NEW_FACTS = 4
"""Empty rows below those that are there."""


class PlanForm(forms.Form):
    """What a review tells everybody."""

    title = fields.line(_("題名"), is_needed=True)
    purpose = fields.words(_("ねらい"), _("何のために振り返り、結果を何に使うか。だれでも読めます。"))
    years = fields.line(_("対象の年度"), _("例：2009年度から2016年度まで"))
    opens_on = fields.day(_("受付の始まり"), is_needed=True)
    closes_on = fields.day(_("受付の終わり"), _("受付が始まったあとは、延ばすことだけができます。"), is_needed=True)

    @property
    def plan(self) -> ReviewPlan:
        names = ("title", "purpose", "years", "opens_on", "closes_on")
        return ReviewPlan(**{name: self.cleaned_data[name] for name in names})


class NewReviewForm(PlanForm):
    """The same, with whose review it is."""

    ward = forms.ModelChoiceField(
        label=_("どこの検証か"),
        queryset=Area.objects.none(),
        required=False,
        empty_label=_("全市"),
        error_messages={"invalid_choice": _("その区は選べません。")},
    )
    field_order = ("title", "ward")

    def __init__(self, *args: Any, wards: QuerySet[Area], may_be_city: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        fields.offer(self, "ward", wards)
        if not may_be_city:
            fields.must_choose(self, "ward")


def plan_of(review: Review) -> dict[str, Any]:
    """What the form begins with."""
    return {name: getattr(review, name) for name in ("title", "purpose", "years", "opens_on", "closes_on")}


class CriteriaForm(forms.Form):
    """The criteria (観点), one in each row; an empty row is none."""

    def __init__(self, *args: Any, criteria: Sequence[Criterion] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        for number in range(CRITERIA_AT_MOST):
            known = criteria[number] if number < len(criteria) else None
            for name, label in (("name", _("名前")), ("claim", _("評価する文")), ("help", _("書き方の助け"))):
                initial = getattr(known, name) if known is not None else ""
                self.fields[f"{name}{number}"] = forms.CharField(
                    label=label, required=False, max_length=2 * LINE_LIMIT, initial=initial
                )

    @property
    def rows(self) -> list[list[forms.BoundField]]:
        return [[self[f"{name}{n}"] for name in ("name", "claim", "help")] for n in range(CRITERIA_AT_MOST)]

    @property
    def drafts(self) -> list[CriterionDraft]:
        """Rows in which anything was written."""
        given = self.cleaned_data
        rows = [[given[f"{name}{n}"] for name in ("name", "claim", "help")] for n in range(CRITERIA_AT_MOST)]
        return [CriterionDraft(*row) for row in rows if any(cell.strip() for cell in row[:2])]


class MeasureForm(forms.Form):
    """What is known of a measure: aim, years, and rows of facts; an empty row is none."""

    aim = fields.words(_("ねらい"), _("始めたとき、何を目指したか。"))
    years = fields.line(_("年度"), _("わからないときは空のままに。「不明」と出ます。"))

    def __init__(self, *args: Any, measure: ReviewedMeasure, facts: Sequence[MeasureFact], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["aim"].initial, self.fields["years"].initial = measure.aim, measure.years
        self._known = list(facts)
        self.size = len(self._known) + NEW_FACTS
        for number in range(self.size):
            self._add(number, self._known[number] if number < len(self._known) else None)

    @property
    def rows(self) -> list[list[forms.BoundField]]:
        names = ("kind", "year", "label", "yen", "words", "source", "drop")
        return [[self[f"{name}{n}"] for name in names] for n in range(self.size)]

    @property
    def drafts(self) -> list[FactDraft]:
        """Rows with a source, but for those to be left out."""
        given, drafts = self.cleaned_data, []
        for n in range(self.size):
            written = any(given[f"{name}{n}"] not in ("", None) for name in ("label", "yen", "words", "source"))
            if not written or given[f"drop{n}"]:
                continue
            drafts.append(
                FactDraft(
                    kind=FactKind(given[f"kind{n}"] or FactKind.DONE),
                    source=given[f"source{n}"],
                    year=given[f"year{n}"],
                    label=given[f"label{n}"],
                    yen=given[f"yen{n}"],
                    words=given[f"words{n}"],
                    pk=self._known[n].pk if n < len(self._known) else None,
                )
            )
        return drafts

    def _add(self, number: int, known: MeasureFact | None) -> None:
        def of(name: str) -> Any:
            return getattr(known, name) if known is not None else None

        kind = of("kind") or FactKind.DONE
        self.fields[f"kind{number}"] = fields.choice(_("種類"), FactKind.choices, is_needed=False, initial=kind)
        self.fields[f"year{number}"] = fields.line(_("年度"), initial=of("year"))
        self.fields[f"label{number}"] = fields.line(_("何の数字か"), initial=of("label"))
        self.fields[f"yen{number}"] = fields.whole(_("金額（円）"), most=YEN_AT_MOST)
        self.fields[f"yen{number}"].initial = of("yen")
        self.fields[f"words{number}"] = fields.line(_("内容"), initial=of("words"))
        self.fields[f"source{number}"] = fields.line(_("出どころ"), initial=of("source"))
        self.fields[f"drop{number}"] = forms.BooleanField(label=_("この行を消す"), required=False)


class ReadForm(forms.Form):
    """What becomes of the words of a sheet."""

    state = fields.choice(
        _("言葉をどうするか"), [(SheetState.SHOWN, _("公開する")), (SheetState.HIDDEN, _("公開しない"))]
    )
    rule = fields.choice(_("決まり"), [("", _("（選ばない）")), *HidingRule.choices], is_needed=False)
    reason = fields.line(_("公開しない理由"))


class FindingForm(forms.Form):
    """A finding as it is written."""

    kind = fields.choice(_("どれにあたるか"), FindingKind.choices)
    measure = fields.Choose(
        ReviewedMeasure.objects.none(), _("どの施策のことか"), _("選ばないと、全体のこととします。")
    )
    title = fields.line(_("ひとことで"), _("80字まで。だれでも読めます。"), is_needed=True)
    text = fields.words(_("くわしく"), _("何から、そう言えるか。"), rows=5, is_needed=True)
    dissent = fields.words(_("ちがう見方"), _("そう見ない人がいれば、その見方と理由を同じ重さで書きます。"), rows=4)

    def __init__(self, *args: Any, review: Review, **options: Any) -> None:
        super().__init__(*args, **options)
        measures = ReviewedMeasure.objects.filter(review=review).select_related("policy")
        fields.offer(self, "measure", measures, words=_name_of)

    @property
    def draft(self) -> FindingDraft:
        return FindingDraft(**self.cleaned_data)


def draft_of(finding: Finding) -> dict[str, Any]:
    """What the form begins with."""
    names = ("kind", "title", "text", "dissent")
    return {**{name: getattr(finding, name) for name in names}, "measure": finding.measure_id}


class LinkForm(forms.Form):
    """To which issue a finding leads, and why."""

    issue = fields.Choose(Issue.objects.none(), _("論点"))
    reason = fields.words(_("理由"), _("だれでも読めます。"), rows=2, is_needed=True)

    def __init__(self, *args: Any, issues: QuerySet[Issue], **options: Any) -> None:
        super().__init__(*args, **options)
        fields.offer(self, "issue", issues, words=_level_and_title)
        self.fields["issue"].required = True
        self.fields["issue"].error_messages["required"] = _("選ばれていません。一つ選んでください。")


def _name_of(measure: ReviewedMeasure) -> str:
    return measure.policy.name


def _level_and_title(issue: Issue) -> str:
    return f"{issue.get_level_display()}　{issue.title}"


class NoteForm(forms.Form):
    """Why something is sent back, given up or ended."""

    note = fields.words(_("理由"), rows=2, is_needed=True)
