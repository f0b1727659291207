"""
Refusal
├─ NothingChosen      no voice was ticked
├─ NotHere            a voice was linked elsewhere meanwhile, or stands in another issue
├─ GroupEnded         it was merged or emptied meanwhile
├─ LabelMissing
├─ LabelTooLong
├─ MergedWithItself
└─ RunUnderWay        a calculation for the same voices has not ended
"""

from django.utils.translation import gettext_lazy as _

from jukugi.kit.errors import Refusal


class NothingChosen(Refusal):
    """No voice was ticked."""

    what = _("声が選ばれていません。")
    todo = _("移す声にしるしを付けてから、移す先を押してください。")


class NotHere(Refusal):
    """A voice was linked elsewhere meanwhile, or stands in another issue."""

    what = _("選んだ声のうち{count}件は、もうこの論点の声ではありません。")
    todo = _("一件も移していません。ページを開き直して、選び直してください。")


class GroupEnded(Refusal):
    """It was merged or emptied meanwhile."""

    what = _("このまとまりは、ほかのまとまりに合わせたか、計算し直してなくなりました。")
    todo = _("論点のページに戻り、いまのまとまりを選んでください。")


class LabelMissing(Refusal):
    """A name is needed."""

    what = _("まとまりの名前が書かれていません。")
    todo = _("中の声がどれも指せる、短い名前を書いてください。")


class LabelTooLong(Refusal):
    """A name must stand in one line."""

    what = _("まとまりの名前が{length}字あります。")
    todo = _("{limit}字までに縮めてください。")


class MergedWithItself(Refusal):
    """Another group must be chosen."""

    what = _("同じまとまりどうしは合わせられません。")
    todo = _("合わせる先に、ほかのまとまりを選んでください。")


class RunUnderWay(Refusal):
    """A calculation for the same voices has not ended."""

    what = _("この声の計算は、もう始まっています。")
    todo = _("終わるのを待つか、取りやめてから、もう一度始めてください。")
