"""Forms for lines of the table and answers."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from jukugi.apps.drafts.models import Clause
from jukugi.apps.organizations.models import Organization
from jukugi.apps.public_comments.actions import AnswerDraft
from jukugi.apps.public_comments.models import AnswerCategory
from jukugi.apps.public_comments.queries.changing import ChangedClause
from jukugi.apps.public_comments.queries.chapters import Chapters
from jukugi.kit.pages import fields

WHOLE = ("", _("案の全体・その他"))


class GroupForm(forms.Form):
    """What the comments of a line say, and of which item of the draft."""

    gist = fields.words(
        _("意見の要旨"), _("結果の表に載る言葉です。個人が分かることは書かず、意見の中身を短く書きます。"), rows=4
    )
    clause = fields.choice(_("どの項目への意見か"), [], is_needed=False)

    def __init__(self, *args: Any, chapters: Chapters, **options: Any) -> None:
        super().__init__(*args, **options)
        _items(self.fields["clause"], chapters)
        self._chapters = chapters

    @property
    def chosen(self) -> Clause | None:
        return chosen_clause(self._chapters, self.cleaned_data["clause"])


class AnswerForm(forms.Form):
    """The words of an answer, its category, and where "reflected", which clause was changed and how."""

    text = fields.words(_("市の考え方"), _("意見を寄せた人に、じかに答える言葉で書きます。"), rows=9)
    category = fields.choice(_("対応区分"), [], is_needed=False, widget=forms.RadioSelect)
    changed = fields.choice(
        _("直した文"), [], _("「案に反映した」区分のときだけ。募集した案から変わった文が並びます。"), is_needed=False
    )
    change_note = fields.words(_("どう直したか"), _("例：「だれでも入れる」を加えました。"), rows=2)
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=1_000_000, required=False)

    def __init__(
        self,
        *args: Any,
        categories: Sequence[AnswerCategory],
        changed: Sequence[ChangedClause],
        kept: Clause | None = None,
        **options: Any,
    ) -> None:
        """``kept`` is a clause that was chosen before and reads as it did again: it can still be seen."""
        super().__init__(*args, **options)
        _choices(self.fields["category"], [(one.code, f"{one.code}　{one.name}") for one in categories])
        self._clauses = {str(one.clause.pk): one.clause for one in changed}
        words = [(str(one.clause.pk), f"{one.place} 文{one.clause.serial}：{one.beginning}") for one in changed]
        if kept is not None and str(kept.pk) not in self._clauses:
            self._clauses[str(kept.pk)] = kept
            words.append((str(kept.pk), f"文{kept.serial}"))
        _choices(self.fields["changed"], [("", _("（直した文はない）")), *words])
        self._categories = {one.code: one for one in categories}

    @property
    def draft(self) -> AnswerDraft:
        given = self.cleaned_data
        return AnswerDraft(
            given["text"],
            self._categories.get(given["category"]),
            self._clauses.get(given["changed"]),
            given["change_note"],
        )


class AssignForm(forms.Form):
    """Which department writes answers, and by when."""

    department = forms.ModelChoiceField(
        label=_("担当の課"),
        queryset=Organization.objects.none(),
        required=False,
        empty_label=_("（決めない）"),
        error_messages={"invalid_choice": _("その課は選べません。選び直してください。")},
    )
    due_on = fields.day(_("いつまでに"))

    def __init__(self, *args: Any, departments: QuerySet[Organization], **options: Any) -> None:
        super().__init__(*args, **options)
        fields.offer(self, "department", departments)


class ItemForm(forms.Form):
    """Of which item of the draft comments speak."""

    clause = fields.choice(_("項目"), [], is_needed=False)

    def __init__(self, *args: Any, chapters: Chapters, **options: Any) -> None:
        super().__init__(*args, **options)
        _items(self.fields["clause"], chapters)


def chosen_clause(chapters: Chapters, typed: str) -> Clause | None:
    """The clause behind a choice; None for the whole."""
    item = chapters.by_clause.get(int(typed)) if typed.isdigit() and len(typed) <= 18 else None
    return item.clause if item is not None else None


def _items(field: forms.Field, chapters: Chapters) -> None:
    _choices(field, [WHOLE, *((str(item.clause.pk), item.label) for item in chapters.items)])


def _choices(field: forms.Field, choices: Sequence[tuple[str, Any]]) -> None:
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices
