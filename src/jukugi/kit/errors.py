"""Refusals: what was refused, and what to do now, in plain Japanese.

Refusal                an action says no; a room's errors derive from it
├─ NotAllowed          this person may not do this
├─ WordsMissing        a field that must hold words is empty
├─ WordsTooLong
└─ WordsHaveControls   characters that cannot be seen
"""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


@dataclass(frozen=True)
class Words:
    """A refusal as a person reads it: what happened (with where), and what to do now."""

    what: str
    todo: str

    def __str__(self) -> str:
        return f"{self.what}{self.todo}"


class Refusal(Exception):
    """An action refuses. Subclasses set ``what`` and ``todo``; both may name ``{params}``.

    ``status`` is the HTTP status a page answers with when nothing of the page can be shown.
    """

    what: Any = gettext_lazy("この操作はできませんでした。")
    todo: Any = gettext_lazy("前のページに戻って、もう一度お試しください。")
    status = 409

    def __init__(self, **params: Any) -> None:
        super().__init__(type(self).__name__)
        self.params = params


class NotAllowed(Refusal):
    """This person may not do this."""

    what = gettext_lazy("この操作をする権限がありません。")
    todo = gettext_lazy("担当者としてサインインしているか確かめ、必要なら運用担当者に役割の追加を頼んでください。")
    status = 403


class WordsMissing(Refusal):
    what = gettext_lazy("「{field}」が空です。")
    todo = gettext_lazy("ひとことで結構です。だれでも読める言葉で書いてください。")


class WordsTooLong(Refusal):
    what = gettext_lazy("「{field}」が{length:,}字あります。{limit:,}字まで書けます。")
    todo = gettext_lazy("書いたものは残してあります。短くするか、分けて書いてください。")


class WordsHaveControls(Refusal):
    what = gettext_lazy("「{field}」に、目に見えない文字（制御文字）が{count}個まざっています。")
    todo = gettext_lazy("ほかの文書から写したところを、打ち直してください。")


def words_for(error: Exception) -> Words:
    """The sentences for an error. One without sentences of its own gets general ones, never its internals."""
    if isinstance(error, Refusal):
        return Words(str(error.what).format(**error.params), str(error.todo).format(**error.params))
    return Words(_("処理の途中で問題が起きました。"), _("しばらくしてから、もう一度お試しください。"))
