"""
Refusal
├─ ReasonMissing            an edge and its undoing need a reason that the public can read
├─ AboutMissing             what is moved or meant
├─ AboutTooLong
├─ WordsTooLong             a reason, a description
├─ WordsHaveControls        characters that cannot be seen
├─ TargetMissing            every edge but とどめる leads to another issue
├─ TargetNotWanted          とどめる leads to none
├─ EdgeToItself
├─ EdgeOfAnotherProcess
├─ WrongDirection           up means a wider level, down a narrower one
├─ AlreadyConnected         the same edge is in force
├─ EdgeMakesCycle           it would lead back to where it began
├─ EdgeUndone               it was undone before
├─ IssueEnded               others stand in its place
├─ TitleMissing
├─ TitleTooLong
├─ TooFewToMerge            two issues become one, or one goes into another
├─ WrongNumberOfParts       an issue is split into two or more
├─ PartsAlike               two parts of the same name
├─ PartUnknown              something was given to a part that is none
├─ LineageUndone            it was undone before
├─ LaterLineageFirst        what came of it was merged or split since
├─ NewcomersNeedAPlace      something came since, and several issues could take it
├─ StepNotAllowed           no step of the table leads from this status to that
├─ DirectionMissing         a direction is shown only where one is written
├─ NotADepartment
├─ IssueChangedMeanwhile    somebody else saved the issue since the page was opened
├─ MaterialEmpty
├─ MaterialInTheFuture
├─ MaterialOpened           everybody may read it already
├─ CodeMissing
├─ CodeTaken
├─ DayUnreadable
├─ EndsBeforeItStarts
├─ PolicyLinked
├─ PolicyLinkEnded
├─ DirectionChangedMeanwhile    the same of its direction
└─ NothingChanged
"""

from django.utils.translation import gettext_lazy as _

from jukugi.kit.errors import Refusal


class ReasonMissing(Refusal):
    """An edge and its undoing need a reason that the public can read."""

    what = _("理由が書かれていません。")
    todo = _("だれが読んでも分かる理由を書いてください。論点のページで公開されます。")


class AboutMissing(Refusal):
    """What is moved or meant."""

    what = _("何を上げる、分ける、とどめるのかが書かれていません。")
    todo = _("「会館を貸すときの手引き」のように、短い言葉で書いてください。")


class AboutTooLong(Refusal):
    what = _("「何を」が{length:,}字あります。書けるのは{limit}字までです。")
    todo = _("書いたものは残してあります。短い名前にして、くわしいことは理由に書いてください。")


class WordsTooLong(Refusal):
    """A reason, a description."""

    what = _("文が{length:,}字あります。書けるのは{limit:,}字までです。")
    todo = _("書いたものは残してあります。要点にしぼってください。")


class WordsHaveControls(Refusal):
    """Characters that cannot be seen."""

    what = _("目に見えない文字（制御文字）が{count:,}個まざっています。")
    todo = _("その文を打ち直すか、一度メモ帳などにはり付けてから写してください。")


class TargetMissing(Refusal):
    """Every edge but とどめる leads to another issue."""

    what = _("つなぐ先の論点が選ばれていません。")
    todo = _("論点を一つ選んでください。この広さにとどめるときは、種類を「この広さにとどめる」にします。")


class TargetNotWanted(Refusal):
    """とどめる leads to none."""

    what = _("「この広さにとどめる」には、つなぐ先の論点がありません。")
    todo = _("先の論点を空に戻すか、別の種類を選んでください。")


class EdgeToItself(Refusal):
    what = _("論点「{issue}」を、それ自身につなぐことはできません。")
    todo = _("別の論点を選んでください。動かさないことを示すときは「この広さにとどめる」を選びます。")


class EdgeOfAnotherProcess(Refusal):
    what = _("論点「{issue}」は、別の検討プロセスのものです。")
    todo = _("同じ検討プロセスの論点から選んでください。")


class WrongDirection(Refusal):
    """Up means a wider level, down a narrower one."""

    what = _("「{kind}」なのに、先の論点「{issue}」の広さは{level}です。")
    todo = _("上げるときは地域→区域→市域の順に広いほうを、分けて渡すときは狭いほうを選んでください。")


class AlreadyConnected(Refusal):
    """The same edge is in force."""

    what = _("「{about}」は、同じ種類で同じ論点に、すでにつながっています。")
    todo = _("下の一覧で確かめてください。理由を変えるときは、いまのつながりを取り消してから、つなぎ直します。")


class EdgeMakesCycle(Refusal):
    """It would lead back to where it began."""

    what = _("「{kind}」でつなぐと、{path}と、ひと回りして元に戻ります。")
    todo = _("どこかのつながりを取り消すか、「同じことを扱う」でつなぐか、向きを確かめてください。")


class IssueEnded(Refusal):
    """Others stand in its place."""

    what = _("論点「{issue}」は、ほかの論点にまとめられたか分けられたため、終わっています。")
    todo = _("この論点のページにある、あとを継いだ論点を選んでください。")


class TitleMissing(Refusal):
    what = _("新しい論点の名前が書かれていません。")
    todo = _("何を問う論点かが分かる、短い名前を書いてください。")


class TitleTooLong(Refusal):
    what = _("論点の名前が{length:,}字あります。書けるのは{limit}字までです。")
    todo = _("書いたものは残してあります。短くして、くわしいことは説明に書いてください。")


