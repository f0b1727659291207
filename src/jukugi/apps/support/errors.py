"""
Refusal
├─ FunctionThere             a function of this name stands in the catalogue
├─ TooManyFunctions
├─ OfferBackwards            the last day lies before the first
├─ ReviewBeforeStart         the look back is due before the offer begins
├─ NotOnTrial                nobody agreed to look back on this offer
└─ LookedBackBefore          somebody else was quicker
"""

from django.utils.translation import gettext_lazy as _

from jukugi.kit.errors import Refusal


class FunctionThere(Refusal):
    what = _("「{name}」というはたらきは、もう一覧にあります。")
    todo = _("一覧のものを使うか、区別できる名前にしてください。")


class TooManyFunctions(Refusal):
    what = _("はたらきは{limit}までです。")
    todo = _("似たものをまとめると、表が読みやすくなります。")


class OfferBackwards(Refusal):
    what = _("終わりの日（{ends}）が、始まりの日（{starts}）より前になっています。")
    todo = _("二つの日を確かめて、直してください。")


class ReviewBeforeStart(Refusal):
    what = _("振り返りの日（{review}）が、始まりの日（{starts}）より前になっています。")
    todo = _("試してみた後の日を選んでください。")


class NotOnTrial(Refusal):
    what = _("この支援メニューは、試行ではありません。")
    todo = _("振り返るのは、振り返りの日を決めて始めたものだけです。")


class LookedBackBefore(Refusal):
    what = _("この支援メニューの振り返りは、もう書かれています。")
    todo = _("ページを読み直して、書かれたものを確かめてください。")
