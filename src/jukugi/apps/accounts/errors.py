"""
Refusal
├─ SignInEnded         an operator switched this sign-in off
├─ CodeUnreadable      what was typed is no code at all
├─ CodeUnknown         no such code, or it is over, or used; which of these is not told
├─ OwnCode             the code was made on this very device
├─ TooManyTries        too many wrong codes, or too many mails, from one place
├─ NothingHeld         nothing is held of this device
├─ MailStaysHere       no mail leaves this installation
├─ NoPlainAddress      not an address to which a mail can go
├─ TooManyCodes        more codes at once than one may make, or none
├─ DayOver             the last day has passed already
├─ AlreadyStopped      the codes are stopped
├─ LastDayMissing      a role without a last day, of somebody who is no operator
├─ OwnRole             nobody lengthens a role of their own
├─ RoleOver            the last day is not later than the one that stands
├─ ReasonTooShort      too few words for another officer to judge by
├─ ExportAskedAlready  the person's own ask for this file is still open
├─ ExportAnswered      somebody else was quicker, or the last day has passed
├─ SecondIsTheSame     nobody agrees to their own ask
└─ ExportNotAgreed     no agreement of another officer is in force for this file
"""

from django.utils.translation import gettext_lazy as _

from jukugi.kit.errors import Refusal


class SignInEnded(Refusal):
    """An operator switched this sign-in off."""

    what = _("このサインインは、いま使えません。")
    todo = _("異動などで止めてあります。必要なときは、運用担当者に頼んでください。")
    status = 403


class CodeUnreadable(Refusal):
    what = _("コードの数字を読めません。")
    todo = _("16けたの数字です。打ちまちがいがないか、もう一度確かめて入れてください。")
    status = 400


class CodeUnknown(Refusal):
    """No such code, or it is over, or used; which of these is not told."""

    what = _("このコードは使えません。")
    todo = _("打ちまちがい、時間切れ、使い終わり、取りやめのどれかです。新しいコードを受け取って入れてください。")
    status = 400


class OwnCode(Refusal):
    """The code was made on this very device."""

    what = _("このコードは、この機械で出したものです。")
    todo = _("つなぎたい、もう一つの機械で「コードを入れる」を開いて入れてください。")
    status = 400


class TooManyTries(Refusal):
    """Too many wrong codes, or too many mails, from one place."""

    what = _("続けて何度も試されたので、いまは受け付けられません。")
    todo = _("10分ほど待ってから、もう一度お試しください。書いたものや答えは、そのまま残っています。")
    status = 429


class NothingHeld(Refusal):
    """Nothing is held of this device."""

    what = _("この機械からの参加は、まだありません。")
    todo = _("賛否に答えるか、声をよせると、ここに出ます。")


class MailStaysHere(Refusal):
    """No mail leaves this installation."""

    what = _("この熟議からは、いまメールを送れません。")
    todo = _("もう一つの機械で続けるときは、引き継ぎコードを使ってください。")


class NoPlainAddress(Refusal):
    """Not an address to which a mail can go."""

    what = _("メールアドレスの形ではありません。")
    todo = _("「name@example.jp」のように、英数字で入れてください。")
    status = 400


class TooManyCodes(Refusal):
    """More codes at once than one may make, or none."""

    what = _("一度につくれるコードは、1から{limit:,}までです。")
    todo = _("数を直すか、何回かに分けてつくってください。")
    status = 400


class DayOver(Refusal):
    """The last day has passed already."""

    what = _("最後の日が、もう過ぎています。")
    todo = _("きょうより後の日を入れてください。")
    status = 400


class AlreadyStopped(Refusal):
    """The codes are stopped."""

    what = _("この束は、もう止めてあります。")
    todo = _("使うときは、新しい束をつくってください。")


class LastDayMissing(Refusal):
    """A role without a last day, of somebody who is no operator."""

    what = _("終わりの日のない役割は、運用担当だけに与えられます。")
    todo = _("終わりの日（ふつうは年度の終わりの3月31日）を入れてください。")
    status = 400


class OwnRole(Refusal):
    """Nobody lengthens a role of their own."""

    what = _("自分の役割は、自分では延ばせません。")
    todo = _("ほかの施策担当か運用担当に頼んでください。")
    status = 403


class RoleOver(Refusal):
    """The last day is not later than the one that stands."""

    what = _("新しい終わりの日は、いまの終わりの日ときょうより後にしてください。")
    todo = _("役割を早く終えるときは、運用担当がサインインを止めます。")
    status = 400


class ReasonTooShort(Refusal):
    """Too few words for another officer to judge by."""

    what = _("わけが短すぎます。")
    todo = _("何のために使い、どこに置き、いつ消すかを、{least}字以上で書いてください。")
    status = 400


class ExportAskedAlready(Refusal):
    """The person's own ask for this file is still open."""

    what = _("このファイルは、もうお願いしてあります。")
    todo = _("「個人情報の書き出し」を開いて、いまの様子を確かめてください。")


class ExportAnswered(Refusal):
    """Somebody else was quicker, or the last day has passed."""

    what = _("このお願いは、いま「{state}」です。")
    todo = _("ページを読み直して、いまの様子を確かめてください。")


class SecondIsTheSame(Refusal):
    """Four eyes."""

    what = _("自分のお願いには、自分で答えられません。")
    todo = _("ほかの担当者に、このページを開いて確かめてもらってください。")
    status = 403


class ExportNotAgreed(Refusal):
    """No agreement of another officer is in force for this file."""

    what = _("このファイルは、ほかの担当者がよいと答えてから受け取れます。")
    todo = _("お願いしていないか、確認を待っているか、期限が過ぎています。前のページで、いまの様子を確かめてください。")
