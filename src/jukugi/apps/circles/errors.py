"""
Refusal
├─ NotInCircle            only those in the circle do this
├─ AlreadyAsked           somebody asks twice, or is in it
├─ NotWelcoming           the circle asks for nobody now, or has ended
├─ AlreadyAnswered        it was answered or settled before
├─ LastOne                the last one leaves a circle that has not ended
├─ NoSuchStep             a step that cannot follow
├─ NameMissing            a name is to be shown, and there is none
├─ ReasonMissing          a hiding, a refusal or a decision of money needs its reason
├─ AlreadySo              hidden, or shown, already
├─ TooManySent            more in one day than one device may send
├─ WrongChannel           paper that did not come on paper
├─ DayInTheFuture         a day that has not come yet
├─ SourceHidden           it would begin from something that nobody sees
├─ KindMissing            an offer or a need without its kind, or an interest with one
├─ SumMissing             money without "up to how much", or a sum of something else
├─ ExpiryOutOfRange       a day that is over, or too far
├─ AnotherDistrict        a school district of another ward
├─ ContactMissing         a yes without a way to be reached
├─ MatchOver              the proposal has ended
├─ FundClosed             the fund takes no requests now
├─ AnotherWard            the fund of another ward
├─ TooMuch                more than the rules give one circle
├─ FundEmpty              more than the fund has left
├─ AlreadyAsking          a request of this circle is under way
├─ TwoHands               the same person proposes and decides
├─ FundExists             the ward has rules for that year
├─ RulesInUse             rules cannot fall below what was granted
└─ UsedTooMuch            a report of more money than was paid
"""

from django.utils.translation import gettext_lazy as _

from jukugi.kit.errors import Refusal


class NotInCircle(Refusal):
    what = _("これは、この活動に入っている人だけができます。")
    todo = _(
        "入りたいときは「仲間に入りたい」から申し込んでください。別の機械で始めたのなら、その機械で開いてください。"
    )
    status = 403


class AlreadyAsked(Refusal):
    what = _("この活動には、もう申し込んでいるか、入っています。")
    todo = _("「わたしの活動」で、いまの様子を確かめてください。")


class NotWelcoming(Refusal):
    what = _("この活動は、いま仲間を募っていません。")
    todo = _("ほかの活動をさがすか、「できること・ほしいこと」に書いてください。")


class AlreadyAnswered(Refusal):
    what = _("これは、すでに「{state}」になっています。")
    todo = _("ページを開き直して、いまの様子を確かめてください。")


class LastOne(Refusal):
    what = _("あなたが抜けると、この活動にだれもいなくなります。")
    todo = _("先に歩みで「よく終えた」を書くか、仲間が入るのを待ってください。")


class NoSuchStep(Refusal):
    what = _("「{before}」から「{after}」へは進めません。")
    todo = _("歩みを選び直してください。終えた活動を再び始めるときは「続けている」を選びます。")


class NameMissing(Refusal):
    what = _("名前を見せるとありますが、名前が空です。")
    todo = _("見せる名前（本名でなくてよい）を書くか、「名前を見せる」の印を外してください。")


class ReasonMissing(Refusal):
    what = _("理由がありません。")
    todo = _("なぜそうするのかを、市民にも分かる一文で書いてください。")


class AlreadySo(Refusal):
    what = _("すでにそうなっています。")
    todo = _("ページを開き直して、いまの様子を確かめてください。")


class TooManySent(Refusal):
    what = _("この機械から一日に送れるのは{limit}件までです。")
    todo = _("続きは明日送るか、区役所に紙で出してください。")
    status = 429


class WrongChannel(Refusal):
    what = _("紙や電話で届いたものだけを、ここで入力できます。")
    todo = _("届き方を選び直してください。")


class DayInTheFuture(Refusal):
    what = _("日が、今日より後になっています。")
    todo = _("日を直してください。")


class SourceHidden(Refusal):
    what = _("もとにする論点・居場所・意見文が、いまは公開されていません。")
    todo = _("もとを選ばずに始めるか、別のものを選んでください。")


class KindMissing(Refusal):
    what = _("「できること」「ほしいこと」には、種類が要ります。")
    todo = _("時間・技・場所・道具・お金から一つ選んでください。気になることには、種類を付けません。")


class SumMissing(Refusal):
    what = _("お金には「いくらまで」が要ります。お金でないものには、付けられません。")
    todo = _("お金なら1円以上の額を書き、そうでなければ額を空にしてください。")


class ExpiryOutOfRange(Refusal):
    what = _("いつまで出しておくかは、今日から{days}日のあいだで選びます。")
    todo = _("日を直してください。過ぎたものは、あとから出し直せます。")


class AnotherDistrict(Refusal):
    what = _("「{name}」は、選んだ区の小学校区ではありません。")
    todo = _("小学校区を選び直すか、空にしてください。")


class ContactMissing(Refusal):
    what = _("「はい」には、相手に渡す名のりと連絡先が要ります。")
    todo = _("呼び名と、電話・メールなどを一つ書いてください。相手も「はい」と答えたときにだけ渡します。")


class MatchOver(Refusal):
    what = _("この引き合わせは、期限が過ぎたか、どちらかの書いたものがなくなりました。")
    todo = _("「できること・ほしいこと」を出したままにすると、また合う人をさがします。")


class FundClosed(Refusal):
    what = _("この基金は、{day}で申し込みを終えました。")
    todo = _("次の年度の決まりが出るのを待つか、区の担当に相談してください。")


class AnotherWard(Refusal):
    what = _("この基金は{ward}のものです。活動の区と合いません。")
    todo = _("活動の区の基金に申し込んでください。")


class TooMuch(Refusal):
    what = _("一つの活動に出せるのは{most:,}円までです。")
    todo = _("額を{most:,}円までにしてください。")


class FundEmpty(Refusal):
    what = _("基金に残っているのは{left:,}円です。")
    todo = _("額を下げるか、次の年度に申し込んでください。")


class AlreadyAsking(Refusal):
    what = _("この活動からは、もう申し込みが進んでいます（受付番号{number}）。")
    todo = _("その結果と報告が済んでから、次を申し込んでください。")


class TwoHands(Refusal):
    what = _("案を出した人が、自分で決めることはできません。")
    todo = _("もう一人の担当に、見て決めてもらってください。")


class FundExists(Refusal):
    what = _("{ward}の{year}年度の決まりは、もうあります。")
    todo = _("その決まりを開いて直してください。")


class RulesInUse(Refusal):
    what = _("すでに{granted:,}円を出すと決めています。")
    todo = _("基金の額を、それより下げることはできません。")


class UsedTooMuch(Refusal):
    what = _("受け取ったのは{grant:,}円です。使った額がそれより多くなっています。")
    todo = _("基金から使った分だけを書いてください。ほかのお金のことは、話のなかに書けます。")
