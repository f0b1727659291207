"""
Refusal
├─ EditionNotPublic           comments are asked for on what everybody may read
├─ PeriodBackwards
├─ PeriodInThePast            a period begins with the notice, or later
├─ ShorterNeedsReason         fewer days than usual, and no reason
├─ CategoriesNeeded           one at least, and one that reflects needs its code
├─ CategoryTwice
├─ TooManyCategories
├─ CategoryInUse
├─ ConsultationNotInState     somebody else was quicker, or it is too late for this
├─ ConsultationNotOpen        before or after the period
├─ ExtendsBackwards
├─ PeriodNotOver              a result is published after the period
├─ ResultPublished            nothing in it changes any more
├─ PublicationUnderWay
├─ CommentsLeft               some stand in no line, or without an answer that was approved
├─ GistsLeft                  some lines have no gist
├─ ChangeNotPublic            the draft was changed, but nobody can read it yet
├─ TooManyComments
├─ TooManyFromOne             one participant, one consultation
├─ ClauseNotInEdition
├─ NothingChosen
├─ GroupEnded                 others stand in its place
├─ GatheringUnderWay
├─ AnswerNotInState
├─ AnswerChangedMeanwhile     somebody saved since one read it
├─ AnswerNotWhole             without words or a category nothing can be approved
├─ ChangeMissing              "reflected" needs the clause that was changed
├─ ChangeNotThere             the clause reads as it did
├─ NotADepartment
└─ SamePerson                 who wrote or asked does not approve
"""

from django.utils.translation import gettext_lazy as _

from jukugi.kit.errors import Refusal


class EditionNotPublic(Refusal):
    what = _("選ばれた版は、まだ公開されていません。")
    todo = _("先に版を公開してください。だれでも読める文書についてだけ、意見を募集できます。")


class PeriodBackwards(Refusal):
    what = _("募集の終わりの日が、始まりの日より前です。")
    todo = _("二つの日を確かめて、直してください。")


class PeriodInThePast(Refusal):
    what = _("募集の始まりの日（{day}）は、もう過ぎています。")
    todo = _("始まりを今日か、それより後の日に直してから知らせてください。")


class ShorterNeedsReason(Refusal):
    what = _("募集の期間が{days}日です。決まりの{least}日より短くなっています。")
    todo = _("期間を延ばすか、短くする理由を書いてください。理由は、だれでも読めます。")


class CategoriesNeeded(Refusal):
    what = _("対応区分が一つもありません。")
    todo = _("符号と言葉のある区分を、一つ以上書いてください。")


class CategoryTwice(Refusal):
    what = _("対応区分の符号「{code}」が二度あります。")
    todo = _("どちらかを別の符号にしてください。")


class TooManyCategories(Refusal):
    what = _("対応区分が{count}個あります。{limit}個まで使えます。")
    todo = _("似たものを一つにまとめてください。")


class CategoryInUse(Refusal):
    what = _("区分「{code}」は、もう市の考え方に使われています。")
    todo = _("使っている市の考え方の区分を変えてから、外してください。言葉だけなら直せます。")


class ConsultationNotInState(Refusal):
    what = _("このパブリックコメントは、いま「{state}」です。")
    todo = _("ほかの人が先に進めたか、もうできない段階です。ページを読み直して確かめてください。")


class ConsultationNotOpen(Refusal):
    what = _("「{title}」への意見は、いまは受け付けていません。")
    todo = _("募集の期間をお確かめください。書いた文は、下に残してあります。写してお使いください。")


class ExtendsBackwards(Refusal):
    what = _("新しい終わりの日が、いまの終わりの日（{day}）より後になっていません。")
    todo = _("後の日を選んでください。期間を短くすることはできません。")


class PeriodNotOver(Refusal):
    what = _("募集の期間（{day}まで）が、まだ終わっていません。")
    todo = _("結果は、期間が終わり、すべての意見に答えてから公表できます。")


class ResultPublished(Refusal):
    what = _("結果は、もう公表されています。")
    todo = _("公表した結果は変わりません。誤りが見つかったら、訂正を別に知らせてください。")


class PublicationUnderWay(Refusal):
    what = _("結果の公表の用意をしています。")
    todo = _("終わるのを待つか、公表を取り消してから直してください。")


class CommentsLeft(Refusal):
    what = _("答えのそろっていない意見があります（どこにも入っていない{unplaced:,}件、答えのない{open:,}件）。")
    todo = _("すべての意見に、承認した市の考え方を付けてから公表してください。")


class GistsLeft(Refusal):
    what = _("要旨のない意見のまとまりが{count:,}あります。")
    todo = _("届いた言葉そのものは公表しません。要旨を書いてください。")


class ChangeNotPublic(Refusal):
    what = _("「案に反映した」と答えた直しのうち、まだ公開していないものが{count:,}あります。")
    todo = _("直した版を公開してから、結果を公表してください。だれでも違いを確かめられるようにするためです。")


class TooManyComments(Refusal):
    what = _("一度に送れるのは{limit}件までです。")
    todo = _("残りは、もう一度この用紙から送ってください。")


class TooManyFromOne(Refusal):
    what = _("この機械から送れるのは、一つの募集に{limit}件までです。もう{sent}件を受け付けました。")
    todo = _("送った意見は、すべて届いています。続きは、郵送やFAXなど、ほかの出し方でお送りください。")


class ClauseNotInEdition(Refusal):
    what = _("選ばれた項目が、この案にありません。")
    todo = _("項目を選び直すか、「案の全体」を選んでください。")


class NothingChosen(Refusal):
    what = _("何も選ばれていません。")
    todo = _("一覧から一つ以上選んでください。")


class GroupEnded(Refusal):
    what = _("そのまとまりは、ほかのまとまりと一つになったか、空になりました。")
    todo = _("一覧を読み直して、選び直してください。")


class GatheringUnderWay(Refusal):
    what = _("同じ内容の意見を集める計算をしています。")
    todo = _("終わるまで、しばらくお待ちください。")


class AnswerNotInState(Refusal):
    what = _("この市の考え方は、いま「{state}」です。")
    todo = _("ほかの人が先に進めたか、戻しています。ページを読み直して確かめてください。")


class AnswerChangedMeanwhile(Refusal):
    what = _("あなたが書いているあいだに、ほかの人がこの市の考え方を保存しました。")
    todo = _("二つを合わせた文を下に置きました。確かめて、もう一度保存してください。どちらの文も残っています。")


class AnswerNotWhole(Refusal):
    what = _("市の考え方に足りないところがあります：{lacking}。")
    todo = _("書いて保存してから、承認を頼んでください。")


class ChangeMissing(Refusal):
    what = _("区分「{code}」は「案に反映した」という答えですが、直した文が示されていません。")
    todo = _("案のどの文を直したかを選んでください。直していないときは、ほかの区分にしてください。")


class ChangeNotThere(Refusal):
    what = _("選ばれた文{serial}は、募集した案から変わっていません。")
    todo = _("先に新しい版で文を直すか、直した文を選んでください。直していないときは、ほかの区分にしてください。")


class NotADepartment(Refusal):
    what = _("選ばれた団体は、市の課ではありません。")
    todo = _("担当の課を選び直してください。")


class SamePerson(Refusal):
    what = _("書いた人と、承認を頼んだ人は、承認できません。")
    todo = _("ほかの担当者に承認してもらってください。")
