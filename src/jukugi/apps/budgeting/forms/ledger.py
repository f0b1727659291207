"""Forms of the ledger: what one looks for, an investment, its money, what came of it."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jukugi.apps.areas.models import Area
from jukugi.apps.budgeting.actions.investing import ResultDraft
from jukugi.apps.budgeting.actions.ledger_facts import AmountDraft, InvestmentDraft
from jukugi.apps.budgeting.enums.ledger import (
    FIRST_YEAR,
    LAST_YEAR,
    DecidedBy,
    MoneySource,
    ProposedBy,
    ResultOutcome,
    ResultYears,
    Way,
)
from jukugi.apps.budgeting.models import Investment
from jukugi.apps.budgeting.queries.ledger import ALL_YEARS, CITYWIDE, Wanted
from jukugi.apps.issues.enums import IssueLevel
from jukugi.apps.issues.models import Issue, Policy
from jukugi.apps.organizations.models import Organization
from jukugi.apps.places.models import Place
from jukugi.kit.pages import fields

ANY: list[tuple[str, Any]] = [("", gettext_lazy("すべて"))]
LONGEST_WORDS = 80


class WantedForm(forms.Form):
    """What one looks for, in the address of the page; what cannot be read does not matter."""

    year = fields.choice(gettext_lazy("年度"), [], is_needed=False)
    area = fields.choice(gettext_lazy("区域"), [], is_needed=False)
    level = fields.choice(gettext_lazy("広さ"), [*ANY, *IssueLevel.choices], is_needed=False)
    source = fields.choice(gettext_lazy("財源"), [*ANY, *MoneySource.choices], is_needed=False)
    way = fields.choice(gettext_lazy("実施の方法"), [*ANY, *Way.choices], is_needed=False)
    proposed_by = fields.choice(gettext_lazy("提案した人"), [*ANY, *ProposedBy.choices], is_needed=False)
    decided_by = fields.choice(gettext_lazy("決めた人"), [*ANY, *DecidedBy.choices], is_needed=False)
    words = fields.line(gettext_lazy("言葉"))
    overdue = forms.BooleanField(label=gettext_lazy("成果がまだ書かれていないもの"), required=False)

    def __init__(self, sent: Any, *, wards: list[Area], years: list[int], year: str) -> None:
        super().__init__({**sent.dict(), "year": sent.get("year", year)})
        told = [(str(one), _("%(year)d年度") % {"year": one}) for one in years]
        fields.offer_choices(self, "year", [(ALL_YEARS, _("すべての年度")), *told])
        places = [("", _("すべて")), (CITYWIDE, _("市全体"))]
        fields.offer_choices(self, "area", [*places, *((ward.code, ward.name) for ward in wards)])

    def wanted(self) -> Wanted:
        """What could be read."""
        self.is_valid()
        given = {name: value for name, value in self.cleaned_data.items() if value}
        given["words"] = given.get("words", "")[:LONGEST_WORDS]
        return Wanted(**given)


class InvestmentForm(forms.Form):
    """An investment without its money."""

    title = fields.line(gettext_lazy("事業の名前"), gettext_lazy("例：大師公園のベンチをふやす"), is_needed=True)
    purpose = fields.words(gettext_lazy("何のためか"), gettext_lazy("だれの、どんな暮らしのためか。"), is_needed=True)
    level = fields.choice(gettext_lazy("広さ"), IssueLevel.choices)
    area = fields.Choose(
        Area.objects.none(), gettext_lazy("区域"), gettext_lazy("市域の事業では「市全体」のままにします。")
    )
    way = fields.choice(gettext_lazy("実施の方法"), Way.choices)
    department = fields.Choose(Organization.objects.none(), gettext_lazy("担当課"))
    proposed_by = fields.choice(gettext_lazy("提案した人"), ProposedBy.choices)
    proposer_words = fields.line(
        gettext_lazy("提案した人や団体の名前"),
        gettext_lazy("公表されます。個人の名前は、本人がよいと言ったときだけ書きます。"),
    )
    decided_by = fields.choice(gettext_lazy("決めた人"), DecidedBy.choices)
    decided_on = fields.day(gettext_lazy("決めた日"), is_needed=True)
    decision_words = fields.line(gettext_lazy("決め方のことば"), gettext_lazy("例：令和8年第1回定例会、予算議案"))
    expected = fields.words(
        gettext_lazy("期待する成果"), gettext_lazy("何年か後に、できたかどうかが分かる書き方で。"), is_needed=True
    )
    carried_out_on = fields.day(
        gettext_lazy("実施した日"),
        gettext_lazy("終わった日か、使いはじめた日。この日から1年・3年・10年を数えます。まだなら空のままにします。"),
    )
    issues = fields.line(gettext_lazy("関わる論点の番号"), gettext_lazy("二つ以上は「;」で区切ります。"))
    policies = fields.line(gettext_lazy("関わる施策の番号"), gettext_lazy("二つ以上は「;」で区切ります。"))
    places = fields.line(
        gettext_lazy("関わる居場所の名前"), gettext_lazy("居場所の一覧にある名前で。二つ以上は「;」で区切ります。")
    )
    code = fields.line(gettext_lazy("番号"), gettext_lazy("空のままなら、自動で付きます。あとから変えられません。"))
    reason = fields.words(gettext_lazy("なぜ変えるか"), gettext_lazy("公表すると、だれでも読めます。"), rows=2)

    def __init__(self, *args: Any, wards: Any, may_be_city: bool, there: Investment | None, **options: Any) -> None:
        super().__init__(*args, **options)
        fields.offer(self, "area", wards)
        fields.none_means(self, "area", _("市全体"))
        if not may_be_city:
            fields.must_choose(self, "area")
        departments = Organization.objects.departments().filter(ended_on__isnull=True).select_related("area")
        fields.offer(self, "department", departments, words=_department_words)
        fields.must_choose(self, "department")
        if there is None:
            del self.fields["reason"]
        else:
            del self.fields["code"]
            self.fields["reason"].required = True

    def clean_issues(self) -> tuple[Issue, ...]:
        return self._named("issues", Issue.objects.standing().order_by("process", "pk"), "code")

    def clean_policies(self) -> tuple[Policy, ...]:
        return self._named("policies", Policy.objects.all(), "code")

    def clean_places(self) -> tuple[Place, ...]:
        return self._named("places", Place.objects.public().order_by("pk"), "name")

    def draft(self, amounts: tuple[AmountDraft, ...]) -> InvestmentDraft:
        given = {name: value for name, value in self.cleaned_data.items() if name != "reason"}
        return InvestmentDraft(**given, amounts=amounts)

    def _named(self, name: str, rows: Any, column: str) -> Any:
        """The things that were named; of several of one name the last."""
        typed = self.cleaned_data[name].replace("；", ";").replace("、", ";").split(";")
        wanted = list(dict.fromkeys(part.strip() for part in typed if part.strip()))
        there = {getattr(one, column): one for one in rows.filter(**{f"{column}__in": wanted})} if wanted else {}
        missing = [part for part in wanted if part not in there]
        if missing:
            told = {"names": "、".join(missing)}
            raise forms.ValidationError(_("「%(names)s」が見つかりません。一覧にあるとおりに書いてください。") % told)
        return tuple(there[part] for part in wanted)


class AmountForm(forms.Form):
    """Money of one source in one fiscal year; an empty line does not count."""

    fiscal_year = fields.whole(gettext_lazy("年度"), least=FIRST_YEAR, most=LAST_YEAR)
    source = fields.choice(gettext_lazy("財源"), MoneySource.choices)
    planned_yen = fields.whole(gettext_lazy("予算額（円）"), most=10**12)
    settled_yen = fields.whole(gettext_lazy("決算額（円）"), most=10**12)

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        is_begun = any(given.get(name) is not None for name in ("fiscal_year", "planned_yen", "settled_yen"))
        for name, words in (("fiscal_year", _("年度がありません。")), ("planned_yen", _("予算額がありません。"))):
            if is_begun and given.get(name) is None and name not in self.errors:
                self.add_error(name, words)
        return given

    def draft(self) -> AmountDraft | None:
        given = self.cleaned_data
        if given.get("fiscal_year") is None:
            return None
        source = MoneySource(given["source"])
        return AmountDraft(given["fiscal_year"], source, given["planned_yen"], given["settled_yen"])


class Amounts(forms.BaseFormSet):
    """All money of an investment."""

    def drafts(self) -> tuple[AmountDraft, ...]:
        return tuple(filter(None, (form.draft() for form in self.forms)))


AMOUNTS_AT_ONCE = 60
AmountSet = forms.formset_factory(AmountForm, formset=Amounts, extra=3, max_num=AMOUNTS_AT_ONCE, absolute_max=70)


class ResultForm(forms.Form):
    """What came of an investment."""

    outcome = fields.choice(gettext_lazy("期待とくらべて"), ResultOutcome.choices)
    words = fields.words(
        gettext_lazy("どうなったか"), gettext_lazy("うまくいかなかったことも書きます。"), rows=4, is_needed=True
    )
    evidence = fields.words(
        gettext_lazy("何から分かるか"),
        gettext_lazy("例：5月の7日間、現地で数えた。利用者48人に聞いた。"),
        is_needed=True,
    )
    evidence_url = forms.URLField(
        label=gettext_lazy("資料のアドレス"),
        required=False,
        assume_scheme="https",
        max_length=500,
        error_messages={"invalid": gettext_lazy("アドレスとして読めません。https:// から書いてください。")},
    )

    def draft(self, years: ResultYears) -> ResultDraft:
        given = self.cleaned_data
        return ResultDraft(years=years, **{**given, "outcome": ResultOutcome(given["outcome"])})


class ReasonForm(forms.Form):
    """Why something is given back or withdrawn."""

    reason = fields.words(gettext_lazy("理由"), is_needed=True)


class TableForm(forms.Form):
    """A table of the ledger."""

    file = forms.FileField(
        label=gettext_lazy("台帳の表（CSVかXLSX）"),
        help_text=gettext_lazy("一行に、一つの事業の、一つの年度の、一つの財源。台帳から受け取る表と同じ列です。"),
        error_messages={
            "required": gettext_lazy("ファイルが選ばれていません。"),
            "empty": gettext_lazy("ファイルに中身がありません。"),
        },
    )
    faulty = fields.choice(
        gettext_lazy("直す行があったら"),
        [("none", gettext_lazy("何も取り込まない")), ("good", gettext_lazy("正しい事業だけ取り込む"))],
        widget=forms.RadioSelect,
        initial="none",
    )


def first_of(investment: Investment) -> dict[str, Any]:
    """What stands in the form of an investment that is there."""
    names = [name for name in InvestmentForm.base_fields if name not in ("issues", "policies", "places", "reason")]
    return {
        **{name: getattr(investment, name) for name in names},
        "issues": ";".join(one.code for one in investment.issues.all()),
        "policies": ";".join(one.code for one in investment.policies.all()),
        "places": ";".join(one.name for one in investment.places.all()),
    }


def first_amounts(investment: Investment) -> list[dict[str, Any]]:
    """Its money in the same form."""
    names = ("fiscal_year", "source", "planned_yen", "settled_yen")
    return [{name: getattr(one, name) for name in names} for one in investment.amounts.all()]


def _department_words(department: Organization) -> str:
    return f"{department.area.name} {department.name}" if department.area else department.name
