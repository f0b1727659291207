"""Hints for やさしい日本語 in words, below a field where staff write for the public. The machine rewrites nothing."""

from dataclasses import dataclass
from typing import Any, TypeVar

from django.forms import BaseForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from jukugi.core.fiscal_year import western_year

Form = TypeVar("Form", bound=BaseForm)

ASKED = "ease"
"""The button that asks for hints carries this name, and as its value the name of the field."""

# By code: what it is, and what to do.
WORDS: dict[str, tuple[Any, Any]] = {
    "long_sentence": (_("文の長さが{count}字です"), _("一つの文を30字までに。二つの文に分けられませんか。")),
    "double_negative": (_("打ち消しが二つ重なっています"), _("「〜します」「〜できます」と言い切れませんか。")),
    "must": (_("打ち消しを重ねた言い方です"), _("「〜してください」「〜が必要です」と書けませんか。")),
    "passive": (
        _("だれがするのか、分かりにくい言い方です"),
        _("「だれが〜します」と書けませんか。「できる」の意味なら、「〜できます」が伝わります。"),
    ),
    "honorific": (_("敬語が重い言い方です"), _("「です」「ます」「〜してください」だけで書けませんか。")),
    "verb": (_("漢字の言葉でできた動詞です"), _("「{easier}」と書けませんか。")),
    "term": (_("知らない人の多い言葉です"), _("「{easier}」と書けませんか。")),
    "acronym": (_("略した言葉に、説明がありません"), _("はじめに出るところのうしろに、（ ）で意味を書けませんか。")),
    "kanji_row": (_("漢字が{count}字続いています"), _("「の」「を」「する」などを入れて、分けられませんか。")),
    "date": (_("曜日がありません"), _("日付のうしろに（水）のように曜日を書けませんか。")),
    "era": (_("年が元号だけです"), _("西暦を先に書けませんか。例：{easier}（{written}）")),
    "range": (_("「〜」は、読み方が分からない人がいます"), _("「から」「まで」で書けませんか。")),
}
KEEPING = _("この言葉を使うなら、うしろに説明を：（{meaning}）")


@dataclass(frozen=True)
class ShownHint:
    """One hint as people read it: the place in the text, what it is, what to do, and what to add where a word stays."""

    written: str
    what: str
    todo: str
    keeping: str


def shown_hints(text: str) -> list[ShownHint]:
    """Hints on a text. Loads the dictionary of Sudachi with the first."""
    from jukugi.core.text.ease import hints

    shown = []
    for hint in hints(text):
        what, todo = WORDS[hint.code]
        easier = western_year(hint.written) if hint.code == "era" else hint.easier
        words = {"written": hint.written, "easier": easier, "meaning": hint.meaning, "count": hint.count}
        keeping = str(KEEPING).format(**words) if hint.meaning else ""
        shown.append(ShownHint(hint.written, str(what).format(**words), str(todo).format(**words), keeping))
    return shown


def asks_for_hints(request: HttpRequest) -> bool:
    """Whether a form was sent for hints alone: the page comes back with what was written, and nothing is done."""
    return request.method == "POST" and ASKED in request.POST


def unjudged(form: Form) -> Form:
    """A form with what was written, for a page that only shows hints: nothing of it is called wrong."""
    form.errors.clear()
    return form


def asked_field(request: HttpRequest | None) -> str:
    """The name of the field for which hints are asked; "" for none."""
    return request.POST.get(ASKED, "") if request is not None and request.method == "POST" else ""
