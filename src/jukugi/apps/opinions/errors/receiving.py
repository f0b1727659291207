from typing import Any

from django.utils.translation import gettext_lazy as _

from jukugi.kit.errors import Refusal


class OpinionEmpty(Refusal):
    """Nothing but blanks."""

    what = _("意見が書かれていません。")
    todo = _("ひとことでもかまいません。困っていること、こうなったらよいと思うことを書いてください。")


class OpinionHasNoWords(Refusal):
    """Signs or emoji without a letter."""

    what = _("絵文字や記号だけでは、何についての声なのかが伝わりません。")
    todo = _("書いたものは残してあります。ひとことでよいので、言葉をそえてください。")


class OpinionTooLong(Refusal):
    what = _("意見が{length:,}字あります。一度に受け付けられるのは{limit:,}字までです。")
    todo = _("書いたものは残してあります。短くするか、いくつかに分けて送ってください。長い資料は紙でも受け付けます。")


class OpinionHasControls(Refusal):
    """Characters that cannot be seen; ``cleaned`` holds the text without them."""

    what = _("目に見えない文字（制御文字）が{count:,}個まざっていました。")
    todo = _("取り除いた文を残してあります。読み返して、よければもう一度送ってください。")

    def __init__(self, *, cleaned: str, **params: Any) -> None:
        super().__init__(**params)
        self.cleaned = cleaned


class TooManyWaiting(Refusal):
    """One participant, too many opinions that nobody has looked at yet."""

    what = _("確認を待っているあなたの意見が{limit}件あります。")
    todo = _("書いたものは残してあります。職員の確認が済んでから、もう一度送ってください。")


class WrongChannel(Refusal):
    """The web form takes web, the desk takes paper."""

    what = _("届いた方法が選ばれていません。")
    todo = _("意見カード・FAX・郵送・会場・電話のどれかを選んでください。")


class ReceivedInTheFuture(Refusal):
    what = _("受け付けた日が、きょうより後になっています。")
    todo = _("カードを受け取った日を確かめて、直してください。")


class CardUnknown(Refusal):
    """A number that was never printed on a card."""

    what = _("受付番号 {number} のカードは、印刷されていません。")
    todo = _("控えの番号をもう一度見てください。番号のないカードなら、番号の欄を空にすると新しい番号が付きます。")


class CardAlreadyEntered(Refusal):
    """A submission has this number."""

    what = _("受付番号 {number} のカードは、すでに打ち込まれています。")
    todo = _("声のゆくえで {number} を開いて、同じカードか確かめてください。")


class TooManyCards(Refusal):
    what = _("一度に印刷できるのは、1枚から{limit}枚までです。")
    todo = _("枚数を直してください。多いときは何度かに分けます。")


class CallNotOpen(Refusal):
    """It does not ask at that moment: before its beginning, after its end."""

    what = _("「{call}」は、その時には意見を受け付けていません。")
    todo = _("受け取った日を確かめてください。日が合っていれば、募集を選ばずに受け付けられます。")


class CallOfAnotherProcess(Refusal):
    what = _("「{call}」は、別の検討プロセスの募集です。")
    todo = _("この検討プロセスの募集から選び直してください。")


class CallNeedsTitle(Refusal):
    what = _("何の募集かが書かれていません。")
    todo = _("「多摩区民まつり」「中原市民館の回収箱」のように、来た人に分かる名前を書いてください。")


class CallEndsBeforeItBegins(Refusal):
    what = _("終わりの日が、始まりの日より前になっています。")
    todo = _("二つの日を確かめてください。終わりが決まっていなければ、空のままにできます。")


class CallEnded(Refusal):
    what = _("この募集は、すでに終わっています。")
    todo = _("続けるときは、新しい募集をつくってください。")


class AttachmentUnreadable(Refusal):
    """Neither a photo nor a PDF."""

    what = _("写真としてもPDFとしても読めないファイルです。")
    todo = _("JPEG・PNG・WebPの写真か、PDFを選んでください。声はまだ打ち込まれていません。")


class AttachmentTooLarge(Refusal):
    what = _("ファイルが大きすぎます。写真は6 MB、PDFは10 MBまでです。")
    todo = _("写真は小さくして、PDFは何枚かに分けて付けてください。")


class TooManyAttachments(Refusal):
    what = _("一通に付けられる紙は、{limit}枚までです。")
    todo = _("いらないものを外してから、付け直してください。")


class AttachmentRemoved(Refusal):
    what = _("この紙は、すでに外されています。")
    todo = _("ページを開き直してください。")
