"""
Refusal
├─ ResultNotInState     somebody else was quicker, or it is too late for this
├─ AlreadyCounted       a result stands; it is counted anew only with a reason
├─ SecondHandNeeded     who entered the seed or proposed does not decide too
├─ OverrideUnfit        what is left out was not chosen, or what is added was
├─ OverrideStands       something was decided of this project already
└─ ProjectOfAnother     a project of another round
"""

from django.utils.translation import gettext_lazy as _

from jukugi.kit.errors import Refusal


class ResultNotInState(Refusal):
    what = _("この結果は、いま「{state}」です。")
    todo = _("ほかの人が先に進めたか、もうできない段階です。ページを読み直して確かめてください。")


class AlreadyCounted(Refusal):
    what = _("この投票は、もう数えられています。")
    todo = _("種を入れまちがえたときは、公表の前に「数え直す」から、理由を書いて入れ直してください。")


class SecondHandNeeded(Refusal):
    what = _("くじの種を入れた人や起案した人は、自分で決められません。")
    todo = _("ほかの担当者に、確かめて決めるよう頼んでください。")
    status = 403


class OverrideUnfit(Refusal):
    what = _("「{title}」の数えた結果と、決定の種類が合いません。")
    todo = _("選ばれた事業なら「行わない」か「変えて行う」、選ばれなかった事業なら「行う」を選んでください。")


class OverrideStands(Refusal):
    what = _("「{title}」には、起案か決定がもうあります。")
    todo = _("先の起案を取り下げてから、もう一度起案してください。決定は消せません。")


class ProjectOfAnother(Refusal):
    what = _("この投票の事業ではありません。")
    todo = _("一覧から選び直してください。")
