"""
Refusal
├─ NoSuchHours            an opening that ends before it begins, or weeks of a month that there are not
├─ PositionIncomplete     latitude without longitude, or a position that is not in Japan
├─ WardMissing            a place without its ward
├─ AnotherDistrict        a school district that is not in the ward
├─ ContactNotAgreed       a way to reach somebody, without their word that it may be public
├─ AlreadyAnswered        it was confirmed, declined, or settled before
├─ ReasonMissing          a correction, a refusal or a closing needs its reason
├─ TooManySent            more in one day than one device may send
├─ NothingChanged         a correction that corrects nothing
├─ FileTooLarge           a table larger than what is read
├─ NotAFacilityList       a table without a column of names
├─ WrongChannel           paper that did not come on paper
├─ ReceivedInTheFuture    paper that has not come yet
├─ TooManyPhotos          more photos than one place shows
├─ CreditMissing          others may use it with a name, but no name was given
├─ EntryClosed            the way in for those who keep a place is closed
├─ MailUnreadable         an address to which no mail can go
├─ NoSuchDays             a campaign that ends before it begins
├─ NothingToLookAt        a campaign without anything to look at
├─ WalkNotOpen            seen before the campaign began, after its end, or brought too late
├─ NotOnTheList           a place that this campaign does not look at
├─ NothingSaid            a sheet on which nothing stands
├─ MonthNotThere          a month that has not begun
├─ NoSuchVisits           more first visits than visits, or visits on no day
└─ NoPeople               nobody has told yet where people live
"""

from django.utils.translation import gettext_lazy as _

from jukugi.kit.errors import Refusal


class NoSuchHours(Refusal):
    what = _("「{day}」の開く時間が読み取れません。")
    todo = _("始まりを終わりより前にし、両方を書いてください。第2・第4週だけなら、週に「24」と書きます。")


class PositionIncomplete(Refusal):
    what = _("緯度と経度が、日本の中の一つの場所になっていません。")
    todo = _("緯度（20〜46）と経度（122〜154）を両方書くか、両方を空にしてください。")


class WardMissing(Refusal):
    what = _("区が選ばれていません。")
    todo = _("どの区にあるかを選んでください。")


class AnotherDistrict(Refusal):
    what = _("「{name}」は、選んだ区の小学校区ではありません。")
    todo = _("小学校区を選び直すか、空にしてください。")


class ContactNotAgreed(Refusal):
    what = _("連絡先を公開してよいかが、まだ分かりません。")
    todo = _("公開してよければ印を付けてください。よくなければ、連絡先を消してください。")


class AlreadyAnswered(Refusal):
    what = _("「{name}」は、すでに「{state}」になっています。")
    todo = _("ページを開き直して、いまの様子を確かめてください。")


class ReasonMissing(Refusal):
    what = _("理由がありません。")
    todo = _("なぜそうするのかを、申し出た人にも分かる一文で書いてください。")


class TooManySent(Refusal):
    what = _("この機械から一日に送れるのは{limit}件までです。")
    todo = _("続きは明日送るか、区役所に紙で出してください。")
    status = 429


class NothingChanged(Refusal):
    what = _("前と同じで、変わったところがありません。")
    todo = _("変わりがないことを確かめたのなら、「変わりがないことを確かめた」を押してください。")


class FileTooLarge(Refusal):
    what = _("表が大きすぎます。")
    todo = _("5MBまでのCSVかXLSXにしてください。")


class NotAFacilityList(Refusal):
    what = _("公共施設一覧として読めません（{why}）。")
    todo = _("見出しの行に「名称」の列がある、CSVかXLSXを選んでください。")


class WrongChannel(Refusal):
    what = _("紙や電話で届いたものだけを、ここで入力できます。")
    todo = _("届き方を選び直してください。")


class ReceivedInTheFuture(Refusal):
    what = _("届いた日が、今日より後になっています。")
    todo = _("届いた日を直してください。")


class NoPeople(Refusal):
    what = _("どこに何人が住むかが、まだ入っていません。")
    todo = _("運用の担当に、人口の点を取り込む（jukugi places population）よう頼んでください。")


class TooManyPhotos(Refusal):
    what = _("写真は、一つの居場所に{limit}枚までです。")
    todo = _("古い写真を一枚外してから、入れてください。")


class CreditMissing(Refusal):
    what = _("「名前を示せば使ってよい」写真なのに、示す名前がありません。")
    todo = _("撮った人の示し方を書くか、ほかの使い方を選んでください。")


class EntryClosed(Refusal):
    what = _("この入口は閉じています。")
    todo = _("区の担当に、新しい入口を頼んでください。")
    status = 403


class MailUnreadable(Refusal):
    what = _("このメールアドレスには送れません。")
    todo = _("@ の前後を確かめて書き直すか、空にしてください。")


class NoSuchDays(Refusal):
    what = _("終わりの日が、始まりの日より前です。")
    todo = _("日を直してください。")


class NothingToLookAt(Refusal):
    what = _("見ることが、一つも選ばれていません。")
    todo = _("見ることを一つ以上選んでください。")


class WalkNotOpen(Refusal):
    what = _("「{title}」で見る日ではないか、受け付けが終わっています。")
    todo = _(
        "見た日を確かめてください。終わったあとに気づいたことは、居場所のページの「変わったことを知らせる」から送れます。"
    )


class NotOnTheList(Refusal):
    what = _("この居場所は、このまち歩きの一覧にありません。")
    todo = _("一覧を開き直してください。")


class NothingSaid(Refusal):
    what = _("何も書かれていません。")
    todo = _("見て分かったことを、一つ以上選ぶか書いてください。")


class MonthNotThere(Refusal):
    what = _("まだ始まっていない月です。")
    todo = _("月を選び直してください。")


class NoSuchVisits(Refusal):
    what = _("人の数と日の数が合いません。")
    todo = _("開いた日は31までです。初めて来た人は、来た人より多くなりません。直して送ってください。")
