"""Forms for alternatives, their scores, the yardstick and the decision."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jukugi.apps.organizations.models import Organization
from jukugi.apps.support.actions.deciding import DecisionDraft
from jukugi.apps.support.actions.weighing import AlternativeDraft, CriterionDraft, ScoreDraft
from jukugi.apps.support.enums import (
    CRITERIA_AT_MOST,
    SCORE_AT_MOST,
    WEIGHT_AT_MOST,
    YEN_AT_MOST,
    OperatorForm,
    SchemeSource,
)
from jukugi.apps.support.forms.scenarios import Group, GroupedForm, RowsForm, WithReason
from jukugi.apps.support.models import Alternative, AlternativeScore, Scenario, YardstickCriterion
from jukugi.kit.pages import fields

YEARS = 4
STEPS = range(SCORE_AT_MOST + 1)


class AlternativeForm(WithReason):
    """One way to do it, with money by source and staff of each year."""

    name = fields.line(_("選択肢の名前"), _("40字まで。例：市民の団体が自ら運営する"), is_needed=True)
    form = fields.choice(_("形"), OperatorForm.choices)
    operator = fields.Choose(Organization.objects.none(), _("だれが（一覧から）"))
    operator_words = fields.line(_("だれが（一覧にないとき）"), _("例：これから公募する団体"))
    why = fields.words(_("なぜこの形か"), _("よいところと、弱いところを、両方書きます。"), rows=4, is_needed=True)

    def __init__(self, *args: Any, alternative: Alternative | None, first_year: int, **options: Any) -> None:
        super().__init__(*args, **options)
        fields.offer(self, "operator", Organization.objects.filter(ended_on__isnull=True).order_by("kind", "name"))
        money = {(one.year, one.source): one.yen for one in alternative.money.all()} if alternative else {}
        staff = {one.year: one.people for one in alternative.staff.all()} if alternative else {}
        known = {year for year, _source in money} | set(staff)
        self.years = sorted(known | set(range(first_year, first_year + YEARS)))
        for year in self.years:
            for source in SchemeSource:
                name = f"yen_{year}_{source}"
                self.fields[name] = fields.whole(_("%(source)s（円）") % {"source": source.label}, most=YEN_AT_MOST)
                self.fields[name].initial = money.get((year, source))
            self.fields[f"people_{year}"] = forms.DecimalField(
                label=_("人（一日じゅう働く人に直した数）"),
                required=False,
                min_value=Decimal(0),
                max_value=Decimal(999),
                decimal_places=1,
                initial=staff.get(year),
                error_messages={"invalid": _("0.5、2 のように、数字で書いてください。")},
            )

    @property
    def groups(self) -> list[Group]:
        first = Group("", "", [self[name] for name in ("name", "form", "operator", "operator_words", "why")])
        return self.close_groups([first, *map(self._year, self.years)])

    @property
    def draft(self) -> AlternativeDraft:
        given = self.cleaned_data
        money = {(year, source): given[f"yen_{year}_{source}"] for year in self.years for source in SchemeSource}
        staff = {year: given[f"people_{year}"] for year in self.years}
        return AlternativeDraft(
            name=given["name"],
            form=OperatorForm(given["form"]),
            operator=given["operator"],
            operator_words=given["operator_words"],
            why=given["why"],
            money={key: yen for key, yen in money.items() if yen is not None},
            staff={year: people for year, people in staff.items() if people is not None},
        )

    def _year(self, year: int) -> Group:
        names = [f"yen_{year}_{source}" for source in SchemeSource] + [f"people_{year}"]
        return Group(_("%(year)s年度") % {"year": year}, "", [self[name] for name in names])


class ScoresForm(WithReason):
    """A score and its reason for each alternative by each criterion; a score left out: not told yet."""

    def __init__(self, *args: Any, scenario: Scenario, **options: Any) -> None:
        super().__init__(*args, **options)
        self.alternatives = list(scenario.alternatives.filter(dropped_reason=""))
        self.criteria = list(YardstickCriterion.objects.filter(kind=scenario.kind, is_in_use=True))
        there = AlternativeScore.objects.filter(alternative__scenario=scenario)
        known = {(one.alternative_id, one.criterion_id): one for one in there}
        for criterion in self.criteria:
            steps = [(str(n), f"{n}　{words}") for n, words in enumerate(criterion.steps)]
            for one in self.alternatives:
                own = known.get((one.pk, criterion.pk))
                key = f"{one.pk}_{criterion.pk}"
                self.fields[f"score_{key}"] = fields.choice(
                    one.name,
                    [("", _("（まだ付けない）")), *steps],
                    is_needed=False,
                    initial=str(own.score) if own else "",
                )
                self.fields[f"why_{key}"] = fields.words(
                    _("「%(name)s」の点の理由") % {"name": one.name}, rows=2, initial=own.reason if own else ""
                )

    @property
    def groups(self) -> list[Group]:
        return self.close_groups(
            [
                Group(
                    criterion.name,
                    criterion.meaning,
                    [self[f"{kind}_{one.pk}_{criterion.pk}"] for one in self.alternatives for kind in ("score", "why")],
                )
                for criterion in self.criteria
            ]
        )

    @property
    def drafts(self) -> list[ScoreDraft]:
        given, drafts = self.cleaned_data, []
        for one in self.alternatives:
            for criterion in self.criteria:
                score = given[f"score_{one.pk}_{criterion.pk}"]
                if score:
                    drafts.append(ScoreDraft(one, criterion, int(score), given[f"why_{one.pk}_{criterion.pk}"]))
        return drafts


class YardstickForm(RowsForm):
    """The criteria of a kind; a row without a name is none."""

    row_title = _("観点")
    names = ("name", "meaning", "weight", *(f"step{n}_" for n in STEPS))

    def __init__(self, *args: Any, rows: Sequence[YardstickCriterion], **options: Any) -> None:
        super().__init__(*args, rows=rows, **options)
        self.size = min(self.size, max(CRITERIA_AT_MOST, len(self.known)))

    def add(self, number: int, known: YardstickCriterion | None) -> None:
        self.fields[f"name{number}"] = fields.line(_("名前"), initial=getattr(known, "name", ""))
        self.fields[f"meaning{number}"] = fields.words(_("意味"), rows=2, initial=getattr(known, "meaning", ""))
        self.fields[f"weight{number}"] = fields.whole(_("はじめの重み（0〜10）"), most=WEIGHT_AT_MOST)
        self.fields[f"weight{number}"].initial = getattr(known, "weight", None)
        steps = known.steps if known is not None else [""] * len(STEPS)
        for n in STEPS:
            self.fields[f"step{n}_{number}"] = fields.line(_("%(n)d点とは") % {"n": n}, initial=steps[n])

    @property
    def drafts(self) -> list[CriterionDraft]:
        given, drafts = self.cleaned_data, []
        for n in range(self.size):
            if not given[f"name{n}"].strip():
                continue
            drafts.append(
                CriterionDraft(
                    name=given[f"name{n}"],
                    meaning=given[f"meaning{n}"],
                    scale=[given[f"step{step}_{n}"] for step in STEPS],
                    weight=given[f"weight{n}"] or 0,
                    pk=self.known[n].pk if n < len(self.known) else None,
                )
            )
        return drafts


class DropForm(GroupedForm):
    """Why an alternative is taken back."""

    reason = fields.words(_("取り下げる理由"), _("だれでも読めます。"), is_needed=True)


class DecisionForm(GroupedForm):
    """A decision as it is proposed."""

    alternative = fields.choice(_("どれを選ぶか"), [])
    reason = fields.words(
        _("選んだ理由"), _("点の順番と違うものを選ぶときは、なぜかを書きます。"), rows=5, is_needed=True
    )
    taken_up = fields.words(_("声から取り入れたこと"), rows=4)
    not_taken_up = fields.words(_("取り入れなかったことと、その理由"), rows=4)

    def __init__(self, *args: Any, alternatives: Sequence[Alternative], **options: Any) -> None:
        super().__init__(*args, **options)
        self.alternatives = {str(one.pk): one for one in alternatives}
        told = [(key, f"{one.number}　{one.name}（{one.operator_name}）") for key, one in self.alternatives.items()]
        fields.offer_choices(self, "alternative", told)

    @property
    def draft(self) -> DecisionDraft:
        given = self.cleaned_data
        return DecisionDraft(
            alternative=self.alternatives[given["alternative"]],
            reason=given["reason"],
            taken_up=given["taken_up"],
            not_taken_up=given["not_taken_up"],
        )
