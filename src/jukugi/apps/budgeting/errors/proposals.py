"""
Refusal
├─ ProposalsNotTaken        before or after the days
├─ WardUnfit                a ward that the round is not for, or a ward's project without its ward
├─ NoParts                  no cost at all
├─ PartUnfit                a part without a sum, or a sum without its part
├─ TooManyParts
├─ OverBudget               dearer than all the money there is
├─ TooManySent
├─ AlreadyAnswered          it is in another state meanwhile
├─ RoundFrozen              the ballot stands already
├─ NotAnAuthor              somebody else sent it
├─ MergesTooFew
├─ MergesAcross             proposals of different rounds
├─ ChangeMissing            feasible if changed, but how
├─ CostReasonMissing
├─ NothingChanged
├─ WrongChannel
└─ ReceivedInTheFuture
"""

from django.utils.translation import gettext_lazy as _

from jukugi.kit.errors import Refusal


class ProposalsNotTaken(Refusal):
    what = _("この回の提案は、いま受け付けていません。")
    todo = _("受付の期間は、予算の投票のページで確かめられます。紙で期間の中に届いたものは、職員が後から入力できます。")


class WardUnfit(Refusal):
    what = _("区が、この回の予算の範囲と合いません。")
    todo = _("区の事業なら区を選び、市全体の事業なら区を空にしてください。")


class NoParts(Refusal):
    what = _("費用の見積もりがありません。")
    todo = _("何にいくらかかるかを、一つ以上書いてください。おおよそで結構です。担当の課が確かめます。")


class PartUnfit(Refusal):
    what = _("費用の内訳に、名前か金額のないものがあります。")
    todo = _("名前と1円以上の金額の両方を書くか、両方を空にしてください。")


class TooManyParts(Refusal):
    what = _("費用の内訳が{count}件あります。{limit}件まで書けます。")
    todo = _("似たものを一つにまとめてください。")


class OverBudget(Refusal):
    what = _("見積もりの合計（{cost:,}円）が、この回の予算（{budget:,}円）より大きくなっています。")
    todo = _("予算に収まるように、内容か金額を見直してください。")


class TooManySent(Refusal):
    what = _("この端末から一日に送れる提案は{limit}件までです。")
    todo = _("続きは明日送るか、区役所に紙で出してください。")
    status = 429


class AlreadyAnswered(Refusal):
    what = _("「{title}」は、いま「{state}」です。")
    todo = _("ほかの人が先に進めました。ページを読み直して、いまの様子を確かめてください。")


class RoundFrozen(Refusal):
    what = _("投票にかける事業は、もう決まっています。")
    todo = _("投票が始まったあとは、提案を変えられません。")


class NotAnAuthor(Refusal):
    what = _("この提案は、ほかの端末から送られました。")
    todo = _("送った端末で開くか、受付番号を添えて問い合わせ先へお知らせください。")
    status = 403


class MergesTooFew(Refusal):
    what = _("まとめる提案が{count}件です。")
    todo = _("二つ以上を選んでください。")


class MergesAcross(Refusal):
    what = _("ちがう回の提案は、一つにまとめられません。")
    todo = _("同じ回の提案だけを選んでください。")


class ChangeMissing(Refusal):
    what = _("どこを直せば実現できるかが、書いてありません。")
    todo = _("提案した人に分かるように、直すところを書いてください。")


class CostReasonMissing(Refusal):
    what = _("費用を{before:,}円から{after:,}円に直す理由がありません。")
    todo = _("なぜその金額になるかを、一文で書いてください。")


class NothingChanged(Refusal):
    what = _("前と同じで、変わったところがありません。")
    todo = _("直すところを直してから、もう一度保存してください。")


class WrongChannel(Refusal):
    what = _("紙や電話で届いたものだけを、ここで入力できます。")
    todo = _("届き方を選び直してください。")


class ReceivedInTheFuture(Refusal):
    what = _("届いた日が、今日より後になっています。")
    todo = _("届いた日を直してください。")
