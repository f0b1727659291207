"""
Refusal
├─ ContactMissing       nobody could be answered
├─ InterestsMissing     whether there are ties is said in any case
├─ CoNotInState         somebody else was quicker, or it is too late for this
├─ TooManyProposals     from one device in a day
├─ WrongPaper           a paper that came on no way
├─ ReceivedLater        a paper from the future
├─ NotYours             another device sent it
├─ LookBackMissing      a trial without a day to look back
├─ InvestmentUnknown    no public row of the ledger has this number
└─ ContactErased        its time is over
"""

from django.utils.translation import gettext_lazy as _

from jukugi.kit.errors import Refusal


class ContactMissing(Refusal):
    what = _("連絡先がありません。")
    todo = _("担当の方の名前と、メールか電話のどちらかを書いてください。答えと問い返しに使い、公表しません。")


class InterestsMissing(Refusal):
    what = _("市や職員との関わりが空です。")
    todo = _("契約、出資、親族などの関わりを書いてください。なければ「ない」と書いてください。")


class CoNotInState(Refusal):
    what = _("この提案は、いま「{state}」です。")
    todo = _("ほかの人が先に進めたか、もうできない段階です。ページを読み直して確かめてください。")


class TooManyProposals(Refusal):
    what = _("一日に送れる提案は{limit}件までです。")
    todo = _("明日また送るか、紙で出してください。")
    status = 429


class WrongPaper(Refusal):
    what = _("届いた手段が選ばれていません。")
    todo = _("紙、FAX、郵送、会場、電話のどれかを選んでください。")


class ReceivedLater(Refusal):
    what = _("受け取った日が、まだ来ていません。")
    todo = _("今日か、それより前の日にしてください。")


class NotYours(Refusal):
    what = _("この提案は、この機械から送られたものではありません。")
    todo = _("送った機械で開くか、区役所の窓口に受付番号を伝えてください。")
    status = 403


class LookBackMissing(Refusal):
    what = _("試すときは、振り返る日が要ります。")
    todo = _("今日より後の日を選んでください。")


class InvestmentUnknown(Refusal):
    what = _("台帳に、番号「{code}」の公表された事業がありません。")
    todo = _("地域投資台帳で番号を確かめてください。")


class ContactErased(Refusal):
    what = _("連絡先は、もう消えています。")
    todo = _("提案の扱いが終わって{days}日が過ぎました。受付番号の問い合わせを待ってください。")
    status = 410
