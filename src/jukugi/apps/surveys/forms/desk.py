"""Forms of the desk: the notice of a survey, whom it asks, its questions, steps with a reason."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as now_
from django.utils.translation import gettext_lazy as _

from jukugi.apps.accounts.enums import Sex
from jukugi.apps.areas.models import Area
from jukugi.apps.opinions.enums import AgeBand
from jukugi.apps.surveys.actions import AudienceDraft, Notice
from jukugi.apps.surveys.actions.asking import QuotaDraft
from jukugi.apps.surveys.enums import (
    AUDIENCES_AT_MOST,
    Access,
    AudienceKind,
    Selection,
)
from jukugi.apps.surveys.models import Audience, Quota, Survey
from jukugi.kit.pages import fields

NOTICE_FIELDS = ("title", "purpose", "promise", "privacy", "contact", "opens_on", "closes_on", "keys_twice")


class NoticeForm(forms.Form):
    """What a survey tells those who are asked."""

    title = fields.line(_("題名"), _("例：地域のつながりについてのアンケート"), is_needed=True)
    purpose = fields.words(_("何のために聞くか"), _("三行ほどで。はじめて読む人に向けて書きます。"), rows=4)
    promise = fields.words(_("結果をどう使うか"), _("いつ、どこで公表し、何に生かすか。約束として残ります。"), rows=3)
    privacy = fields.words(_("回答の扱い"), _("名前を聞かないこと、少ない数は伏せること、いつまで残すかなど。"), rows=3)
    contact = fields.line(_("問い合わせ先"), _("課の名前、電話、FAX、郵便の宛先。紙にも刷られます。"))
    opens_on = fields.day(_("始まりの日"), is_needed=True)
    closes_on = fields.day(_("終わりの日"), _("この日いっぱい受け付けます。"), is_needed=True)
    keys_twice = forms.BooleanField(
        label=_("紙の回答を、二人が別々に入力して突き合わせる"),
        help_text=_("入力の誤りがほぼなくなります。外すと、一人の入力で集計に入ります。"),
        required=False,
        initial=True,
    )

    @property
    def notice(self) -> Notice:
        return Notice(**{name: self.cleaned_data[name] for name in NOTICE_FIELDS})


class NewSurveyForm(NoticeForm):
    """The same, with whose survey it is, and from which one the questions come."""

    ward = forms.ModelChoiceField(
        label=_("どこのアンケートか"),
        queryset=Area.objects.none(),
        required=False,
        empty_label=_("全市"),
        error_messages={"invalid_choice": _("その区は選べません。")},
    )
    source = forms.ModelChoiceField(
        label=_("設問を写すアンケート"),
        help_text=_("前のアンケートと同じ設問で聞くと、年ごとに比べられます。"),
        queryset=Survey.objects.none(),
        required=False,
        empty_label=_("写さない（はじめからつくる）"),
        error_messages={"invalid_choice": _("そのアンケートは選べません。")},
    )
    field_order = ("ward", "source", "title")

    def __init__(
        self, *args: Any, wards: QuerySet[Area], may_be_city: bool, sources: QuerySet[Survey], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        fields.offer(self, "source", sources)
        fields.offer(self, "ward", wards)
        field = self.fields["ward"]
        assert isinstance(field, forms.ModelChoiceField)
        if not may_be_city:
            field.empty_label = None
            field.required = True


def notice_of(survey: Survey) -> dict[str, Any]:
    """What the form begins with."""
    return {name: getattr(survey, name) for name in NOTICE_FIELDS}


class ReasonForm(forms.Form):
    """A step that needs a reason everybody can read."""

    reason = fields.words(_("理由"), _("だれでも読めます。"), rows=3, is_needed=True)


class ExtendForm(ReasonForm):
    closes_on = fields.day(_("新しい終わりの日"), is_needed=True)
    field_order = ("closes_on", "reason")


class AudiencesForm(forms.Form):
    """Whom a survey asks, one group in each row; an empty name is none."""

    def __init__(self, *args: Any, audiences: Sequence[Audience] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        self.audiences = list(audiences)
        self.numbers = range(min(AUDIENCES_AT_MOST, max(3, len(self.audiences) + 1)))
        for number in self.numbers:
            known = self.audiences[number] if number < len(self.audiences) else None
            self._add(number, known)

    def _add(self, number: int, known: Audience | None) -> None:
        self.fields[f"name{number}"] = fields.line(
            _("だれに聞くか"),
            initial=known.name if known else "",
            widget=forms.TextInput(attrs={"autocomplete": "off"}),
        )
        for name, label, choices, value in [
            ("kind", _("立場"), AudienceKind.choices, known.kind if known else AudienceKind.CITIZENS),
            ("selection", _("選び方"), Selection.choices, known.selection if known else Selection.SELF),
            ("access", _("ウェブでの入り方"), Access.choices, known.access if known else Access.OPEN),
        ]:
            self.fields[f"{name}{number}"] = fields.choice(label, choices, initial=value)
        self.fields[f"asked{number}"] = fields.whole(_("頼んだ人の数"), most=10_000_000)
        self.fields[f"asked{number}"].initial = known.asked if known else None

    @property
    def rows(self) -> list[list[forms.BoundField]]:
        """The fields of each row."""
        names = ("name", "kind", "selection", "access", "asked")
        return [[self[f"{name}{number}"] for name in names] for number in self.numbers]

    @property
    def drafts(self) -> list[AudienceDraft]:
        """Rows with a name."""
        given = self.cleaned_data
        return [
            AudienceDraft(
                kind=AudienceKind(given[f"kind{n}"]),
                name=given[f"name{n}"],
                selection=Selection(given[f"selection{n}"]),
                access=Access(given[f"access{n}"]),
                asked=given[f"asked{n}"],
                pk=self.audiences[n].pk if n < len(self.audiences) else None,
            )
            for n in self.numbers
            if given[f"name{n}"].strip()
        ]


class QuotasForm(forms.Form):
    """How many answers are wanted of each ward and of each band of age and sex: three short lists, one number each."""

    def __init__(self, *args: Any, wards: Sequence[Area], quotas: Sequence[Quota] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        self.groups: list[tuple[str, str, QuotaDraft]] = [
            *((f"ward{ward.pk}", ward.name, QuotaDraft(0, ward=ward)) for ward in wards),
            *((f"age{band.value}", str(band.label), QuotaDraft(0, age_band=band.value)) for band in AgeBand),
            *((f"sex{sex.value}", str(sex.label), QuotaDraft(0, sex=sex.value)) for sex in Sex),
        ]
        known = {(one.ward_id, one.age_band, one.sex): one.wanted for one in quotas}
        for name, label, draft in self.groups:
            self.fields[name] = fields.whole(label, most=1_000_000)
            key = (draft.ward.pk if draft.ward is not None else None, draft.age_band, draft.sex)
            self.fields[name].initial = known.get(key)

    def of(self, kind: str) -> list[forms.BoundField]:
        return [self[name] for name, _label, _draft in self.groups if name.startswith(kind)]

    @property
    def parts(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The three lists with their headings."""
        return [
            (now_("区ごと"), self.of("ward")),
            (now_("年代ごと"), self.of("age")),
            (now_("性別ごと"), self.of("sex")),
        ]

    @property
    def drafts(self) -> list[QuotaDraft]:
        given = self.cleaned_data
        return [
            QuotaDraft(given[name], draft.ward, draft.age_band, draft.sex)
            for name, _label, draft in self.groups
            if given[name]
        ]


class CodesForm(forms.Form):
    """How many personal codes are made."""

    count = fields.whole(_("つくる番号の数"), least=1, most=20_000, is_needed=True)


class LettersForm(forms.Form):
    """The table of codes, brought back; and from which row on letters are made."""

    file = forms.FileField(
        label=_("受け取った番号の表"),
        help_text=_("「番号をつくり、表を受け取る」で受け取ったCSV。ここには残しません。"),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.xlsx"}),
        max_length=200,
        error_messages={
            "required": _("ファイルが選ばれていません。受け取った番号の表を選んでください。"),
            "missing": _("ファイルが届きませんでした。もう一度選んでください。"),
            "invalid": _("ファイルが届きませんでした。もう一度選んでください。"),
            "empty": _("ファイルに何も書かれていません。受け取った番号の表を選んでください。"),
            "max_length": _("ファイルの名前が長すぎます。200字までに縮めてください。"),
        },
    )
    first = fields.whole(
        _("何通目から"), _("100通ずつ、一つのPDFになります。次は101、201から。"), least=1, most=20_000, is_needed=True
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["first"].initial = 1
