"""
Refusal
├─ AddressNotYours          only the device that sent a voice, or staff, may leave an address for its number
├─ NothingIsTold            of such voices nobody is told by mail
├─ MailStaysHere            the site has no mail server: nobody is promised a mail
├─ TooManyMails             one address, or one number, too often on one day
├─ LinkNotValid             a link of a mail that was changed, used up, or is too old
├─ NoSuchAddress            there is nothing to take back or to send again
├─ OccasionMissing
├─ WordsMissing             a telling says what happened
├─ WordsTooLong
├─ GateNotPassed            people are told of what happened, not of what may happen
├─ GateToldAlready          one telling for a gate
├─ TellingNotCounted        it is not known yet who would read what
├─ TellingNotDraft          it was approved or given up before
├─ ApprovedByWriter         four eyes
├─ NobodyToTell             no confirmed address, and no letter to print
├─ TellingOver              it was sent to its end, or given up
├─ CancelReasonMissing
├─ NothingUnsure
├─ LettersNotApproved       paper carries the same words as the mails, and is approved with them
└─ NumberUnknown            no voice stands behind a number
"""

from django.utils.translation import gettext_lazy as _

from jukugi.kit.errors import Refusal


class AddressNotYours(Refusal):
    """Only the device that sent a voice, or staff, may leave an address for its number."""

    what = _("この受付番号には、ここからはメールアドレスを残せません。")
    todo = _("声を送った機械で開くか、受付番号を控えて、電話か窓口で頼んでください。")
    status = 403


class NothingIsTold(Refusal):
    """Of such voices nobody is told by mail."""

    what = _("この番号の声には、メールでの知らせがありません。")
    todo = _("その後は、声のゆくえのページでいつでも見られます。")


class MailStaysHere(Refusal):
    """The site has no mail server: nobody is promised a mail."""

    what = _("このサイトからは、いまメールを送れません。")
    todo = _("その後は、声のゆくえのページでいつでも見られます。受付番号を控えてください。")


class TooManyMails(Refusal):
    """One address, or one number, too often on one day."""

    what = _("確かめのメールを、一日に送れる数まで送りました。")
    todo = _("迷惑メールの入れ物も見てください。届いていなければ、明日もう一度お試しください。")
    status = 429


class LinkNotValid(Refusal):
    """A link of a mail that was changed, used up, or is too old."""

    what = _("このリンクは、もう使えません。")
    todo = _("知らせを止めたか、あて先を変えたか、確かめる期限が過ぎています。受付番号で、声のゆくえは見られます。")
    status = 410


class NoSuchAddress(Refusal):
    """There is nothing to take back or to send again."""

    what = _("そのメールアドレスは残っていません。")
    todo = _("すでに消してあるか、綴りが違います。もう一度確かめてください。")
    status = 404


class OccasionMissing(Refusal):
    what = _("何の知らせかが書かれていません。")
    todo = _("「中間報告を公表しました」のように、メールの題になる短い言葉を書いてください。")


class WordsMissing(Refusal):
    """A telling says what happened."""

    what = _("何があったかが書かれていません。")
    todo = _("何が決まり、これから何があるかを、受け取る人に向けて書いてください。")


class WordsTooLong(Refusal):
    what = _("{field}が{limit}字を超えています。")
    todo = _("{limit}字までに縮めてください。くわしいことは、ページへ案内します。")


class GateNotPassed(Refusal):
    """People are told of what happened, not of what may happen."""

    what = _("関門「{gate}」は、まだ通っていません。")
    todo = _("通してから知らせるか、関門を選ばずに「そのほかの知らせ」にしてください。")


class GateToldAlready(Refusal):
    """One telling for a gate."""

    what = _("関門「{gate}」の知らせは、もうあります。")
    todo = _("一覧から開いてください。やり直すときは、その知らせを取りやめてから作ります。")


class TellingNotCounted(Refusal):
    """It is not known yet who would read what."""

    what = _("だれに何が届くかを、まだ数えています。")
    todo = _("少し待ってからページを読み直し、数と文を確かめて承認してください。")


class TellingNotDraft(Refusal):
    """It was approved or given up before."""

    what = _("この知らせは、すでに「{state}」です。")
    todo = _("開き直して、いまの様子を確かめてください。直すときは、新しい知らせを作ります。")


class ApprovedByWriter(Refusal):
    """Four eyes."""

    what = _("自分が書いた知らせは、自分では承認できません。")
    todo = _("ほかの施策担当の職員に、文と数を確かめて承認してもらってください。")


class NobodyToTell(Refusal):
    """No confirmed address, and no letter to print."""

    what = _("知らせる相手がいません。")
    todo = _("この検討プロセスには、まだ声が届いていません。声が届いてから作ってください。")


class TellingOver(Refusal):
    """It was sent to its end, or given up."""

    what = _("この知らせは、すでに「{state}」です。")
    todo = _("送ったメールは取り戻せません。伝え直すときは、新しい知らせを作ってください。")


class CancelReasonMissing(Refusal):
    what = _("取りやめる理由が書かれていません。")
    todo = _("後任の人が読んで分かる理由を書いてください。")


class NothingUnsure(Refusal):
    what = _("送れたか分からないメールはありません。")
    todo = _("開き直して、いまの数を確かめてください。")


class LettersNotApproved(Refusal):
    """Paper carries the same words as the mails, and is approved with them."""

    what = _("この知らせの手紙は、まだ印刷できません。")
    todo = _("承認されると印刷できます。取りやめた知らせの手紙は印刷しません。")


class NumberUnknown(Refusal):
    """No voice stands behind a number."""

    what = _("受付番号 {number} の声は見つかりません。")
    todo = _("控えの番号と見くらべて、もう一度入れてください。まだ打ち込まれていないカードかもしれません。")
    status = 404
