from django.utils.translation import gettext_lazy as _

from jukugi.kit.errors import Refusal


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


class NotHidden(Refusal):
    """An appeal against something that everybody may read, or nobody has read yet."""

    what = _("この声は、いま非公開にはなっていません。")
    todo = _("「声のゆくえ」を開き直して、いまの様子を見てください。")


class AppealWaiting(Refusal):
    """One at a time."""

    what = _("この声についての異議は、すでに届いていて、答えを待っています。")
    todo = _("答えは「声のゆくえ」に出ます。書いたものは、答えのあとでもう一度送れます。")


class TooManyAppeals(Refusal):
    what = _("この声についての異議は、{limit}回まで受け付け、すべてに答えました。")
    todo = _("納得がいかないときは、市の窓口か、市民オンブズマンの制度に相談してください。")


class AppealEmpty(Refusal):
    what = _("異議の理由が書かれていません。")
    todo = _("公開してよいと考えるわけを、ひとことでも書いてください。")


class AppealTooLong(Refusal):
    what = _("異議が{length:,}字あります。{limit:,}字まで書けます。")
    todo = _("書いたものは残してあります。縮めて、もう一度送ってください。")


class AppealDecided(Refusal):
    what = _("この異議には、すでに答えています（{state}）。")
    todo = _("ページを開き直して、答えを確かめてください。")


class AppealDecidedByWhoHid(Refusal):
    """Four eyes."""

    what = _("公開しないと決めた人は、その異議に答えられません。")
    todo = _("ほかの職員に頼んでください。")


class AnswerMissing(Refusal):
    what = _("答えが書かれていません。")
    todo = _("認めるときも、認めないときも、だれが読んでも分かる理由を書いてください。公開されます。")


class NotPublic(Refusal):
    """Only what the public may read leads somewhere: a count on the board must be readable voice by voice."""

    what = _("この意見は公開していません。")
    todo = _("公開すると決めるときに、論点を選んで一度につなげます。")


class LinkEnded(Refusal):
    """It was ended before."""

    what = _("このつながりは、すでに終わっています。")
    todo = _("ページを開き直してください。もう一度つなぐこともできます。")


class VoicesDisagree(Refusal):
    """Issues that are merged, of which one takes an opinion up and another does not."""

    what = _("一方の論点では声として数え、もう一方では「取り上げない」とした意見が{count:,}件あります。")
    todo = _(
        "どちらか一つにしてから、まとめてください。まだ何も変わっていません。その意見は「声をさがす」で論点ごとに並べると見つかります。"
    )
