"""
Refusal
├─ VoteNotOpen              before or after the days of the vote
├─ AnotherStep              people are known here by another step
├─ CodeUnknown
├─ CodeOfAnother            a code for another round or ward
├─ CodeUsedOnPaper          a ballot on paper was counted with this code
├─ AgeNotSaid               nobody has said that the voter is old enough
├─ NoSuchProject            a number that is not on the ballot
├─ TooFewChosen
├─ TooManyChosen
├─ TooManyPapers
├─ TooManyCodes
├─ PaperSettled             it is counted, or kept as spoiled
├─ PaperOfAnother           a number of another round
├─ SamePerson               who read first does not read second
├─ NothingDiffers
├─ WrongWay                 not a way on which paper comes
├─ ReceivedInTheFuture
├─ ReceivedTooLate          after the last day
└─ NotSpoiledThus           the reason does not fit what was read
"""

from django.utils.translation import gettext_lazy as _

from jukugi.kit.errors import Refusal


class VoteNotOpen(Refusal):
    what = _("この予算の投票は、いま受け付けていません。")
    todo = _("投票の期間は、ページの上の日付で確かめられます。")


class AnotherStep(Refusal):
    what = _("この投票は「{step}」です。")
    todo = _("投票のページに書いてある方法で、もう一度始めてください。")
    status = 403


class CodeUnknown(Refusal):
    what = _("投票番号が見つかりません。")
    todo = _("お送りした紙の番号を、もう一度確かめてください。数字のゼロと英字のオーは使っていません。")


class CodeOfAnother(Refusal):
    what = _("この投票番号は、ほかの投票のものです。")
    todo = _("お送りした紙に書いてある投票の名前と区を確かめてください。")


class CodeUsedOnPaper(Refusal):
    what = _("この投票番号では、紙の投票をもう受け取っています。")
    todo = _("一人一票のため、先に届いた紙の投票を数えます。心当たりがなければ、問い合わせ先へお知らせください。")


class AgeNotSaid(Refusal):
    what = _("{age}歳以上かどうかの確かめに、印がありません。")
    todo = _("{age}歳以上の方は、印を付けてください。")


class NoSuchProject(Refusal):
    what = _("この投票にない事業の番号（{number}）があります。")
    todo = _("投票のページを開き直して、選び直してください。")


class TooFewChosen(Refusal):
    what = _("選んだ事業が{count}件です。この投票では、少なくとも{limit}件を選びます。")
    todo = _("あと{missing}件以上選んでください。選んだものは残してあります。")


class TooManyChosen(Refusal):
    what = _("選んだ事業が{count}件です。この投票では、{limit}件まで選べます。")
    todo = _("{over}件を外してください。選んだものは残してあります。")


class TooManyPapers(Refusal):
    what = _("一度に用意できる用紙は1枚から{limit}枚までです。")
    todo = _("数を直すか、何回かに分けてください。")


class TooManyCodes(Refusal):
    what = _("一度に作れる投票番号は1から{limit:,}までです。")
    todo = _("数を直してください。")


class PaperSettled(Refusal):
    what = _("番号 {number} の紙は、もう片付いています。")
    todo = _("番号を確かめて、次の紙に進んでください。")


class PaperOfAnother(Refusal):
    what = _("番号 {number} の紙は、この投票の用紙ではありません。")
    todo = _("番号を確かめてください。ほかの投票の紙なら、その投票のページで入力してください。")


class SamePerson(Refusal):
    what = _("この紙の一回目は、あなたが読み取りました。")
    todo = _("二回目は、ほかの人が読み取ってください。同じ人だと、同じ見まちがいに気づけません。")


class NothingDiffers(Refusal):
    what = _("この紙の二つの読み取りに、くいちがいはありません。")
    todo = _("一覧に戻って、次の紙に進んでください。")


class WrongWay(Refusal):
    what = _("届いた手段が、紙の投票のものではありません。")
    todo = _("郵送、持参（会場）などから選んでください。")


class ReceivedInTheFuture(Refusal):
    what = _("受け取った日が、今日より後になっています。")
    todo = _("紙の受付印の日を確かめてください。")


class ReceivedTooLate(Refusal):
    what = _("受け取った日（{day}）は、投票の期間の外です。")
    todo = _("受付印の日を確かめてください。期間のあとに届いたものは、「期限のあとに届いた」として残します。")


class NotSpoiledThus(Refusal):
    what = _("選んだ事業の数と、数えない理由が合いません。")
    todo = _("数えられる紙なら理由を外し、数えられない紙なら、理由を選び直してください。")
