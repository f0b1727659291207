"""
Refusal
├─ NoSuchMonths            months that are none, or given twice
├─ RangeReversed           the least hours are above the figure, or the most below it
├─ WarningsUnanswered      the department was warned and did not say why it asks all the same
├─ AlreadyReviewed         it was approved or sent back before
├─ ApprovedByFiler         who filed a request cannot approve it
├─ ReasonMissing           a decision, a sending back or "cannot" needs a reason
├─ NotAsked                the association is not asked this, or not in this month
├─ NotMade                 the request is not made to associations now
├─ KindNotInUse            the city's words no longer have this decision
├─ LeftReversed            per cent that are out of order
└─ NotOpened               an association's page, without its code and without looking after it (NotAllowed)
"""

from django.utils.translation import gettext_lazy as _

from jukugi.kit.errors import NotAllowed, Refusal


class NoSuchMonths(Refusal):
    what = _("月は1から12まで、一つずつ選びます。")
    todo = _("来る月に印を付けてください。決まっていなければ、一つも付けません。")


class RangeReversed(Refusal):
    what = _("一人の時間（{hours}時間）が、少ないとき（{low}）と多いとき（{high}）のあいだにありません。")
    todo = _("三つの数を直してください。幅が分からなければ、少ないときと多いときを空にします。")


class WarningsUnanswered(Refusal):
    """The department was warned and did not say why it asks all the same."""

    what = _("この依頼には、気をつけることが{count}つあります。")
    todo = _("下を読み、月や頼み方を直すか、それでも頼む理由を書いて出してください。")


class AlreadyReviewed(Refusal):
    what = _("「{title}」は、すでに「{state}」になっています。")
    todo = _("依頼のページを開き直して、いまの状態を確かめてください。")


class ApprovedByFiler(Refusal):
    what = _("出した人は、自分の依頼を確かめられません。")
    todo = _("ほかの施策担当に、確かめてもらってください。")


class ReasonMissing(Refusal):
    what = _("理由がありません。")
    todo = _("なぜそうするのかを、一文で書いてください。")


class NotAsked(Refusal):
    what = _("「{title}」は、{month}月の{organization}への依頼に入っていません。")
    todo = _("その月の束を開き直して、そこにある依頼に答えてください。")


class NotMade(Refusal):
    what = _("「{title}」は、いま行っている依頼ではありません。")
    todo = _("一覧で、いまの状態を確かめてください。")


class KindNotInUse(Refusal):
    what = _("「{name}」は、いまは使っていない決め方です。")
    todo = _("決め方の一覧から選び直してください。")


class LeftReversed(Refusal):
    what = _("残る割合は、少ない見込み、ふつう、多い見込みの順に大きくなります。")
    todo = _("0から100までで、順に並ぶように直してください。")


class NotOpened(NotAllowed):
    """An association's page, without its code and without looking after it."""

    what = _("この団体のページは、この機械では開いていません。")
    todo = _("区役所からの手紙にある番号で開いてください。職員は、この団体を受け持つ人だけが、サインインして開けます。")
