"""Forms of lotteries in the making, of letters, and of registrations."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jukugi.apps.areas.models import Area
from jukugi.apps.meetings.enums import AccessNeed
from jukugi.apps.meetings.models import Body
from jukugi.apps.sortition.actions.preparing import LotteryNotice
from jukugi.apps.sortition.actions.registering import Particulars, Told
from jukugi.apps.sortition.enums import CODES_AT_MOST, KEEPS_DAYS, SEATS_AT_MOST, FeatureKind, Resolution
from jukugi.apps.sortition.models import CivicLottery, Feature
from jukugi.apps.sortition.queries.features import FeatureDraft, ValueDraft
from jukugi.kit.pages import fields

_VALUES = re.compile(r"[、,，]")


class NoticeForm(forms.Form):
    """What a lottery is for, how many seats it has, and when."""

    title = fields.line(_("題名"), _("例：これからの地域を考える市民パネル"), is_needed=True)
    aim = fields.words(_("何のために"), _("何を話し合い、その結果をどう使うかを、案内を受け取る人に向けて書きます。"))
    asked = fields.words(_("してもらうこと"), _("会議の回数、日時、場所、準備など。"))
    seats = fields.whole(_("席の数"), least=1, most=SEATS_AT_MOST, is_needed=True)
    honorarium = fields.whole(_("一回の謝礼（円）"), most=1_000_000, is_needed=True, initial=0)
    closes_on = fields.day(_("応募の締切"), is_needed=True)
    starts_on = fields.day(_("任期の始まり"), is_needed=True)
    ends_on = fields.day(_("任期の終わり"), is_needed=True)
    keeps_days = fields.whole(
        _("任期の後に情報を保つ日数"), _("過ぎると、応募した人の情報をすべて消します。"), least=0, most=365,
        is_needed=True, initial=KEEPS_DAYS,
    )  # fmt: skip
    contact = fields.line(_("連絡先"), _("案内に刷ります。電話で話せる所と時間。"), is_needed=True)

    @property
    def notice(self) -> LotteryNotice:
        names = LotteryNotice.__dataclass_fields__
        return LotteryNotice(**{name: self.cleaned_data[name] for name in names})


class NewLotteryForm(NoticeForm):
    """A notice, and whom the panel mirrors."""

    ward = fields.Choose(Area.objects.none(), _("区"), _("選ばなければ、市の全体。"))
    body = fields.Choose(Body.objects.none(), _("会議体"), _("参加する人は、この会議体の委員になります。"))
    own = fields.words(
        _("市が決める項目"),
        _("一行に一つ。例：町内会・自治会：入っている、入っていない。区、年代、性別は、はじめから入ります。"),
    )

    def __init__(self, data: Any, *, wards: Any, may_be_city: bool) -> None:
        super().__init__(data)
        fields.offer(self, "ward", wards)
        fields.offer(self, "body", Body.objects.order_by("name"))
        self.may_be_city = may_be_city

    def clean_own(self) -> list[FeatureDraft]:
        """One feature a line: its name, and its values."""
        drafts = []
        for line in self.cleaned_data["own"].splitlines():
            name, mark, values = line.strip().partition("：") if "：" in line else line.strip().partition(":")
            if not name and not mark:
                continue
            labels = [label.strip() for label in _VALUES.split(values) if label.strip()]
            if not mark or len(labels) < 2:
                raise forms.ValidationError(
                    _("「%(line)s」は読み取れません。「名前：区分、区分」の形で、区分を二つ以上書いてください。")
                    % {"line": line.strip()[:40]}
                )
            drafts.append(
                FeatureDraft(FeatureKind.OWN, name.strip()[:40], [ValueDraft(label[:40]) for label in labels])
            )
        return drafts

    def clean_ward(self) -> Area | None:
        ward: Area | None = self.cleaned_data["ward"]
        if ward is None and not self.may_be_city:
            raise forms.ValidationError(_("担当の区を選んでください。"))
        return ward


def _decimal(label: Any, help_text: Any, *, most: int, initial: int) -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        help_text=help_text,
        min_value=0,
        max_value=most,
        max_digits=5,
        decimal_places=2,
        initial=initial,
        error_messages={
            "required": _("数がありません。"),
            "invalid": _("数字で書いてください。"),
            "min_value": _("0以上の数にしてください。"),
            "max_value": _("%(limit_value)s以下の数にしてください。"),
        },
    )


class RoundForm(forms.Form):
    """How many letters, and to whom more of them."""

    letters = fields.whole(_("案内の数"), least=1, most=CODES_AT_MOST, is_needed=True)
    rate = _decimal(_("応募の見込み（％）"), _("これまでの例では1.8％から8.2％。"), most=100, initial=4)
    young = _decimal(
        _("39歳までの人に送る割合（倍）"),
        _("若い人は応募が少なめです。2と書くと、ほかの年代の2倍の割合で送ります。"),
        most=10,
        initial=1,
    )
    how = fields.line(
        _("公の数"), _("種と合わせる、だれにも選べない数。例：12月1日の日経平均株価の終値"), is_needed=True
    )


class PublicNumberForm(forms.Form):
    number = fields.line(_("公の数"), _("前に名指した数を、出たとおりに書きます。"), is_needed=True)


class InvitedForm(forms.Form):
    """What the city's machine gave back: letters by number and stratum. No name, no address."""

    file = forms.FileField(
        label=_("invited.csv"),
        help_text=_("番号と層だけの表です。氏名や住所の入った letters.csv は選ばないでください。"),
        error_messages={"required": _("ファイルが選ばれていません。"), "empty": _("ファイルが空です。")},
    )


