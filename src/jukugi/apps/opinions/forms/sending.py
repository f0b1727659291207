import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from jukugi.apps.areas.models import Area
from jukugi.apps.opinions.actions.words import without_controls
from jukugi.apps.opinions.enums import FORM_KEY, UNSAID, AgeBand
from jukugi.apps.opinions.errors import OpinionEmpty, OpinionHasControls
from jukugi.kit.errors import Refusal, words_for


class OpinionForm(forms.Form):
    """An opinion from the web. Its words are looked at by the action alone: here none is cut, trimmed or refused."""

    text = forms.Field(
        label=_("あなたの声"),
        help_text=_("ひとことでかまいません。4,000字まで書けます。"),
        widget=forms.Textarea(attrs={"rows": 7, "class": "is-voice", "autocomplete": "off"}),
        error_messages={"required": format_lazy("{}{}", OpinionEmpty.what, OpinionEmpty.todo)},
    )
    ward = forms.ChoiceField(
        label=_("住んでいる区、よく行く区"),
        required=False,
        error_messages={
            "invalid_choice": _("選ばれた区が、区の一覧にありません。選び直すか、「選ばない」で送ってください。")
        },
    )
    age_band = forms.ChoiceField(
        label=_("年代"),
        choices=[UNSAID, *AgeBand.choices],
        required=False,
        error_messages={
            "invalid_choice": _("選ばれた年代が、一覧にありません。選び直すか、「選ばない」で送ってください。")
        },
    )
    form_key = forms.Field(widget=forms.HiddenInput, required=False)

    def __init__(self, wards: Sequence[Area], *, sent: Mapping[str, str] | None = None, ward_code: str = "") -> None:
        """``sent`` is what came from the page; ``ward_code`` the ward that is looked at on this device.

        ``page_key`` is that of the page: the one that was sent, where it has the form of ours, else a new one.
        """
        form_key = (sent or {}).get("form_key", "")
        self.page_key = form_key if FORM_KEY.fullmatch(form_key) else secrets.token_urlsafe(16)
        known = {name: sent.get(name, "") for name in ("text", "ward", "age_band")} if sent is not None else None
        super().__init__(
            {**known, "form_key": self.page_key} if known is not None else None,
            initial={"ward": ward_code, "form_key": self.page_key},
        )
        self._wards = {ward.code: ward for ward in wards}
        self.fields["ward"].choices = [UNSAID, *((ward.code, ward.name) for ward in wards)]  # type: ignore[attr-defined]

    def clean_ward(self) -> Area | None:
        return self._wards.get(self.cleaned_data["ward"])

    def refuse(self, error: Refusal) -> None:
        """Show at the words why the action refused them. Words with characters that cannot be seen come cleaned."""
        if isinstance(error, OpinionHasControls):
            self._put_back(error.cleaned)
        self.add_error("text", str(words_for(error)))

    def keep_words(self) -> None:
        """Make the words fit to be shown in the form again."""
        self._put_back(without_controls(self.words))

    @property
    def words(self) -> str:
        """What was sent, as the page shows it."""
        return str(self.data.get("text", ""))

    def _put_back(self, words: str) -> None:
        data: dict[str, Any] = {**self.data, "text": words}
        self.data = data
