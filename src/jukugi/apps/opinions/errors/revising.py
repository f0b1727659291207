from django.utils.translation import gettext_lazy as _

from jukugi.kit.errors import Refusal


class OpinionReplaced(Refusal):
    """Others stand in its place."""

    what = _("この意見は、すでに分けるか写し直すかして、ほかの行に置き換わっています。")
    todo = _("この通のページを開き直し、いまの意見を選んでください。")


class NothingToSplit(Refusal):
    """No cut was chosen, or one that leaves a part without words."""

    what = _("分けるところが選ばれていないか、言葉のない部分ができてしまいます。")
    todo = _("話が変わるところに印を付けてください。どの部分にも、言葉が残るようにします。")


class WordsOfTheWriter(Refusal):
    """What was sent on the web is never typed anew."""

    what = _("ウェブや表で届いた言葉は、書いた人のものです。写し直せません。")
    todo = _("個人のことが書かれていれば、伏せ字にできます。誤字も、そのまま残します。")


class SameWords(Refusal):
    """The correction changes nothing."""

    what = _("いまの言葉と同じです。")
    todo = _("紙をもう一度見て、違っているところを直してください。")


class NothingToMask(Refusal):
    """No words were named."""

    what = _("伏せる言葉が選ばれていません。")
    todo = _("見つかった番号に印を付けるか、伏せる言葉を一行に一つずつ書いてください。")


class WordsNotFound(Refusal):
    """Words to mask that do not stand in the opinion."""

    what = _("「{words}」は、この意見の中に見つかりません。")
    todo = _("意見の中から、そのまま写して書いてください。")


class RevisionBuiltUpon(Refusal):
    """One of its results was replaced in turn."""

    what = _("分けたり直したりしたあとに、さらに変えたところがあります。")
    todo = _("あとで変えたほうを、先に取り消してください。")


class RevisionUndone(Refusal):
    """It was undone before."""

    what = _("これは、すでに取り消されています。")
    todo = _("ページを開き直して、いまの様子を見てください。")


class GistTooLong(Refusal):
    what = _("要旨が{length:,}字あります。{limit}字まで書けます。")
    todo = _("表に並ぶ長さに縮めてください。書いた人の言葉は、そのまま残ります。")
