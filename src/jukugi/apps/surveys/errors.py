"""
Refusal
├─ PeriodBackwards
├─ PeriodInThePast           a survey begins with its notice, or later
├─ ExtendsBackwards
├─ SurveyNotInState          somebody else was quicker, or it is too late for this
├─ SurveyNotOpen             before or after the period
├─ QuestionsFaulty           nobody could answer it as it stands
├─ NothingAsked              no question at all
├─ NobodyAsked               no audience
├─ TooManyQuestions
├─ TooManyOptions
├─ AudienceTwice
├─ AudienceInUse
├─ AttributeTwice            an attribute is asked once
├─ QuestionNeeded            another question depends on it
├─ ConditionUnfit            it does not look back at a choice
├─ QuestionGone              somebody took it away meanwhile
├─ AnotherDoor               these people come by another way
├─ CodeUnknown
├─ CodeUsed                  one answer for each code
├─ AnswersUnfit              some answers do not fit the questions
├─ NothingAnswered
├─ AlreadyAnswered           one answer from one device, where the link is open
├─ SheetCorrected            another stands in its place
├─ PaperSettled              a sheet is counted for it already
├─ SamePerson                who typed first does not type second
├─ NothingDiffers            there is nothing to settle
├─ WrongWay                  not a way on which paper comes
├─ ReceivedInTheFuture
├─ AlreadyExcluded
├─ SurveyStillOpen          a result is published when the period is over
├─ ResultNotCounted         something came in since the last count
├─ ResultUnchanged          so few answers changed that a new edition would show them
└─ NothingToPublish         too few answers for any figure
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from jukugi.kit.errors import Refusal


class PeriodBackwards(Refusal):
    what = _("実施の終わりの日が、始まりの日より前です。")
    todo = _("二つの日を確かめて、直してください。")


class PeriodInThePast(Refusal):
    what = _("実施の始まりの日（{day}）は、もう過ぎています。")
    todo = _("始まりを今日か、それより後の日に直してから始めてください。")


class ExtendsBackwards(Refusal):
    what = _("新しい終わりの日が、いまの終わりの日（{day}）より後になっていません。")
    todo = _("それより後の、今日以降の日を選んでください。")


class SurveyNotInState(Refusal):
    what = _("このアンケートは、いま「{state}」です。")
    todo = _("ほかの人が先に進めたか、もうできない段階です。ページを読み直して確かめてください。")


class SurveyNotOpen(Refusal):
    what = _("このアンケートは、いま回答を受け付けていません。")
    todo = _("受付の期間を確かめてください。紙の回答を期間の中に受け取っていれば、職員が後から入力できます。")


class QuestionsFaulty(Refusal):
    what = _("直さないと始められないところが、設問に{count}か所あります。")
    todo = _("設問の一覧に、どこをどう直すかを示しています。直してから、もう一度始めてください。")


class NothingAsked(Refusal):
    what = _("設問が一つもありません。")
    todo = _("設問を一つ以上つくってください。")


class NobodyAsked(Refusal):
    what = _("だれに聞くか（調査対象）が決まっていません。")
    todo = _("調査対象を一つ以上つくってください。")


class TooManyQuestions(Refusal):
    what = _("設問が{limit}問あります。これ以上は増やせません。")
    todo = _("似た設問をまとめるか、アンケートを二つに分けてください。答える人の負担も軽くなります。")


class TooManyOptions(Refusal):
    what = _("「{field}」が{count}個あります。{limit}個まで書けます。")
    todo = _("似たものを一つにまとめてください。")


class AudienceTwice(Refusal):
    what = _("調査対象「{name}」が二度あります。")
    todo = _("どちらかの名前を変えてください。")


class AudienceInUse(Refusal):
    what = _("調査対象「{name}」は、設問・番号・回答に使われています。")
    todo = _("名前や人数は直せますが、外すことはできません。")


class AttributeTwice(Refusal):
    what = _("「{attribute}」をたずねる設問は、もうあります。")
    todo = _("属性は、それぞれ一度だけたずねます。前の設問を直してください。")


class QuestionNeeded(Refusal):
    what = _("この設問の答えで、ほかの設問（{others}）を出すかどうかが決まります。")
    todo = _("先に、それらの設問の「出す条件」を外してください。")


class ConditionUnfit(Refusal):
    what = _("「出す条件」にできない選択肢があります。")
    todo = _("前にある「一つを選ぶ」「いくつでも選ぶ」「段階から選ぶ」の設問から選んでください。")


class QuestionGone(Refusal):
    what = _("この設問は、ほかの人が消しました。")
    todo = _("設問の一覧を開き直してください。")


class AnotherDoor(Refusal):
    what = _("このページからは回答できません。")
    todo = _("お知らせの紙やメールにあるリンク、または回答番号を使ってください。")
    status = 403


class CodeUnknown(Refusal):
    what = _("回答番号が見つかりません。")
    todo = _("お知らせの紙の番号を、もう一度確かめてください。数字のゼロと英字のオーは使っていません。")


class CodeUsed(Refusal):
    what = _("この回答番号では、もう回答をいただいています。")
    todo = _("回答は一人一回です。直したいときは、お知らせの紙にある問い合わせ先へ知らせてください。")


class AnswersUnfit(Refusal):
    """Params: ``faults``, of ``core.questionnaire``."""

    what = _("答えのうち{count}か所が、設問に合いません。")
    todo = _("印のあるところを直してください。ほかの答えは残してあります。")

    def __init__(self, *, faults: Any) -> None:
        super().__init__(count=len(faults), faults=faults)


class NothingAnswered(Refusal):
    what = _("どの設問にも答えがありません。")
    todo = _("答えられるものだけで結構です。一つ以上答えてから送ってください。")


class AlreadyAnswered(Refusal):
    what = _("この端末からは、もう回答をいただいています（受付番号 {number}）。")
    todo = _("同じ端末で家族の方が答えるときは、「別の人として答える」を選んでください。")


class SheetCorrected(Refusal):
    what = _("この回答には、直したものがもうあります。")
    todo = _("ページを読み直して、いちばん新しい回答を直してください。")


class AlreadyExcluded(Refusal):
    what = _("この回答は、もう集計から外してあります。")
    todo = _("ページを読み直して確かめてください。")


class PaperSettled(Refusal):
    what = _("番号 {number} の紙は、もう集計に入っています。")
    todo = _("番号を確かめてください。誤りを直すときは、「回答を直す」を使ってください。")


class SamePerson(Refusal):
    what = _("この紙の一回目は、あなたが入力しました。")
    todo = _("二回目は、ほかの人が入力してください。同じ人だと、同じ見まちがいに気づけません。")


class NothingDiffers(Refusal):
    what = _("この紙の二つの入力に、くいちがいはありません。")
    todo = _("一覧に戻って、次の紙に進んでください。")


class WrongWay(Refusal):
    what = _("届いた手段が、紙や電話ではありません。")
    todo = _("郵送、FAX、持参などから選んでください。")


class ReceivedInTheFuture(Refusal):
    what = _("受け取った日が、今日より後になっています。")
    todo = _("紙の受付印の日を確かめてください。")


class SurveyStillOpen(Refusal):
    what = _("このアンケートは、{day}まで回答を受け付けています。")
    todo = _("結果は、受付の期間が終わってから公表してください。途中の集計は、このページでいつでも見られます。")


class ResultNotCounted(Refusal):
    what = _("最後の集計のあとに、回答が届いたか、集計から外す回答が変わりました。")
    todo = _("集計は自動で始まります。10秒ほど待ってからページを読み直し、数字を確かめて公表してください。")


class ResultUnchanged(Refusal):
    what = _("第{number}版から変わった回答が少なく、新しい版を出すと、その人たちの答えが分かってしまいます。")
    todo = _("変わった回答が5通以上になり、どの数字の変化も5人以上になった設問ができてから公表してください。")


class NothingToPublish(Refusal):
    what = _("回答が少なく、公表できる数字がありません。")
    todo = _("5通以上の回答が集まった設問ができてから公表してください。")
