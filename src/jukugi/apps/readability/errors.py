"""
Refusal
├─ WordNeedsKanji        a word without kanji has no reading beside it
├─ ReadingNotKana        a reading is written in hiragana
├─ ReadingDoesNotFit     the kana of the word are not those of the reading
├─ ReasonMissing
├─ ReadingTooLong        word, reading or reason
└─ ReadingChanged        somebody decided anew, or took the word off the list, meanwhile
"""

from django.utils.translation import gettext_lazy as _

from jukugi.kit.errors import Refusal


class WordNeedsKanji(Refusal):
    """A word without kanji has no reading beside it."""

    what = _("漢字のある言葉が書かれていません。")
    todo = _("「登戸」のように、漢字のある言葉か名前を書いてください。")


class ReadingNotKana(Refusal):
    """A reading is written in hiragana."""

    what = _("読みが、ひらがなで書かれていません。")
    todo = _("「のぼりと」のように、ひらがなだけで書いてください。")


class ReadingDoesNotFit(Refusal):
    """The kana of the word are not those of the reading."""

    what = _("「{word}」のかなと、読み「{reading}」が合いません。")
    todo = _("言葉の中のかなも、読みに入れてください。例：向ヶ丘遊園（むこうがおかゆうえん）")


class ReasonMissing(Refusal):
    what = _("理由が書かれていません。")
    todo = _("どこで確かめたかなど、あとの担当者に分かる理由を書いてください。")


class ReadingTooLong(Refusal):
    """Word, reading or reason."""

    what = _("長すぎます（{count}字）。")
    todo = _("{limit}字までに縮めてください。")


class ReadingChanged(Refusal):
    """Somebody decided anew, or took the word off the list, meanwhile."""

    what = _("「{word}」は、その間に別の人が変えたか、取りやめています。")
    todo = _("一覧を開き直して、いまの読みを確かめてください。")
