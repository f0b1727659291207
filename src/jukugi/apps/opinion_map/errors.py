"""
Refusal
├─ TopicClosed              the topic was closed before its phase ended
├─ StatementNotOpen         the statement is waiting, hidden or gone
├─ StatementUnchanged       a review that changes nothing
├─ ReasonMissing            hiding needs a reason that the public can read
├─ StatementEmpty
├─ StatementTooLong
├─ StatementExists          the same words stand there already
├─ StatementRepeated        the same words twice in one list
├─ StatementWaiting         the same words are before the staff
├─ TooManyWaiting           one participant, too many statements that nobody has looked at yet
├─ TopicFull                one topic, too many of them
├─ ReasonEmpty
├─ ReasonTooLong
├─ ReasonExists             the same words stand there already, or are before the staff
├─ TooManyReasonsWaiting    one participant, too many reasons that nobody has looked at yet
├─ ReasonsFull              one topic, too many of them
├─ ReasonNotShown           it is waiting, hidden or gone
├─ OwnReason                nobody finds their own reason helpful
├─ ReasonUnchanged          a review that changes nothing
├─ ReplyEmpty
├─ ReplyTooLong
├─ NotACondition            only a condition becomes a statement
├─ NothingToPublish         no map that may be shown
├─ EditionUnchanged         too few people have answered since the last edition
├─ EditionTitleTooLong
├─ TopicNeedsTitle
├─ TopicNeedsStatements
├─ TooManySheets
├─ NoStatementsToPrint
├─ SheetUnknown             the number is none of a sheet of this topic
├─ SheetAlreadyCounted
├─ SheetReadBySame          the second reading must be somebody else's
├─ SheetDiffers             two readings differ; a further one settles it
├─ SheetDoesNotDiffer       there is nothing to settle
├─ ReadingMatchesNone       who has read it before reads it differently from everybody
└─ StatementNotOnSheet
"""

from django.utils.translation import gettext_lazy as _

from jukugi.kit.errors import Refusal


class TopicClosed(Refusal):
    """The topic was closed before its phase ended."""

    what = _("「{topic}」の回答の受付は終わりました。")
    todo = _("これまでの答えは意見の地図で見られます。ほかに受け付けている問いは「熟議」の一覧にあります。")


class StatementNotOpen(Refusal):
    """The statement is waiting, hidden or gone."""

    what = _("この意見文には、いま答えられません。確認待ちか、公開を取りやめたものです。")
    todo = _("ほかの意見文に進んでください。これまでのあなたの答えは残っています。")


class StatementUnchanged(Refusal):
    """A review that changes nothing."""

    what = _("この意見文は、すでに「{state}」です。")
    todo = _("ほかの職員が先に決めたのかもしれません。一覧を開き直して、理由を確かめてください。")


class ReasonMissing(Refusal):
    """Hiding needs a reason that the public can read."""

    what = _("非公開にする理由が書かれていません。")
    todo = _("だれが読んでも分かる理由を書いて、もう一度決定してください。理由は書いた人にも示されます。")


class StatementEmpty(Refusal):
    what = _("意見文が空です。")
    todo = _("一つの文に、一つのことを書いてください。")


class StatementTooLong(Refusal):
    what = _("意見文が{length}字あります。{limit}字までです。")
    todo = _("一つのことにしぼって短くするか、二つの意見文に分けてください。")


class StatementExists(Refusal):
    """The same words stand there already."""

    what = _("同じ意見文が、すでにあります。")
    todo = _("その意見文に賛成・反対・わからないで答えてください。")

    def __init__(self, *, statement_pk: int) -> None:
        super().__init__()
        self.statement_pk = statement_pk


class StatementRepeated(Refusal):
    """The same words twice in one list."""

    what = _("「{text}」が、二度書かれています。")
    todo = _("どちらかの行を消して、もう一度加えてください。")


class StatementWaiting(Refusal):
    """The same words are before the staff."""

    what = _("同じ意見文を、職員がいま確かめています。")
    todo = _("公開されると答えられるようになります。それまで、ほかの意見文に答えながらお待ちください。")


class TooManyWaiting(Refusal):
    """One participant, too many statements that nobody has looked at yet."""

    what = _("確認を待っているあなたの意見文が{limit}件あります。")
    todo = _("職員の確認が済むまで、ほかの意見文に答えながらお待ちください。")


class TopicFull(Refusal):
    """One topic, too many statements that nobody has looked at yet."""

    what = _("この問いでは、参加者の意見文が{limit}件、確認を待っています。いまは新しい意見文を受け付けられません。")
    todo = _("書いた文を手元に控え、日をおいてもう一度お試しください。ほかの意見文には、いまも答えられます。")


class ReasonEmpty(Refusal):
    what = _("理由が書かれていません。")
    todo = _("なぜそう考えるのかを、ひとことで書いてください。経験を一つ書くと、ほかの人に伝わります。")


class ReasonTooLong(Refusal):
    what = _("理由が{length:,}字あります。{limit}字までです。")
    todo = _("書いたものは残してあります。いちばん伝えたい一つのことにしぼってください。")


class ReasonExists(Refusal):
    """The same words stand there already, or are before the staff."""

    what = _("同じ理由が、すでに届いています。")
    todo = _("公開されているものなら「参考になった」を押してください。確認待ちなら、公開されるまでお待ちください。")


class TooManyReasonsWaiting(Refusal):
    """One participant, too many reasons that nobody has looked at yet."""

    what = _("確認を待っているあなたの理由が{limit}件あります。")
    todo = _("書いたものは残してあります。職員の確認が済んでから、もう一度送ってください。")


