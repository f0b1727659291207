from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jukugi.apps.drafts.enums import Influence, OriginKind
from jukugi.apps.drafts.queries.sources import NAMED_IN_WORDS, Source
from jukugi.kit.pages import fields

WRITING_HINT = _(
    "**太字**、- ではじまる箇条書き、表が使えます。一つの文に一つのことを書くと、声とのつながりがはっきりします。"
)


class ClauseForm(forms.Form):
    """The words of a clause."""

    heading = fields.line(_("見出し"), _("章や節のとき。本文だけの文なら空にします。"))
    text = fields.words(_("本文"), WRITING_HINT, rows=12)
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=1_000_000, required=False)
    merged = forms.BooleanField(widget=forms.HiddenInput, required=False)


class NewClauseForm(forms.Form):
    """A new clause: where it goes stands in the address."""

    heading = fields.line(_("見出し"), _("章や節のとき。本文だけの文なら空にします。"))
    text = fields.words(_("本文"), WRITING_HINT, rows=8)


class SplitForm(forms.Form):
    """A clause's text with an empty line wherever it is to be split."""

    text = fields.words(
        _("分けたい所に、空の行を一つ入れる"), _("言葉は変えません。直すのは、分けたあとです。"), rows=12
    )
    reason = fields.words(_("分ける理由"), is_needed=True)

    @property
    def parts(self) -> list[str]:
        return self.cleaned_data["text"].replace("\r\n", "\n").split("\n\n")


class MergeForm(forms.Form):
    """Clauses that go into this one."""

    others = forms.MultipleChoiceField(
        label=_("この文にまとめる文"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("まとめる文が選ばれていません。一つ以上選んでください。"),
            "invalid_choice": _("選ばれた文が一覧にありません。選び直してください。"),
        },
    )
    reason = fields.words(_("まとめる理由"), is_needed=True)

    def __init__(self, *args: Any, choices: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["others"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = choices


class MoveForm(forms.Form):
    """Where a clause goes."""

    place = fields.choice(_("動かす先"), [])

    def __init__(self, *args: Any, choices: Sequence[tuple[str, Any]], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["place"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices


class ReasonForm(forms.Form):
    """Why something is ended."""

    reason = fields.words(_("理由"), _("だれでも読めます。"), is_needed=True)


class OriginForm(forms.Form):
    """What a clause comes from: one of what was found, or a law or paper in words."""

    source = fields.choice(_("見つかったもの"), [], is_needed=False, widget=forms.RadioSelect)
    title = fields.line(_("名前"), _("例：自治基本条例"), is_needed=True)
    detail = fields.line(_("該当するところ"), _("例：第30条"))
    url = fields.line(_("アドレス"), _("あれば。https:// ではじまるもの。"))
    influence = fields.choice(_("文へのかかわり方"), Influence.choices, widget=forms.RadioSelect)
    reason = fields.words(
        _("理由"), _("どこを、なぜ取り入れたか。取り入れないときは、そのわけ。だれでも読めます。"), is_needed=True
    )

    def __init__(self, *args: Any, kind: OriginKind, found: Sequence[Source], has_clause: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["source"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(str(source.key), source.title) for source in found]
        for name in ("title", "detail", "url") if kind not in NAMED_IN_WORDS else ("source",):
            del self.fields[name]
        if not has_clause:
            self.fields["influence"] = fields.choice(
                _("文へのかかわり方"), [(Influence.NOT_TAKEN_UP.value, Influence.NOT_TAKEN_UP.label)]
            )
            self.initial["influence"] = Influence.NOT_TAKEN_UP
