from typing import Any

from django import forms
from django.db import models
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from jukugi.apps.opinions.enums import GIST_LIMIT
from jukugi.apps.opinions.forms.staff import REASON_LIMIT, TOO_LONG, LineField, WordsField
from jukugi.core.text import cuttable, lines, personal_pieces


class Act(models.TextChoices):
    """What the buttons of the page do."""

    SPLIT = "split", _("分ける")
    MASK = "mask", _("伏せる")
    CORRECT = "correct", _("写し直す")
    GIST = "gist", _("要旨を残す")


def reason_field(hint: Any) -> LineField:
    return LineField(label=_("理由"), help_text=hint, required=False, max_length=REASON_LIMIT, error_messages=TOO_LONG)


class SplitForm(forms.Form):
    """Before which pieces of the words another opinion begins."""

    cuts = forms.MultipleChoiceField(
        required=False,
        error_messages={"invalid_choice": _("言葉の区切りが変わっています。開き直して、もう一度印を付けてください。")},
    )
    split_reason = reason_field(_("例：歩道とバスの二つのことが書かれているため。公開されます。"))

    def __init__(self, data: QueryDict | None = None, *, text: str) -> None:
        super().__init__(data)
        self.pieces = cuttable(text)
        places, choices = 0, []
        for piece in self.pieces[:-1]:
            places += len(piece)
            choices.append((str(places), piece))
        self.fields["cuts"].choices = choices  # type: ignore[attr-defined]

    def rows(self) -> list[tuple[str, str, bool]]:
        """The pieces with the place at which each begins, and whether a cut was chosen there; "" for the first."""
        chosen = set(self["cuts"].value() or [])
        begins = ["", *(value for value, _piece in self.fields["cuts"].choices)]  # type: ignore[attr-defined]
        return [(place, piece, place in chosen) for place, piece in zip(begins, self.pieces, strict=True)]


class MaskForm(forms.Form):
    """Which words are not shown: found ones by a tick, others as they are typed, one a line."""

    found = forms.MultipleChoiceField(
        label=_("見つかったもの"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("選ばれたものが、いまの言葉にありません。開き直してください。")},
    )
    words = WordsField(
        label=_("ほかに伏せる言葉"),
        help_text=_("名前や番地などを、一行に一つずつ、意見から写して書きます。同じ言葉は、すべて伏せます。"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    mask_reason = reason_field(_("例：書いた人の電話番号のため。伏せた言葉そのものは書きません。公開されます。"))

    def __init__(self, data: QueryDict | None = None, *, text: str) -> None:
        super().__init__(data)
        pieces = dict.fromkeys(piece.text for piece in personal_pieces(text) if piece.kind is not None)
        self.fields["found"].choices = [(piece, piece) for piece in pieces]  # type: ignore[attr-defined]
        self.has_found = bool(pieces)

    def chosen(self) -> list[str]:
        """All of them, ticked and typed."""
        typed = [line.strip() for line in lines(self.cleaned_data["words"]).split("\n")]
        return [*self.cleaned_data["found"], *filter(None, typed)]


class CorrectForm(forms.Form):
    """What really stands on the paper."""

    text = WordsField(
        label=_("紙に書かれていること"),
        help_text=_("打ち間違いだけを直します。書いた人の誤字は、そのまま残します。"),
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    correct_reason = reason_field(_("例：「坂」を「板」と打っていたため。公開されます。"))


class GistForm(forms.Form):
    """What it says in short."""

    gist = LineField(
        label=_("要旨"),
        help_text=_("200字まで。書いた人の言葉の横に「職員が書いたもの」として示します。空にすると消えます。"),
        required=False,
        max_length=GIST_LIMIT,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages=TOO_LONG,
    )


class UndoForm(forms.Form):
    """Why a revision was wrong."""

    undone_reason = reason_field(_("公開されます。"))