class ReasonsFull(Refusal):
    """One topic, too many reasons that nobody has looked at yet."""

    what = _("この問いでは、理由が{limit}件、確認を待っています。いまは新しい理由を受け付けられません。")
    todo = _("書いたものを手元に控え、日をおいてもう一度お試しください。答えることと読むことは、いまもできます。")


class ReasonNotShown(Refusal):
    """It is waiting, hidden or gone."""

    what = _("この理由は、いま公開していません。")
    todo = _("ページを開き直して、ほかの理由を読んでください。")


class OwnReason(Refusal):
    """Nobody finds their own reason helpful."""

    what = _("自分の書いた理由に「参考になった」は付けられません。")
    todo = _("ほかの人の理由を読んでください。")


class ReasonUnchanged(Refusal):
    """A review that changes nothing."""

    what = _("この理由は、すでに「{state}」です。")
    todo = _("ほかの職員が先に決めたのかもしれません。開き直して、確かめてください。")


class ReplyEmpty(Refusal):
    what = _("応答が書かれていません。")
    todo = _("市や進行役として伝えることを書いてください。課の名前とともに公開されます。")


class ReplyTooLong(Refusal):
    what = _("応答が{length:,}字あります。{limit}字までです。")
    todo = _("書いたものは残してあります。短くするか、資料の場所を示してください。")


class NotACondition(Refusal):
    """Only a condition becomes a statement."""

    what = _("意見文にできるのは、公開している「賛成できるなら」だけです。")
    todo = _("理由は理由のまま残ります。新しい意見文は、問いのページで加えてください。")


class NothingToPublish(Refusal):
    """No map that may be shown."""

    what = _("公開できる地図が、まだありません。")
    todo = _("5人以上が答えると、地図ができます。それから版として公開してください。")


class EditionUnchanged(Refusal):
    """Too few people have answered since the last edition."""

    what = _("第{number}版のあとに答えた人が、{limit}人に足りません。")
    todo = _("少ない人の答えが版の違いから分かってしまうため、答えが増えてから公開してください。")


class EditionTitleTooLong(Refusal):
    what = _("版の題が{length}字あります。{limit}字までです。")
    todo = _("短くしてください。くわしいことは、添える言葉に書けます。")


class TopicNeedsTitle(Refusal):
    what = _("問いの題がありません。")
    todo = _("何について聞くのかを、80字までで書いてください。")


class TopicNeedsStatements(Refusal):
    what = _("意見文が{count}件しかありません。")
    todo = _("一行に一つずつ、少なくとも{needed}件書いてください。少なすぎると、答えの違いが見えません。")


class TooManySheets(Refusal):
    what = _("一度に印刷できるのは、1枚から{limit}枚までです。")
    todo = _("枚数を直すか、何度かに分けて印刷してください。")


class NoStatementsToPrint(Refusal):
    what = _("公開中の意見文がないので、用紙をつくれません。")
    todo = _("問いのページで意見文を公開してから、もう一度印刷してください。")


class SheetUnknown(Refusal):
    """The number is none of a sheet of this topic."""

    what = _("受付番号{number}は、この問いの用紙の番号ではありません。")
    todo = _("用紙の問いの題を確かめてください。意見カードの番号は「紙の声を打ち込む」で入れます。")


class SheetAlreadyCounted(Refusal):
    what = _("受付番号{number}の用紙は、すでに数えました。")
    todo = _("同じ紙を二度数えることはありません。次の紙に進んでください。")


class SheetReadBySame(Refusal):
    """The second reading must be somebody else's."""

    what = _("受付番号{number}の用紙は、あなたが一度目を打ち込みました。")
    todo = _(
        "打ち間違いを見つけるため、二度目は別の人が打ち込みます。ほかに人がいないときは、"
        "施策担当が一日おいてから打ち込めます。"
    )


class SheetDiffers(Refusal):
    """Two readings differ; a further one settles it."""

    what = _("受付番号{number}の用紙は、二人の読み取りが違っています。")
    todo = _("用紙の一覧の「違いを決める」で、違うところだけを紙で確かめてください。")


class SheetDoesNotDiffer(Refusal):
    """There is nothing to settle."""

    what = _("受付番号{number}の用紙には、決める違いがありません。")
    todo = _("「紙の答えを打ち込む」で番号を入れて、二度目の読み取りをしてください。")


class ReadingMatchesNone(Refusal):
    """Who has read it before reads it differently from everybody."""

    what = _("これまでの読み取りのどれとも違う答えがあります。")
    todo = _(
        "紙をもう一度見て、これまでの読み取りのどれかを選んでください。"
        "どれも違うと思うときは、まだこの紙を読んでいない人に頼んでください。"
    )


class StatementNotOnSheet(Refusal):
    what = _("この用紙に刷っていない意見文への答えがあります。")
    todo = _("受付番号を確かめ、番号を入れるところからやり直してください。")


class NoReasonForRows(Refusal):
    """Single answers are exported only with a reason."""

    what = _("一人ひとりの答えを書き出す理由がありません。")
    todo = _("だれが何のために使うかを書いてください。記録に残ります。")


class NoSuchPublicOpinion(Refusal):
    """A statement can be made only from an opinion that everybody may read."""

    what = _("受付番号{number}の、公開中の意見は、この検討プロセスにはありません。")
    todo = _("番号を確かめてください。まだ公開していない意見は、先に「声を読む」で公開するか決めます。")
