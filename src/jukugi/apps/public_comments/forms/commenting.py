"""The form by which somebody comments on a draft: several comments (件), each for its item, in one submission (通)."""

import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jukugi.apps.areas.models import Area
from jukugi.apps.opinions.actions.words import checked, without_controls
from jukugi.apps.opinions.enums import FORM_KEY, TEXT_LIMIT, UNSAID, AgeBand
from jukugi.apps.public_comments.actions import CommentDraft
from jukugi.apps.public_comments.enums import COMMENTS_AT_ONCE
from jukugi.apps.public_comments.queries.chapters import Chapters, Item
from jukugi.kit.errors import Refusal, words_for

WHOLE = ("", gettext_lazy("案の全体・その他"))
LABEL_LETTERS = 60
_NUMBER = re.compile(r"(?:text|item)-([1-9][0-9]?)")


@dataclass(frozen=True)
class Pair:
    """An item and what is said of it, as two fields of the form."""

    number: int
    item: Any
    text: Any


class CommentForm(forms.Form):
    """Comments from the web, and who writes as in other voices. What is written is never cut or trimmed here.

    A pair without words is left out, but for one at least. ``page_key`` is that of the page: a second press is one.
    ``asks_for_more``: the page asked for one more pair, not for sending.
    """

    ward = forms.ChoiceField(
        label=gettext_lazy("住んでいる区、よく行く区"),
        required=False,
        error_messages={
            "invalid_choice": gettext_lazy(
                "選ばれた区が、区の一覧にありません。選び直すか、「選ばない」で送ってください。"
            )
        },
    )
    age_band = forms.ChoiceField(
        label=gettext_lazy("年代"),
        choices=[UNSAID, *AgeBand.choices],
        required=False,
        error_messages={
            "invalid_choice": gettext_lazy(
                "選ばれた年代が、一覧にありません。選び直すか、「選ばない」で送ってください。"
            )
        },
    )
    form_key = forms.Field(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        wards: Sequence[Area],
        chapters: Chapters,
        *,
        sent: Mapping[str, str] | None = None,
        ward_code: str = "",
        about: Item | None = None,
    ) -> None:
        """``sent`` is what came from the page; ``about`` the item that a link to the form spoke of."""
        given = sent if sent is not None else {}
        self.page_key = given.get("form_key", "")
        if not FORM_KEY.fullmatch(self.page_key):
            self.page_key = secrets.token_urlsafe(16)
        self._items = {str(item.clause.serial): item for item in chapters.items}
        self._wards = {ward.code: ward for ward in wards}
        self.size = min(max((_number(name) for name in given), default=1), COMMENTS_AT_ONCE)
        self.asks_for_more = "more" in given
        if self.asks_for_more:
            self.size = min(self.size + 1, COMMENTS_AT_ONCE)
        names = [name for number in self.numbers for name in (f"item-{number}", f"text-{number}")]
        data = {name: given.get(name, "") for name in ("ward", "age_band", *names)}
        initial = {"ward": ward_code, "form_key": self.page_key}
        if about is not None:
            initial["item-1"] = str(about.clause.serial)
        super().__init__({**data, "form_key": self.page_key} if sent is not None else None, initial=initial)
        self.fields["ward"].choices = [UNSAID, *((ward.code, ward.name) for ward in wards)]  # type: ignore[attr-defined]
        for number in self.numbers:
            self._add_pair(number)

    @property
    def numbers(self) -> range:
        return range(1, self.size + 1)

    @property
    def pairs(self) -> list[Pair]:
        return [Pair(number, self[f"item-{number}"], self[f"text-{number}"]) for number in self.numbers]

    @property
    def can_grow(self) -> bool:
        """Whether one more pair fits."""
        return self.size < COMMENTS_AT_ONCE

    @cached_property
    def drafts(self) -> list[CommentDraft]:
        """What is sent, once the form is valid."""
        return [
            CommentDraft(text, self._clause(number))
            for number in self.numbers
            if (text := self.cleaned_data.get(f"text-{number}", ""))
        ]

    @property
    def words(self) -> list[tuple[str, str]]:
        """What was written, with the name of its item: to copy where nothing is taken any more."""
        items = {key: item.label.strip() for key, item in self._items.items()}
        found = []
        for number in self.numbers:
            text = without_controls(str(self.data.get(f"text-{number}", "")))
            if text.strip():
                found.append((items.get(str(self.data.get(f"item-{number}", "")), str(WHOLE[1])), text))
        return found

    def clean_ward(self) -> Area | None:
        return self._wards.get(self.cleaned_data["ward"])

    def clean(self) -> dict[str, Any]:
        """Each text as it is kept; refused at its own field."""
        given = super().clean() or {}
        written = [number for number in self.numbers if self._text(number).strip()]
        for number in written or [1]:
            try:
                given[f"text-{number}"] = checked(self._text(number), limit=TEXT_LIMIT)
            except Refusal as error:
                given.pop(f"text-{number}", None)
                self.add_error(f"text-{number}", str(words_for(error)))
        for number in set(self.numbers) - set(written):
            given[f"text-{number}"] = ""
        return given

    def refuse(self, error: Refusal) -> None:
        """Say above all fields why the action refused them."""
        self.add_error(None, str(words_for(error)))

    def keep_words(self) -> None:
        """Make the words fit to be shown in the form again."""
        self.data = {
            name: without_controls(str(value)) if name.startswith("text-") else value
            for name, value in self.data.items()
        }

    def _text(self, number: int) -> str:
        return str(self.data.get(f"text-{number}", ""))

    def _clause(self, number: int) -> Any:
        item = self._items.get(self.cleaned_data.get(f"item-{number}", ""))
        return item.clause if item is not None else None

    def _add_pair(self, number: int) -> None:
        of = _("（%(number)d件目）") % {"number": number} if self.size > 1 else ""
        choices = [WHOLE, *((key, _short(item.label)) for key, item in self._items.items())]
        self.fields[f"item-{number}"] = forms.ChoiceField(
            label=_("どこについて%(of)s") % {"of": of},
            choices=choices,
            required=False,
            error_messages={
                "invalid_choice": _("選ばれた項目が、この案にありません。選び直すか、「案の全体」にしてください。")
            },
        )
        self.fields[f"text-{number}"] = forms.Field(
            label=_("あなたの意見%(of)s") % {"of": of},
            required=False,
            help_text=_("4,000字まで書けます。") if number == 1 else "",
            widget=forms.Textarea(attrs={"rows": 7, "class": "is-voice", "autocomplete": "off"}),
        )


def _number(name: str) -> int:
    found = _NUMBER.fullmatch(name)
    return int(found[1]) if found else 1


def _short(label: str) -> str:
    return label if len(label) <= LABEL_LETTERS else f"{label[:LABEL_LETTERS]}…"
