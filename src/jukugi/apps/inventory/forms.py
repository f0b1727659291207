from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import QuerySet
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.areas.models import Area
from jukugi.apps.inventory.actions import KindWords, RequestWords
from jukugi.apps.inventory.enums import AnswerKind, Basis, Carrier, Category, RequestChannel
from jukugi.apps.inventory.models import AdminRequest, DecisionKind
from jukugi.apps.organizations.models import Organization
from jukugi.core.planning import MONTHS, ChangeKind
from jukugi.kit.pages.fields import offer

MONTH_CHOICES = [(str(month), _("%(month)d月") % {"month": month}) for month in MONTHS]
# On paper and the like; what comes by the web is told by the association itself.
PAPER_CHANNELS = [each for each in Channel.choices if each[0] not in (Channel.WEB, Channel.IMPORT)]
EMPTY = _("ここが空です。書いてください。")
CHOOSE = _("選んでください。")
NOT_A_NUMBER = {"required": EMPTY, "invalid": _("数で書いてください（例：1.5）。")}


def line(label: Any, help_text: Any = "", *, most: int, is_needed: bool = False) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=help_text, max_length=most, required=is_needed, error_messages={"required": EMPTY}
    )


def words(label: Any, help_text: Any = "", *, rows: int = 3, is_needed: bool = False) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=2000,
        required=is_needed,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": EMPTY},
    )


def number(label: Any, help_text: Any = "", *, most: int, places: int, is_needed: bool = True) -> forms.DecimalField:
    """A number that is not below nothing; phones show their digits."""
    return forms.DecimalField(
        label=label,
        help_text=help_text,
        required=is_needed,
        max_digits=10,
        decimal_places=places,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        validators=[MinValueValidator(0, _("0以上にしてください。")), MaxValueValidator(most, _("数が大きすぎます。"))],
        error_messages=NOT_A_NUMBER,
    )


def choice(label: Any, choices: Any, help_text: Any = "") -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, help_text=help_text, error_messages={"required": CHOOSE})


