"""
Refusal
├─ OpinionEmpty             nothing but blanks
├─ OpinionHasNoWords        signs or emoji without a letter
├─ OpinionTooLong
├─ OpinionHasControls       characters that cannot be seen; ``cleaned`` holds the text without them
├─ TooManyWaiting           one participant, too many opinions that nobody has looked at yet
├─ WrongChannel             the web form takes web, the desk takes paper
├─ ReceivedInTheFuture
├─ CardUnknown              a number that was never printed on a card
├─ CardAlreadyEntered       a submission has this number
├─ TooManyCards
├─ CallNotOpen              it does not ask at that moment: before its beginning, after its end
├─ CallOfAnotherProcess
├─ CallNeedsTitle
├─ CallEndsBeforeItBegins
├─ CallEnded
├─ ReviewChangesNothing     somebody else was quicker
├─ RuleMissing              hiding needs the rule it follows
├─ ReasonMissing            hiding, ending and linking need a reason that the public can read
├─ ReasonTooLong
├─ IssueMissing             nothing was chosen to link to
├─ IssueOfAnotherProcess
├─ AlreadyLinked
├─ ImportFileTooLarge
├─ ImportFileRefused        a table that cannot be read as a whole; ``code`` says why
├─ ImportDecided            somebody has taken it, or given it up
├─ ImportNotChecked         nobody has said yet which column is what
├─ ImportNotTaking
├─ ImportWithoutGoodRows
├─ OpinionReplaced          others stand in its place
├─ NothingToSplit           no cut was chosen, or one that leaves a part without words
├─ WordsOfTheWriter         what was sent on the web is never typed anew
├─ SameWords                the correction changes nothing
├─ NothingToMask            no words were named
├─ WordsNotFound            words to mask that do not stand in the opinion
├─ RevisionBuiltUpon        one of its results was replaced in turn
├─ RevisionUndone           it was undone before
├─ GistTooLong
├─ NotPublic                only what the public may read leads somewhere
├─ LinkEnded                it was ended before
├─ VoicesDisagree           issues that are merged, of which one takes an opinion up and another does not
├─ SearchTooLong
├─ SearchHasTooManyTerms
└─ SearchHasNoWords         signs alone
"""

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


class ReviewChangesNothing(Refusal):
    """Somebody else was quicker."""

    what = _("この意見は、すでに「{state}」です。")
    todo = _("ほかの職員が先に決めたのかもしれません。開き直して、理由を確かめてください。")


class RuleMissing(Refusal):
    """Hiding needs the rule it follows."""

    what = _("どの決まりによって非公開にするのかが選ばれていません。")
    todo = _("決まりを一つ選び、理由をそえてください。どちらも公開されます。")


class ReasonMissing(Refusal):
    """Hiding, ending and linking need a reason that the public can read."""

    what = _("理由が書かれていません。")
    todo = _("だれが読んでも分かる理由を書いてください。書いた人の「声のゆくえ」に示されます。")


class ReasonTooLong(Refusal):
    what = _("理由が{limit}字を超えています。")
    todo = _("前のページに戻り、{limit}字までに縮めてください。")


class IssueMissing(Refusal):
    """Nothing was chosen to link to."""

    what = _("つなぐ論点が選ばれていません。")
    todo = _("一つ以上選ぶか、「取り上げない」にして理由を書いてください。決めかねるときは「あとで」を押します。")


class IssueOfAnotherProcess(Refusal):
    what = _("論点「{issue}」は、別の検討プロセスのものです。")
    todo = _("この意見が届いた検討プロセスの論点から選んでください。")


class AlreadyLinked(Refusal):
    what = _("この意見は、すでに論点「{issue}」につながっています。")
    todo = _("ほかの論点を選ぶか、いまのつながりを終えてからやり直してください。")


class OpinionReplaced(Refusal):
    """Others stand in its place."""

    what = _("この意見は、すでに分けるか写し直すかして、ほかの行に置き換わっています。")
    todo = _("この通のページを開き直し、いまの意見を選んでください。")


class NothingToSplit(Refusal):
    """No cut was chosen, or one that leaves a part without words."""

    what = _("分けるところが選ばれていないか、言葉のない部分ができてしまいます。")
    todo = _("話が変わるところに印を付けてください。どの部分にも、言葉が残るようにします。")


class WordsOfTheWriter(Refusal):
    """What was sent on the web is never typed anew."""

    what = _("ウェブや表で届いた言葉は、書いた人のものです。写し直せません。")
    todo = _("個人のことが書かれていれば、伏せ字にできます。誤字も、そのまま残します。")


class SameWords(Refusal):
    """The correction changes nothing."""

    what = _("いまの言葉と同じです。")
    todo = _("紙をもう一度見て、違っているところを直してください。")


class NothingToMask(Refusal):
    """No words were named."""

    what = _("伏せる言葉が選ばれていません。")
    todo = _("見つかった番号に印を付けるか、伏せる言葉を一行に一つずつ書いてください。")


class WordsNotFound(Refusal):
    """Words to mask that do not stand in the opinion."""

    what = _("「{words}」は、この意見の中に見つかりません。")
    todo = _("意見の中から、そのまま写して書いてください。")


