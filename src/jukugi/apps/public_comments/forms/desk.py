"""Forms of the desk: the notice of a consultation, its categories, steps with a reason."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from jukugi.apps.areas.models import Area
from jukugi.apps.drafts.models import Edition
from jukugi.apps.public_comments.actions import CategoryDraft, Notice
from jukugi.apps.public_comments.enums import CATEGORIES_AT_MOST, LINE_LIMIT
from jukugi.apps.public_comments.models import AnswerCategory, Consultation
from jukugi.kit.pages import fields

NOTICE_FIELDS = (
    *("title", "basis", "summary", "opens_on", "closes_on", "shorter_reason"),
    *("eligible", "ways", "notices", "places", "result_how"),
)
EDITION_MISSING = {
    "required": _("どの版への意見を募集するかが選ばれていません。"),
    "invalid_choice": _("その版は選べません。公開した版を選んでください。"),
}


class NoticeForm(forms.Form):
    """What a consultation tells everybody."""

    edition = forms.ModelChoiceField(
        label=_("意見を募集する版"),
        help_text=_("公開した版だけを選べます。"),
        queryset=Edition.objects.none(),
        empty_label=None,
        error_messages=EDITION_MISSING,
    )
    title = fields.line(_("題名"), _("例：「これからの地域づくりの考え方（素案）」への意見募集"), is_needed=True)
    basis = fields.line(_("根拠となる条例・要綱"), _("例：川崎市パブリックコメント手続条例"), is_needed=True)
    summary = fields.words(_("何についての案か"), _("三行ほどで。はじめて読む人に向けて書きます。"), rows=4)
    opens_on = fields.day(_("募集の始まりの日"), is_needed=True)
    closes_on = fields.day(
        _("募集の終わりの日"), _("この日いっぱい受け付けます。ふつうは30日以上です。"), is_needed=True
    )
    shorter_reason = fields.words(
        _("30日より短くする理由"), _("30日以上なら空にします。理由は、だれでも読めます。"), rows=2
    )
    eligible = fields.words(_("意見を出せる人"), is_needed=True)
    ways = fields.words(_("意見の出し方"), _("一行に一つずつ。宛先も書きます。"), rows=5, is_needed=True)
    notices = fields.words(_("周知の方法"), _("一行に一つずつ。市政だより、区役所の掲示など。"), rows=3)
    places = fields.words(_("資料を見られる所"), _("一行に一つずつ。"), rows=3)
    result_how = fields.words(_("結果の公表のしかた"), rows=2)

    def __init__(self, *args: Any, editions: QuerySet[Edition], **options: Any) -> None:
        super().__init__(*args, **options)
        fields.offer(self, "edition", editions)

    @property
    def notice(self) -> Notice:
        return Notice(**{name: self.cleaned_data[name] for name in NOTICE_FIELDS})


class NewConsultationForm(NoticeForm):
    """The same, with whose consultation it is."""

    ward = forms.ModelChoiceField(
        label=_("どこの募集か"),
        queryset=Area.objects.none(),
        required=False,
        empty_label=_("全市"),
        error_messages={"invalid_choice": _("その区は選べません。")},
    )
    field_order = ("edition", "ward")

    def __init__(self, *args: Any, wards: QuerySet[Area], may_be_city: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["ward"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = wards
        if not may_be_city:
            field.empty_label = None
            field.required = True


def notice_of(consultation: Consultation) -> dict[str, Any]:
    """What the form begins with."""
    values = {name: getattr(consultation, name) for name in NOTICE_FIELDS}
    return {**values, "edition": consultation.edition_id}


class CategoriesForm(forms.Form):
    """The categories (対応区分), one in each row; an empty row is none."""

    def __init__(self, *args: Any, categories: Sequence[AnswerCategory] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        for number in range(CATEGORIES_AT_MOST):
            known = categories[number] if number < len(categories) else None
            self.fields[f"code{number}"] = forms.CharField(
                label=_("符号"), required=False, max_length=40, initial=known.code if known else ""
            )
            self.fields[f"name{number}"] = forms.CharField(
                label=_("区分の言葉"), required=False, max_length=LINE_LIMIT * 2, initial=known.name if known else ""
            )
            self.fields[f"change{number}"] = forms.BooleanField(
                label=_("案を直したことを示す"), required=False, initial=bool(known and known.needs_change)
            )

    @property
    def rows(self) -> list[tuple[forms.BoundField, forms.BoundField, forms.BoundField]]:
        """The fields of each row."""
        numbers = range(CATEGORIES_AT_MOST)
        return [(self[f"code{n}"], self[f"name{n}"], self[f"change{n}"]) for n in numbers]

    @property
    def drafts(self) -> list[CategoryDraft]:
        """Rows in which anything was written."""
        given = self.cleaned_data
        return [
            CategoryDraft(given[f"code{n}"], given[f"name{n}"], given[f"change{n}"])
            for n in range(CATEGORIES_AT_MOST)
            if given[f"code{n}"].strip() or given[f"name{n}"].strip()
        ]


class ExtendForm(forms.Form):
    """A later last day, and why."""

    closes_on = fields.day(_("新しい終わりの日"), is_needed=True)
    reason = fields.words(_("延ばす理由"), _("だれでも読めます。"), is_needed=True)


class ReasonForm(forms.Form):
    """Why something is called off or sent back."""

    reason = fields.words(_("理由"), is_needed=True)
