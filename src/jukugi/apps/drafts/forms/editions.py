from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jukugi.apps.areas.models import Area
from jukugi.apps.drafts.actions import EditionPlan
from jukugi.apps.drafts.enums import DocumentKind, EditionStage
from jukugi.apps.drafts.models import Edition
from jukugi.kit.pages import fields


class PlanForm(forms.Form):
    """What an edition is called, how far the document is, and what is new in it."""

    title = fields.line(_("題名"), _("段階によって変わってもかまいません。文書は一つのまま続きます。"), is_needed=True)
    stage = fields.choice(_("段階"), EditionStage.choices)
    summary = fields.words(_("この文書について"), _("はじめて読む人に、二、三文で。一覧と文書のはじめに出ます。"))
    reason = fields.words(_("この版で変わること"), _("二つ目の版からは必ず書きます。だれでも読めます。"))

    @property
    def plan(self) -> EditionPlan:
        given = self.cleaned_data
        return EditionPlan(title=given["title"], stage=EditionStage(given["stage"]), reason=given["reason"])


class NewDocumentForm(PlanForm):
    """A document with its first edition."""

    kind = fields.choice(_("種類"), DocumentKind.choices)
    ward = forms.ModelChoiceField(
        queryset=Area.objects.none(),
        label=_("区"),
        required=False,
        empty_label=_("全市"),
        error_messages={"invalid_choice": _("選ばれた区が見つかりません。選び直してください。")},
    )
    field_order = ("kind", "ward", "title", "stage", "summary")

    def __init__(self, *args: Any, areas: set[int | None], **options: Any) -> None:
        super().__init__(*args, **options)
        del self.fields["reason"]
        wards = Area.objects.wards()
        field = self.fields["ward"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = wards if None in areas else wards.filter(pk__in=[pk for pk in areas if pk is not None])
        if None not in areas:
            field.empty_label = None
            field.required = True
            field.error_messages["required"] = _("区を選んでください。")

    @property
    def plan(self) -> EditionPlan:
        given = self.cleaned_data
        return EditionPlan(title=given["title"], stage=EditionStage(given["stage"]))


class NextEditionForm(PlanForm):
    """The next edition; what the document is about stays."""

    field_order = ("title", "stage", "reason")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        del self.fields["summary"]


class NoteForm(forms.Form):
    """What is told with a step: a reason where an edition is sent back."""

    note = fields.words(_("伝えること"), _("下書きに戻すときは、わけを書いてください。"))


def plan_of(edition: Edition) -> dict[str, Any]:
    """What the form shows of an edition."""
    return {
        "title": edition.title,
        "stage": edition.stage,
        "summary": edition.document.summary,
        "reason": edition.reason,
    }