class TooFewToMerge(Refusal):
    """Two issues become one, or one goes into another."""

    what = _("まとめる論点が足りません。")
    todo = _(
        "新しい論点にまとめるときは二つ以上、ほかの論点に入れるときは、その論点とは別の論点を一つ以上選んでください。"
    )


class WrongNumberOfParts(Refusal):
    """An issue is split into two or more."""

    what = _("分けたあとの論点の数が合いません。")
    todo = _("新しい論点の名前を、一行に一つずつ、二つから{most}つまで書いてください。")


class PartsAlike(Refusal):
    """Two parts of the same name."""

    what = _("分けたあとの論点に、同じ名前が二つあります。")
    todo = _("見分けられる名前に直してください。")


class PartUnknown(Refusal):
    """Something was given to a part that is none."""

    what = _("分けたあとの論点にないところへ、声が振り分けられています。")
    todo = _("ページを開き直し、もう一度振り分けてください。まだ何も変わっていません。")


class LineageUndone(Refusal):
    """It was undone before."""

    what = _("まとめたこと、分けたことは、すでに取り消されています。")
    todo = _("ページを開き直してください。もう一度まとめたり分けたりすることもできます。")


class LaterLineageFirst(Refusal):
    """What came of it was merged or split since."""

    what = _("論点「{issue}」は、そのあとでまた、まとめられたか分けられました。")
    todo = _("新しいほうから順に取り消してください。順番は「{issue}」のページの「これまで」で分かります。")


class NewcomersNeedAPlace(Refusal):
    """Something came since, and several issues could take it."""

    what = _("まとめたあとに加わった声や下の論点が、{count:,}件あります。")
    todo = _("それをどの論点に移すかを選んでから、取り消してください。")


class StepNotAllowed(Refusal):
    """No step of the table leads from this status to that."""

    what = _("論点「{issue}」は、いま「{was}」です。ここから「{became}」には進めません。")
    todo = _("いま選べるのは{steps}です。順に進めるか、ページを開き直してください。")


class DirectionMissing(Refusal):
    """A direction is shown only where one is written."""

    what = _("論点「{issue}」には、検討の方向がまだ書かれていません。")
    todo = _("先に検討の方向を書いて公開し、そのあとで「方向を示した」に進めてください。")


class EdgeUndone(Refusal):
    """It was undone before."""

    what = _("このつながりは、すでに取り消されています。")
    todo = _("ページを開き直してください。もう一度つなぐこともできます。")


class NotADepartment(Refusal):
    what = _("「{name}」は、市や区の課ではありません。")
    todo = _("担当する課を選んでください。決まっていなければ、空のままでかまいません。")


class IssueChangedMeanwhile(Refusal):
    """Somebody else saved the issue since the page was opened."""

    what = _("このページを開いたあとに、ほかの人が論点「{issue}」を直しました。")
    todo = _("書いたものは下に残してあります。公開の画面でいまの文を確かめ、よければもう一度押してください。")


class MaterialEmpty(Refusal):
    what = _("資料の中身が書かれていません。")
    todo = _("要点か、原本がどこにあるかを書いてください。公開されるのは、資料があること、課、日付だけです。")


class MaterialInTheFuture(Refusal):
    what = _("資料の日付が、今日より後になっています。")
    todo = _("資料ができた日を確かめて、直してください。")


class MaterialOpened(Refusal):
    """Everybody may read it already."""

    what = _("この資料は、すでに公開されています。")
    todo = _("ページを開き直してください。一度公開した資料は、閉じられません。")


class CodeMissing(Refusal):
    what = _("番号が書かれていないか、40字を超えています。")
    todo = _("「P01」のように、ほかと重ならない短い番号を書いてください。")


class CodeTaken(Refusal):
    what = _("番号「{code}」は、ほかの施策に付いています。")
    todo = _("別の番号を書くか、その施策を開いて直してください。")


class DayUnreadable(Refusal):
    what = _("「{day}」は、日付として読めません。")
    todo = _(
        "2006、2016-06、2019-06-28 のどれかの形で、分かるところまで書いてください。分からなければ空のままにします。"
    )


class EndsBeforeItStarts(Refusal):
    what = _("始まり（{started}）が、終わり（{ended}）より後になっています。")
    todo = _("資料を確かめて、どちらかを直してください。")


class PolicyLinked(Refusal):
    what = _("施策「{policy}」は、論点「{issue}」にすでにつながっています。")
    todo = _("理由を変えるときは、いまのつながりを終えてから、つなぎ直してください。")


class PolicyLinkEnded(Refusal):
    what = _("このつながりは、すでに終わっています。")
    todo = _("ページを開き直してください。もう一度つなぐこともできます。")


class DirectionChangedMeanwhile(Refusal):
    """Somebody else wrote the direction since the page was opened."""

    what = _("このページを開いたあとに、ほかの人が論点「{issue}」の検討の方向を書き直しました。")
    todo = _("あなたの文は下に残してあります。いまの文との違いを読み、一つに合わせてから、もう一度押してください。")


class NothingChanged(Refusal):
    what = _("論点「{issue}」は、どこも変わっていません。")
    todo = _("直してから押してください。直す所がなければ、このままページを離れてかまいません。")