class ReturnedForm(forms.Form):
    numbers = fields.words(_("戻った案内の番号"), _("封筒の窓の下の番号。空白か読点で区切ります。"), is_needed=True)

    def clean_numbers(self) -> set[int]:
        typed = re.split(r"[\s,、，]+", self.cleaned_data["numbers"].strip())
        wrong = [one for one in typed if not one.isdecimal() or len(one) > 7]
        if wrong:
            raise forms.ValidationError(_("「%(typed)s」は番号ではありません。") % {"typed": wrong[0][:20]})
        return {int(one) for one in typed}


class RegistrationForm(forms.Form):
    """Who somebody is, how to reach them, and their value of each feature."""

    name = fields.line(_("氏名"), is_needed=True)
    kana = fields.line(_("ふりがな"))
    address = fields.line(_("住所"), _("同じ世帯から二人を選ばないために使います。"), is_needed=True)
    phone = fields.line(_("電話"), _("選ばれたときに連絡します。電話かメールの、どちらかは書いてください。"))
    email = forms.EmailField(
        label=_("メール"), required=False, max_length=200,
        error_messages={"invalid": _("メールアドレスの形になっていません。name@example.jp のように書いてください。")},
    )  # fmt: skip
    needs = forms.MultipleChoiceField(
        label=_("参加に要る手助け"), choices=AccessNeed.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    note = fields.words(_("ひとこと"))
    form_key = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, data: Any, *, features: Sequence[Feature], form_key: str) -> None:
        super().__init__(data, initial={"form_key": form_key})
        self.features = features
        for feature in features:
            self.fields[f"f{feature.pk}"] = fields.choice(
                feature.question or feature.name,
                [(str(value.pk), value.label) for value in feature.values.all()],
                widget=forms.RadioSelect,
            )

    @property
    def asked(self) -> list[Any]:
        """The fields of the features."""
        return [self[f"f{feature.pk}"] for feature in self.features]

    @property
    def told(self) -> Told:
        given = self.cleaned_data
        person = Particulars(
            name=given["name"],
            kana=given["kana"],
            address=given["address"],
            phone=given["phone"],
            email=given["email"],
            needs=tuple(given["needs"]),
            note=given["note"],
        )
        return Told(person, {feature.pk: int(given[f"f{feature.pk}"]) for feature in self.features})


class CardForm(RegistrationForm):
    """The same from a card that came by post."""

    code = fields.line(_("案内の番号"), _("はがきの右上の12文字。"), is_needed=True)
    received_on = fields.day(_("届いた日"), is_needed=True)
    late_reason = fields.words(_("締切の後に受け付ける理由"), _("締切の後に届いたはがきだけに書きます。"))


class ResolveForm(forms.Form):
    resolution = fields.choice(
        _("どちらですか"),
        [(one.value, one.label) for one in Resolution if one != Resolution.OPEN],
        widget=forms.RadioSelect,
    )
    reason = fields.words(_("わけ"), _("同じ人とするときは、必ず書きます。後のほうの応募を抽せんから外します。"))


def notice_of(lottery: CivicLottery) -> dict[str, Any]:
    """As the form takes it."""
    return {name: getattr(lottery, name) for name in LotteryNotice.__dataclass_fields__}
