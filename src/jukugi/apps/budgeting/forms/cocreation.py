"""Forms of co-creation: a proposal, how to reach who makes it, and what the desk does."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.areas.models import Area
from jukugi.apps.budgeting.actions.cocreating import PAPER, AnswerDraft, CoDraft, ContactDraft
from jukugi.apps.budgeting.enums.cocreation import ANSWERS, CoAct, OfferingKind
from jukugi.apps.organizations.models import Organization
from jukugi.kit.pages import fields


class ProposalForm(forms.Form):
    """What somebody proposes, in the order in which one tells it."""

    title = fields.line(gettext_lazy("提案の名前"), gettext_lazy("例：走る図書室"), is_needed=True)
    words = fields.words(gettext_lazy("何をしたいか"), rows=4, is_needed=True)
    brings = fields.words(
        gettext_lazy("持ち寄れるもの"),
        gettext_lazy("人、場所、物、技術、お金。いつまで続けられるかも。"),
        is_needed=True,
    )
    asks = fields.words(
        gettext_lazy("市に求めるもの"), gettext_lazy("場所、広報、許可、お金など。なければ「ない」と。"), is_needed=True
    )
    serves = fields.words(gettext_lazy("だれの役に立つか"), rows=2, is_needed=True)
    area = fields.Choose(Area.objects.none(), gettext_lazy("どこで"))
    kind = fields.choice(gettext_lazy("どんな団体か"), OfferingKind.choices, widget=forms.RadioSelect)
    body_name = fields.line(gettext_lazy("団体の名前"), gettext_lazy("公表されます。"), is_needed=True)
    interests = fields.words(
        gettext_lazy("市や職員との関わり"),
        gettext_lazy("市との契約、補助、出資、職員の親族など。公表されます。なければ「ない」と書きます。"),
        rows=2,
    )
    name = fields.line(gettext_lazy("担当の方の名前"), gettext_lazy("公表しません。答えと問い返しだけに使います。"))
    email = forms.EmailField(
        label=gettext_lazy("メール"),
        required=False,
        max_length=254,
        error_messages={"invalid": gettext_lazy("メールアドレスとして読めません。")},
    )
    phone = fields.line(gettext_lazy("電話"), gettext_lazy("メールか電話の、どちらか一つを書きます。"))

    def __init__(self, *args: Any, wards: Any, may_be_city: bool = True, **options: Any) -> None:
        super().__init__(*args, **options)
        fields.offer(self, "area", wards)
        fields.none_means(self, "area", _("市全体、または決まっていない"))
        if not may_be_city:
            fields.must_choose(self, "area")

    def draft(self) -> CoDraft:
        given = self.cleaned_data
        names = [name for name in CoDraft.__dataclass_fields__ if name != "kind"]
        return CoDraft(kind=OfferingKind(given["kind"]), **{name: given[name] for name in names})

    def contact(self) -> ContactDraft:
        given = self.cleaned_data
        return ContactDraft(given["name"], given["email"], given["phone"])


class PaperForm(ProposalForm):
    """The same from a paper."""

    channel = fields.choice(gettext_lazy("届いた手段"), [(one.value, one.label) for one in Channel if one in PAPER])
    received_on = fields.day(gettext_lazy("受け取った日"), is_needed=True)

    def received_at(self) -> datetime:
        """Noon of the day, or now where that is later than now."""
        noon = timezone.make_aware(datetime.combine(self.cleaned_data["received_on"], time(12)))
        now = timezone.now()
        return now if timezone.localdate(noon) == timezone.localdate(now) else noon


class WordsForm(forms.Form):
    """A question, a reply, a reason, what came of it."""

    words = fields.words(gettext_lazy("ことば"), rows=4, is_needed=True)

    def __init__(self, *args: Any, label: Any, hint: Any = "", **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["words"].label, self.fields["words"].help_text = label, hint


class AnswerForm(forms.Form):
    """The city's answer."""

    act = fields.choice(
        gettext_lazy("答え"), [(one.value, one.label) for one in CoAct if one in ANSWERS], widget=forms.RadioSelect
    )
    reason = fields.words(
        gettext_lazy("理由"), gettext_lazy("提案した人に、そのまま届きます。"), rows=4, is_needed=True
    )
    conditions = fields.words(
        gettext_lazy("条件"), gettext_lazy("役割、お金、期間、使える場所。合意か試行のときに公表されます。")
    )
    look_back_on = fields.day(gettext_lazy("振り返る日"), gettext_lazy("試すときだけ。この日が来ると、机に出ます。"))
    department = fields.Choose(Organization.objects.none(), gettext_lazy("担当課"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        fields.offer(self, "department", Organization.objects.departments().filter(ended_on__isnull=True))
        fields.must_choose(self, "department")

    def draft(self) -> AnswerDraft:
        return AnswerDraft(**{**self.cleaned_data, "act": CoAct(self.cleaned_data["act"])})


class TieForm(forms.Form):
    """A row of the ledger."""

    code = fields.line(gettext_lazy("台帳の番号"), is_needed=True)