class RequestForm(forms.Form):
    """What a department files. ``months`` and ``wards`` without a mark mean: not known, and the whole city."""

    department = forms.ModelChoiceField(
        Organization.objects.none(), label=_("頼む課"), empty_label=None, error_messages={"required": CHOOSE}
    )
    title = line(_("頼むこと"), _("一行で。例：防災訓練への参加"), most=80, is_needed=True)
    purpose = words(_("何のために"), _("だれでも読みます。"), is_needed=True)
    category = choice(_("種類"), Category.choices)
    basis = choice(_("根拠"), Basis.choices, _("分からなければ「不明」。あとで直せます。"))
    basis_note = line(_("根拠の名前"), _("例：○○要綱 第3条"), most=200)
    is_voluntary_told = forms.BooleanField(label=_("文書の初めに「しなくてもよい」と書く"), required=False)
    months = forms.MultipleChoiceField(
        label=_("来る月"),
        choices=MONTH_CHOICES,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("決まっていなければ、一つも付けません。"),
    )
    times_per_year = number(_("一年の回数"), _("二年に一度なら0.5、三年に一度なら0.333。"), most=400, places=3)
    people_per_time = number(_("一回に動く人"), _("人。一つの団体あたり。"), most=10000, places=1)
    hours_per_person = number(_("一人の時間"), _("時間。準備と片付けも入れます。"), most=1000, places=2)
    hours_low = number(_("一人の時間（少ないとき）"), most=1000, places=2, is_needed=False)
    hours_high = number(_("一人の時間（多いとき）"), most=1000, places=2, is_needed=False)
    per_households = forms.IntegerField(
        label=_("人数は加入何世帯あたりか"),
        help_text=_("団体の大きさで変わらないなら空にします。"),
        required=False,
        min_value=1,
        max_value=100_000,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={"invalid": _("1以上の整数で書いてください。")},
    )
    carrier = choice(_("だれが行うか"), Carrier.choices)
    channel = choice(_("どう届けるか"), RequestChannel.choices)
    copies = line(_("部数"), _("例：各戸に1部"), most=80)
    payment = line(_("謝礼・費用"), _("例：一世帯10円。なければ空に。"), most=80)
    since_year = forms.IntegerField(
        label=_("いつから（西暦の年）"),
        required=False,
        min_value=1900,
        max_value=2100,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={"invalid": _("西暦の年を4桁で書いてください。")},
    )
    note = line(_("注意"), most=300)
    wards = forms.ModelMultipleChoiceField(
        Area.objects.none(),
        label=_("頼む区"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("一つも付けなければ、全市です。"),
    )
    associations = forms.CharField(
        label=_("頼む団体（決まった団体だけのとき）"),
        help_text=_("団体の名前を、一行に一つ。空なら、上の区のすべての団体です。"),
        required=False,
        max_length=60_000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    answer_to_warnings = words(_("それでも頼む理由"), _("確かめる人と、だれでもが読みます。"))

    def __init__(
        self, *args: Any, departments: QuerySet[Organization], of: AdminRequest | None = None, **options: Any
    ) -> None:
        if of is not None:
            options["initial"] = _told(of)
        super().__init__(*args, **options)
        offer(self, "department", departments)
        offer(self, "wards", Area.objects.wards())

    def clean_times_per_year(self) -> Decimal:
        times: Decimal = self.cleaned_data["times_per_year"]
        if not times:
            raise forms.ValidationError(__("0より大きい数にしてください。"))
        return times

    def clean_associations(self) -> list[Organization]:
        """Associations by their names. All names that nobody has are told at once."""
        names = list(
            dict.fromkeys(name.strip() for name in self.cleaned_data["associations"].splitlines() if name.strip())
        )
        found = {each.name: each for each in Organization.objects.associations().filter(name__in=names)}
        unknown = [name for name in names if name not in found]
        if unknown:
            raise forms.ValidationError(__("団体の名簿にありません：%(names)s") % {"names": "、".join(unknown[:20])})
        return [found[name] for name in names]

    @property
    def request_words(self) -> RequestWords:
        picked = {name: self.cleaned_data[name] for name in RequestWords.__dataclass_fields__}
        return RequestWords(**picked | {"months": [int(month) for month in self.cleaned_data["months"]]})


def _told(of: AdminRequest) -> dict[str, Any]:
    """What a request says already, for a form."""
    told = {name: getattr(of, name) for name in RequestWords.__dataclass_fields__}
    return told | {
        "department": of.department_id,
        "months": [str(month) for month in of.months],
        "wards": [ward.pk for ward in of.wards.all()],
        "associations": "\n".join(each.name for each in of.associations.all()),
        "answer_to_warnings": of.answer_to_warnings,
    }


class ReviewForm(forms.Form):
    """Let it go to associations, or send it back."""

    decision = forms.ChoiceField(choices=[("approve", ""), ("send_back", "")])
    reason = words(_("理由"), _("差し戻すときは必ず書きます。"), rows=2)


class DecideForm(forms.Form):
    """What becomes of a request."""

    kind = forms.ModelChoiceField(
        DecisionKind.objects.none(), label=_("どうするか"), empty_label=None, error_messages={"required": CHOOSE}
    )
    reason = words(_("理由"), _("だれでも読みます。"), is_needed=True)
    starts_on = forms.DateField(
        label=_("いつから"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": EMPTY, "invalid": _("2027-04-01 のように書いてください。")},
    )
    owner = forms.ModelChoiceField(
        Organization.objects.none(), label=_("受け持つ課"), empty_label=None, error_messages={"required": CHOOSE}
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, "kind", DecisionKind.objects.in_use())
        offer(self, "owner", Organization.objects.departments())


class EndForm(forms.Form):
    """From which day on it is asked no more."""

    ended_on = forms.DateField(
        label=_("頼まなくなった日"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": EMPTY, "invalid": _("2027-04-01 のように書いてください。")},
    )


class KindForm(forms.Form):
    """One of the city's words for decisions."""

    name = line(_("言葉"), most=20, is_needed=True)
    meaning = line(_("意味"), most=200)
    left_low = forms.IntegerField(label=_("残る時間：少ない見込み（%）"), min_value=0, max_value=100)
    left = forms.IntegerField(label=_("残る時間：ふつう（%）"), min_value=0, max_value=100)
    left_high = forms.IntegerField(label=_("残る時間：多い見込み（%）"), min_value=0, max_value=100)
    deliveries_left = forms.IntegerField(label=_("残る届け物（%）"), min_value=0, max_value=100)
    ends_it = forms.BooleanField(label=_("この日から頼まない"), required=False)
    is_in_use = forms.BooleanField(label=_("いま使う"), required=False, initial=True)

    def __init__(self, *args: Any, of: DecisionKind | None = None, **options: Any) -> None:
        if of is not None:
            options["initial"] = {name: getattr(of, name) for name in KindWords.__dataclass_fields__}
        super().__init__(*args, **options)
        self._of = of

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if DecisionKind.objects.filter(name=name).exclude(pk=self._of.pk if self._of else 0).exists():
            raise forms.ValidationError(__("同じ言葉があります。"))
        return name


class PlanForm(forms.Form):
    """What a plan is asked for."""

    ceiling = number(_("ひと月の上限（人・時間）"), _("一つの団体が、ひと月に使ってよい時間。"), most=100_000, places=1)
    most_months = forms.IntegerField(
        label=_("何か月まで動かしてよいか"), min_value=0, max_value=11, initial=2, error_messages=NOT_A_NUMBER
    )
    kinds = forms.MultipleChoiceField(
        label=_("許す変え方"),
        choices=[
            (ChangeKind.MOVE.value, _("月を移す")),
            (ChangeKind.BUNDLE.value, _("束ねる")),
            (ChangeKind.DROP.value, _("やめる（慣行だけ）")),
        ],
        widget=forms.CheckboxSelectMultiple,
        initial=[kind.value for kind in ChangeKind],
        error_messages={"required": CHOOSE},
    )
    is_cautious = forms.BooleanField(label=_("時間に幅があるものは、多いほうで考える"), required=False)


class _OnPaper(forms.Form):
    """What an association tells; staff who type it in say how it came."""

    channel = choice(_("どう届いたか"), PAPER_CHANNELS)

    def __init__(self, *args: Any, is_staff: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not is_staff:
            del self.fields["channel"]

    @property
    def told_by(self) -> Channel:
        return Channel(self.cleaned_data.get("channel", Channel.WEB))


class AnswerForm(_OnPaper):
    """Received, or cannot and why; or all that is left as received (``request`` empty)."""

    field_order = ["request", "kind", "reason", "channel"]
    request = forms.IntegerField(required=False, widget=forms.HiddenInput)
    kind = forms.ChoiceField(choices=AnswerKind.choices)
    reason = line(_("できない理由"), most=300)


class BurdenForm(_OnPaper):
    """One minute: how often, how many people, how long."""

    field_order = ["times", "people", "hours", "words", "channel"]
    times = number(_("この一年の回数"), _("回"), most=400, places=3)
    people = number(_("一回に動いた人"), _("人"), most=10000, places=1)
    hours = number(_("一人の時間"), _("時間。準備と片付けも"), most=1000, places=2)
    words = line(_("ひとこと（なくてもよい）"), most=300)


class ProposalForm(_OnPaper):
    """What would be better."""

    field_order = ["wish", "text", "channel"]
    wish = forms.ModelChoiceField(
        DecisionKind.objects.none(), label=_("どうなるとよいか"), required=False, empty_label=_("言葉で書く")
    )
    text = words(_("案"), is_needed=True)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, "wish", DecisionKind.objects.in_use())


class DepartmentProposalForm(ProposalForm):
    """The same, in the name of a department."""

    field_order = ["department", "wish", "text"]
    department = forms.ModelChoiceField(
        Organization.objects.none(), label=_("どの課から"), empty_label=None, error_messages={"required": CHOOSE}
    )

    def __init__(self, *args: Any, departments: QuerySet[Organization], **options: Any) -> None:
        super().__init__(*args, is_staff=False, **options)
        offer(self, "department", departments)


def chosen_kinds(
    given: Any, requests: Sequence[AdminRequest], kinds: Sequence[DecisionKind]
) -> dict[int, DecisionKind]:
    """From the address of a simulation: which decision for which request; what is unknown is left out."""
    of = {str(kind.pk): kind for kind in kinds}
    return {each.pk: of[picked] for each in requests if (picked := given.get(f"k{each.pk}", "")) in of}
