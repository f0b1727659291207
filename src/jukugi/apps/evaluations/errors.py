"""
Refusal
├─ PeriodBackwards
├─ PeriodInThePast          sheets are asked for from now on, not before
├─ ReviewNotInState         somebody else was quicker, or it is too late for this
├─ ReviewNotOpen            before or after the period
├─ NothingToReview          no measure, or no criterion
├─ MeasureTwice
├─ TooManyRows
├─ CriterionTwice
├─ NoVerdict                a sheet judges by one criterion at least
├─ ReasonNeeded             a verdict has its reason
├─ CriterionOfAnotherReview
├─ AnotherDoor              this side has its own way to the sheet
├─ TooManySheets            one device, one day
├─ SheetReplaced            there is a newer one
├─ ReviewChangesNothing
├─ RuleMissing
├─ ReceivedInTheFuture
├─ WrongChannel
├─ MeasureWithoutSheets     before publishing, each measure has an answer
├─ SheetsWait               words are read before the result comes out
├─ FindingsLeft             drafts are finished before the result comes out
├─ FindingsNeeded
├─ FindingNotInState
├─ FindingWithoutBasis      a finding rests on sheets, figures or gaps
├─ BasisNotPublic
├─ BasisTwice
├─ SamePerson               who wrote or asked does not approve
├─ IssueOfAnotherProcess
├─ LinkedAlready
└─ LinkEnded               somebody else was quicker
"""

from django.utils.translation import gettext_lazy as _

from jukugi.kit.errors import Refusal


class PeriodBackwards(Refusal):
    what = _("受付の終わりの日が、始まりの日より前です。")
    todo = _("二つの日を確かめて、直してください。")


class PeriodInThePast(Refusal):
    what = _("受付の終わりの日（{day}）は、もう過ぎています。")
    todo = _("終わりを今日か、それより後の日に直してください。")


class ReviewNotInState(Refusal):
    what = _("この検証は、いま「{state}」です。")
    todo = _("ほかの人が先に進めたか、もうできない段階です。ページを読み直して確かめてください。")


class ReviewNotOpen(Refusal):
    what = _("「{title}」の評価は、いまは受け付けていません。")
    todo = _("受付の期間をお確かめください。書いた文は、下に残してあります。写してお使いください。")


class NothingToReview(Refusal):
    what = _("評価する施策か観点が、まだありません。")
    todo = _("施策を一つ以上、観点を一つ以上入れてから、受付を始めてください。")


class MeasureTwice(Refusal):
    what = _("「{name}」は、もうこの検証に入っています。")
    todo = _("一覧から開いて、事実を書いてください。")


class TooManyRows(Refusal):
    what = _("{field}が{limit}を超えています。")
    todo = _("いくつかにまとめるか、別の検証に分けてください。")


class CriterionTwice(Refusal):
    what = _("観点「{name}」が二度あります。")
    todo = _("どちらかを別の名前にしてください。")


class NoVerdict(Refusal):
    what = _("評価が一つも選ばれていません。")
    todo = _("答えられる観点だけでかまいません。一つ以上選んでください。")


class ReasonNeeded(Refusal):
    what = _("「{name}」の評価に、理由がありません。")
    todo = _("そう思った理由を、ひとことでも書いてください。理由が思い当たらないときは「わからない」を選べます。")


class CriterionOfAnotherReview(Refusal):
    what = _("選ばれた観点が、この検証にありません。")
    todo = _("ページを読み直して、選び直してください。")


class AnotherDoor(Refusal):
    what = _("「{side}」の評価シートは、この入口からは書けません。")
    todo = _("お知らせした入口から開くか、市民として書いてください。")
    status = 403


class TooManySheets(Refusal):
    what = _("この機械から、もう{limit}回評価を送っています。")
    todo = _("送った評価は、すべて届いています。続きは明日か、紙でお寄せください。")


class SheetReplaced(Refusal):
    what = _("この評価シートは、もう書き直されています。")
    todo = _("新しいほうを開いてください。")


class ReviewChangesNothing(Refusal):
    what = _("この評価シートは、もう「{state}」です。")
    todo = _("ほかの人が先に確かめました。一覧を読み直してください。")


class RuleMissing(Refusal):
    what = _("公開しないときの決まりが選ばれていません。")
    todo = _("どの決まりによるかを選び、理由を書いてください。だれでも読めます。")


class ReceivedInTheFuture(Refusal):
    what = _("受け付けた日が、今日より後です。")
    todo = _("紙が届いた日を書いてください。")


class WrongChannel(Refusal):
    what = _("届き方が、紙や電話ではありません。")
    todo = _("郵送、FAX、会場、電話、カードのどれかを選んでください。")


class MeasureWithoutSheets(Refusal):
    what = _("評価が一つもない施策があります：{name}。")
    todo = _("担当課の評価だけでも入れるか、検証から外してください。")


class SheetsWait(Refusal):
    what = _("まだ読んでいない評価シートが{count:,}通あります。")
    todo = _("言葉を確かめて、公開するかを決めてから公表してください。")


class FindingsLeft(Refusal):
    what = _("承認していない「検証で分かったこと」が{count:,}あります。")
    todo = _("承認してもらうか、下書きを消してから公表してください。")


class FindingsNeeded(Refusal):
    what = _("「検証で分かったこと」が、まだありません。")
    todo = _("続けること、変えること、やめること、わからないことを書き、承認を受けてください。")


class FindingNotInState(Refusal):
    what = _("この「分かったこと」は、いま「{state}」です。")
    todo = _("ほかの人が先に進めたか、戻しています。ページを読み直して確かめてください。")


class FindingWithoutBasis(Refusal):
    what = _("この「分かったこと」に、よりどころが付いていません。")
    todo = _("評価シート、事実の数字、認識の差のどれかを、一つ以上付けてください。")


class BasisNotPublic(Refusal):
    what = _("選ばれたよりどころは、みんなが読めるものではありません。")
    todo = _("公開している評価シートか、同じ検証の数字を選んでください。")


class BasisTwice(Refusal):
    what = _("そのよりどころは、もう付いています。")
    todo = _("ほかのよりどころがあれば付けてください。")


class SamePerson(Refusal):
    what = _("書いた人と、承認を頼んだ人は、承認できません。")
    todo = _("ほかの担当者に承認してもらってください。")


class IssueOfAnotherProcess(Refusal):
    what = _("選ばれた論点は、別の検討のものです。")
    todo = _("この検証と同じ検討の論点を選んでください。")


class LinkedAlready(Refusal):
    what = _("その論点には、もうつながっています。")
    todo = _("ほかの論点を選ぶか、理由を直すときは一度外してください。")


class LinkEnded(Refusal):
    what = _("この論点からは、もう外してあります。")
    todo = _("ページを読み直して、いまのつながりを確かめてください。")
