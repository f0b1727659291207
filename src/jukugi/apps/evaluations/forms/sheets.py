"""The form by which somebody judges a measure: a verdict and a reason for each criterion, then four questions."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.areas.models import Area
from jukugi.apps.evaluations.actions import SheetDraft, VerdictDraft
from jukugi.apps.evaluations.actions.filling import PAPER
from jukugi.apps.evaluations.enums import Side, Verdict
from jukugi.apps.evaluations.models import Criterion, EvaluationSheet, SheetVerdict
from jukugi.apps.evaluations.models.sheets import PARTS
from jukugi.apps.opinions.enums import FORM_KEY, UNSAID, AgeBand
from jukugi.kit.pages import fields

QUESTIONS = {
    "keep": gettext_lazy("続けるとよいこと"),
    "change": gettext_lazy("変えるとよいこと"),
    "stop": gettext_lazy("やめるとよいこと"),
    "unclear": gettext_lazy("わからないこと、調べてほしいこと"),
}


@dataclass(frozen=True)
class Mark:
    """One verdict to tick."""

    id: str
    value: str
    label: str
    is_ticked: bool


@dataclass(frozen=True)
class Line:
    """One criterion of the form: its marks, the field for the reason, what is wrong."""

    criterion: Criterion
    marks: Sequence[Mark]
    verdict: Any
    reason: Any


class SheetForm(forms.Form):
    """A sheet from the web. Its words are looked at by the action alone: here none is cut or trimmed."""

    ward = fields.choice(gettext_lazy("住んでいる区、よく行く区"), [], is_needed=False)
    age_band = fields.choice(gettext_lazy("年代"), [UNSAID, *AgeBand.choices], is_needed=False)
    form_key = forms.Field(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        criteria: Sequence[Criterion],
        wards: Sequence[Area],
        *,
        sent: Mapping[str, str] | None = None,
        initial: Mapping[str, str] | None = None,
    ) -> None:
        given = (sent or {}).get("form_key", "")
        self.page_key = given if FORM_KEY.fullmatch(given) else secrets.token_urlsafe(16)
        data = {**dict(sent.items()), "form_key": self.page_key} if sent is not None else None
        super().__init__(data, initial={**(initial or {}), "form_key": self.page_key})
        self._criteria = criteria
        self._wards = {ward.code: ward for ward in wards}
        fields.offer_choices(self, "ward", [UNSAID, *((ward.code, ward.name) for ward in wards)])
        for one in criteria:
            label = _("理由（%(name)s）") % {"name": one.name}
            self.fields[f"verdict-{one.pk}"] = fields.choice(one.claim, Verdict.choices, is_needed=False)
            self.fields[f"reason-{one.pk}"] = fields.words(label, rows=2)
        for part in PARTS:
            self.fields[part] = fields.words(QUESTIONS[part], rows=2)

    @property
    def lines(self) -> list[Line]:
        """In the order of the criteria."""
        return [self._line(one) for one in self._criteria]

    @property
    def parts(self) -> list[Any]:
        return [self[part] for part in PARTS]

    @property
    def draft(self) -> SheetDraft:
        """What is sent, once the form is valid: a reason without a verdict is one of somebody who is not sure."""
        given, verdicts = self.cleaned_data, []
        for one in self._criteria:
            verdict, reason = given[f"verdict-{one.pk}"], given[f"reason-{one.pk}"]
            if verdict or reason.strip():
                verdicts.append(VerdictDraft(one, Verdict(verdict or Verdict.UNKNOWN), reason))
        return SheetDraft(verdicts, {part: given[part] for part in PARTS})

    @property
    def words(self) -> list[tuple[str, str]]:
        """What was written, to copy where nothing is taken any more."""
        names = [(f"reason-{one.pk}", one.name) for one in self._criteria] + [(part, QUESTIONS[part]) for part in PARTS]
        found = [(str(label), str(self.data.get(name, ""))) for name, label in names]
        return [(label, text) for label, text in found if text.strip()]

    def clean_ward(self) -> Area | None:
        return self._wards.get(self.cleaned_data["ward"])

    def _line(self, one: Criterion) -> Line:
        bound = self[f"verdict-{one.pk}"]
        chosen = bound.value() or ""
        marks = [
            Mark(f"{bound.id_for_label}-{number}", value, str(label), chosen == value)
            for number, (value, label) in enumerate(Verdict.choices)
        ]
        return Line(one, marks, bound, self[f"reason-{one.pk}"])


class PaperSheetForm(SheetForm):
    """The same from paper: whose, how and when it came."""

    side = fields.choice(gettext_lazy("どの立場から"), [one for one in Side.choices if one[0] != Side.DEPARTMENT])
    channel = fields.choice(gettext_lazy("届き方"), [one for one in Channel.choices if Channel(one[0]) in PAPER])
    received_on = fields.day(gettext_lazy("届いた日"), is_needed=True)


def said_before(sheet: EvaluationSheet | None, verdicts: Sequence[SheetVerdict]) -> dict[str, str]:
    """What the form begins with for somebody who corrects."""
    if sheet is None:
        return {}
    values = {part: getattr(sheet, part) for part in PARTS}
    for row in verdicts:
        values[f"verdict-{row.criterion_id}"] = row.verdict
        values[f"reason-{row.criterion_id}"] = row.reason
    return {**values, "ward": sheet.ward.code if sheet.ward is not None else "", "age_band": sheet.age_band}
