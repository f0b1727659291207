"""
Refusal
├─ PhaseNotOpen          no phase of the process opens this now
├─ ProcessFinished       the process is a record of what was; nothing is added to it
├─ SlugTaken             another process stands, or stood, at this address
├─ TitleMissing
├─ ReasonMissing         what the public reads has no reason
├─ EndsBeforeItStarts
├─ DatesNeedAReason      a public date is shifted, not edited
├─ NothingMoves          the new dates are the old ones
├─ PreviewOutdated       somebody changed the course meanwhile
├─ StageInUse            a public stage is not deleted
├─ GoesInACircle         a stage would wait for itself
├─ AlreadyPaused
├─ NotPaused
├─ GateNotMet            conditions are not met, and no reason is given to pass in spite of them
├─ GatePassed            it was passed before
├─ GateNotPassed
├─ CheckedByRooms        a condition that a room checks cannot be ticked
├─ ExceptionExists       the ward has one of its own already
├─ ExceptionEnded
├─ NoPhases              a process without phases is not published
├─ TemplateExists
├─ TemplateBroken        a template cannot be read
└─ ScheduleFaulty        rows of a table that cannot be taken
"""

from django.utils.translation import gettext_lazy as _

from jukugi.kit.errors import Refusal


class PhaseNotOpen(Refusal):
    """No phase of the process opens this now."""

    what = _("「{process}」では、いま「{kind}」を受け付けていません。")
    todo = _("受付の期間は、ホームの「いまどこ」で確かめられます。これまでの結果は引き続き見られます。")


class ProcessFinished(Refusal):
    """The process is a record of what was; nothing is added to it."""

    what = _("「{process}」は、終わった検討の記録です。")
    todo = _(
        "読むことはできますが、加えることや変えることはできません。いま進んでいる検討を、検討プロセスの一覧から選んでください。"
    )


class SlugTaken(Refusal):
    """Another process stands, or stood, at this address."""

    what = _("アドレス「{slug}」は使えません。ほかの検討プロセスか、決まったページが使っています。")
    todo = _("英小文字・数字・ハイフンで、別のアドレスにしてください。")


class TitleMissing(Refusal):
    what = _("名前がありません。")
    todo = _("市民が見て分かる名前を書いてください。")


class ReasonMissing(Refusal):
    """What the public reads has no reason."""

    what = _("理由がありません。")
    todo = _("市民がそのまま読みます。何があって、どう変えるのかを一文で書いてください。")


class EndsBeforeItStarts(Refusal):
    what = _("「{title}」の終わりの日が、始まりの日より前です。")
    todo = _("どちらかの日を直してください。")


class DatesNeedAReason(Refusal):
    """A public date is shifted, not edited."""

    what = _("「{title}」の日付は、もう公開しています。")
    todo = _("「予定をずらす」で、理由を書いて動かしてください。あとに続くものも、いっしょに見直せます。")


class NothingMoves(Refusal):
    """The new dates are the old ones."""

    what = _("新しい日付が、いまの日付と同じです。")
    todo = _("ずらす月数か、新しい日を書いてください。")


class PreviewOutdated(Refusal):
    """Somebody changed the course meanwhile."""

    what = _("この案をつくったあとに、だれかが予定を変えました。")
    todo = _("いまの予定からつくり直した案を下に出しています。もう一度確かめて、決めてください。")


class StageInUse(Refusal):
    """A public stage is not deleted."""

    what = _("「{title}」は、もう公開しています。")
    todo = _("消さずに、名前か予定を理由を添えて変えてください。")


class GoesInACircle(Refusal):
    """A stage would wait for itself."""

    what = _("「{title}」が、まわりまわって自分を待つことになります。")
    todo = _("「先に終わること」から、あとに来るものを外してください。")


class AlreadyPaused(Refusal):
    what = _("「{title}」は、もう中断しています。")
    todo = _("再開するまで、そのままで大丈夫です。")


class NotPaused(Refusal):
    what = _("「{title}」は、中断していません。")
    todo = _("画面を開き直して、いまの様子を確かめてください。")


class GateNotMet(Refusal):
    """Conditions are not met, and no reason is given to pass in spite of them."""

    what = _("「{gate}」には、まだそろっていないことが{count}つあります。")
    todo = _("そろえてから通すか、それでも通す理由を書いてください。理由は公開されます。")


class GatePassed(Refusal):
    what = _("「{gate}」は、もう通っています。")
    todo = _("まちがいだったときは、理由を書いて「通ったことを取り消す」を使ってください。")


class GateNotPassed(Refusal):
    what = _("「{gate}」は、まだ通っていません。")
    todo = _("画面を開き直して、いまの様子を確かめてください。")


class CheckedByRooms(Refusal):
    """A condition that a room checks cannot be ticked."""

    what = _("「{title}」は、記録から数えて確かめます。")
    todo = _("手では変えられません。リンクの先で残りを済ませてください。")


class ExceptionExists(Refusal):
    """The ward has one of its own already."""

    what = _("{ward}には、この期間の例外がもうあります。")
    todo = _("前の例外を理由を書いて終えてから、新しい例外を加えてください。")


class ExceptionEnded(Refusal):
    what = _("{ward}の例外は、もう終えています。")
    todo = _("画面を開き直して、いまの様子を確かめてください。")


class NoPhases(Refusal):
    """A process without phases is not published."""

    what = _("「{process}」には、期間が一つもありません。")
    todo = _("期間を一つ以上加えてから、公開してください。")


class TemplateExists(Refusal):
    what = _("「{name}」というひな型は、もうあります。")
    todo = _("別の名前にしてください。")


class TemplateBroken(Refusal):
    """A template cannot be read."""

    what = _("ひな型「{name}」を読めません（{where}）。")
    todo = _("別のひな型を選ぶか、何もないところから始めてください。")


class ScheduleFaulty(Refusal):
    """Rows of a table that cannot be taken; ``faults`` says where."""

    what = _("予定表に、直すところが{count}か所あります。")
    todo = _("表を直して、もう一度取り込んでください。まだ何も取り込んでいません。")
