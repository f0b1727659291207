"""Forms of counting and of what is decided otherwise."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jukugi.apps.budgeting.actions.overriding import OverrideDraft
from jukugi.apps.budgeting.enums.results import OverrideKind
from jukugi.apps.budgeting.models import Project, Round
from jukugi.kit.pages import fields


class SeedForm(forms.Form):
    """The seed that the lot gave, and where it can be looked up."""

    seed = fields.line(
        _("くじの種"),
        _("公表した決め方で出た数字や文字を、そのまま書きます。"),
        is_needed=True,
    )
    seed_words = fields.words(
        _("種の出どころ"),
        _("いつ、どこで、どう出た数字か。だれでも確かめられるように書きます。"),
        is_needed=True,
    )


class ReasonForm(forms.Form):
    """Why it is counted anew."""

    reason = fields.words(_("数え直す理由"), is_needed=True)


class OverrideForm(forms.Form):
    """What shall be done otherwise than was counted."""

    project = fields.Choose(Project.objects.none(), _("事業"))
    kind = fields.choice(_("決めること"), OverrideKind.choices, is_needed=True)
    reason = fields.words(_("理由"), _("数えた結果と違うことをする理由です。そのまま公開されます。"), is_needed=True)
    decided_by = fields.line(_("だれが決めるか"), _("例：区長、市議会。そのまま公開されます。"), is_needed=True)

    def __init__(self, data: Any, *, budget_round: Round) -> None:
        super().__init__(data)
        fields.offer(self, "project", budget_round.projects.all())
        fields.must_choose(self, "project")

    def draft(self) -> OverrideDraft:
        """What was typed."""
        told = self.cleaned_data
        return OverrideDraft(
            project=told["project"],
            kind=OverrideKind(told["kind"]),
            reason=told["reason"],
            decided_by=told["decided_by"],
        )