class RevisionBuiltUpon(Refusal):
    """One of its results was replaced in turn."""

    what = _("分けたり直したりしたあとに、さらに変えたところがあります。")
    todo = _("あとで変えたほうを、先に取り消してください。")


class RevisionUndone(Refusal):
    """It was undone before."""

    what = _("これは、すでに取り消されています。")
    todo = _("ページを開き直して、いまの様子を見てください。")


class GistTooLong(Refusal):
    what = _("要旨が{length:,}字あります。{limit}字まで書けます。")
    todo = _("表に並ぶ長さに縮めてください。書いた人の言葉は、そのまま残ります。")


class NotPublic(Refusal):
    """Only what the public may read leads somewhere: a count on the board must be readable voice by voice."""

    what = _("この意見は公開していません。")
    todo = _("公開すると決めるときに、論点を選んで一度につなげます。")


class LinkEnded(Refusal):
    """It was ended before."""

    what = _("このつながりは、すでに終わっています。")
    todo = _("ページを開き直してください。もう一度つなぐこともできます。")


class ImportFileTooLarge(Refusal):
    what = _("ファイルの大きさが16 MBを超えています。")
    todo = _("写真などを取り除くか、行をいくつかのファイルに分けてください。見出しの行は、どのファイルにも要ります。")


class ImportFileRefused(Refusal):
    """A table that cannot be read as a whole; ``code`` says why."""

    reasons = {
        "empty_file": (
            _("ファイルに何も書かれていません。"),
            _("一行目に見出し、二行目から意見を書いた表を選んでください。"),
        ),
        "no_rows": (
            _("見出しの下に、行が一つもありません。"),
            _("二行目から意見を書いた表を選んでください。"),
        ),
        "undecodable": (
            _("文字として読めないところがあります。"),
            _("表計算ソフトで開き、「CSV UTF-8」かExcelブック（.xlsx）で保存し直してください。"),
        ),
        "broken_csv": (
            _('{row:,}行目で、引用符（"）が閉じていません。'),
            _("その行の引用符を直すか、Excelブック（.xlsx）で保存し直してください。"),
        ),
        "repeated_column": (
            _("見出し「{column}」の列が二つ以上あります。"),
            _("どれが何かが分かるように、見出しをそれぞれ違う名前にしてください。"),
        ),
        "too_many_rows": (
            _("行が50,000を超えています。"),
            _("いくつかのファイルに分けてください。見出しの行は、どのファイルにも要ります。"),
        ),
        "too_wide": (
            _("{row:,}行目が200列を超えています。"),
            _("意見に関わる列だけを残した表にしてください。"),
        ),
        "old_workbook": (
            _("古い形のExcelファイル（.xls）です。"),
            _("Excelで開き、「名前を付けて保存」で .xlsx にしてから選んでください。"),
        ),
        "locked_workbook": (
            _("パスワードで開くファイルです。"),
            _("パスワードを外した写しをつくってから選んでください。"),
        ),
        "broken_workbook": (
            _("Excelファイルとして開けませんでした。"),
            _("Excelで開けるか確かめ、.xlsx かCSVで保存し直してください。"),
        ),
        "huge_workbook": (
            _("開くと200 MBを超えるファイルです。"),
            _("意見の表だけを新しいブックに写し、保存し直してください。"),
        ),
    }

    def __init__(self, *, code: str, **params: Any) -> None:
        super().__init__(**params)
        self.what, self.todo = self.reasons[code]


class ImportDecided(Refusal):
    """Somebody has taken it, or given it up."""

    what = _("この取り込みは、すでに「{state}」です。")
    todo = _("ほかの職員が先に決めたのかもしれません。ページを開き直して、いまの様子を見てください。")


class ImportNotChecked(Refusal):
    """Nobody has said yet which column is what."""

    what = _("どの列が何かが、まだ選ばれていません。")
    todo = _("列を選んで、取り込まれるとおりの表を確かめてから決めてください。")


class ImportNotTaking(Refusal):
    what = _("この取り込みは、いま動いていません（{state}）。")
    todo = _("ページを開き直して、いまの様子を見てください。")


class ImportWithoutGoodRows(Refusal):
    what = _("取り込める行がありません。")
    todo = _("表を直して選び直すか、列を選び直してください。")


class VoicesDisagree(Refusal):
    """Issues that are merged, of which one takes an opinion up and another does not."""

    what = _("一方の論点では声として数え、もう一方では「取り上げない」とした意見が{count:,}件あります。")
    todo = _(
        "どちらか一つにしてから、まとめてください。まだ何も変わっていません。その意見は「声をさがす」で論点ごとに並べると見つかります。"
    )


class SearchTooLong(Refusal):
    what = _("探す言葉が{length:,}字あります。")
    todo = _("{limit}字までにしてください。文の全体ではなく、中心になる言葉で探せます。")


class SearchHasTooManyTerms(Refusal):
    what = _("探す言葉が{count}個あります。")
    todo = _("一度に探せるのは{limit}個までです。言葉を減らしてください。")


class SearchHasNoWords(Refusal):
    """Signs alone."""

    what = _("記号だけでは探せません。")
    todo = _("「坂道」「バス停」のような言葉か、数字を入れてください。")
