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
├─ TopicNeedsTitle
└─ TopicNeedsStatements
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


class TopicNeedsTitle(Refusal):
    what = _("問いの題がありません。")
    todo = _("何について聞くのかを、80字までで書いてください。")


class TopicNeedsStatements(Refusal):
    what = _("意見文が{count}件しかありません。")
    todo = _("一行に一つずつ、少なくとも{needed}件書いてください。少なすぎると、答えの違いが見えません。")
