"""
Refusal
├─ SourceMissing             a promise is made somewhere: in a clause, in an answer
├─ SourceNotPublic           what nobody can read yet promises nothing
├─ SourceTwice               the same source stands behind this promise
├─ DueBeforePromised         the day to keep it lies before the day it was made
├─ IndicatorNotWhole         an indicator has a unit and a goal
├─ NotDrafted                its words are public and stay
├─ PublishedByWriter         four eyes
├─ NotOpen                   it was kept or given up before
├─ NotClosed                 it is open
├─ EvidenceMissing           "done" says how one can see it
├─ DayInFuture               what happened, happened before now
├─ DueNotMoved
├─ SameDepartment
├─ NothingMeasured           this promise has no indicator
├─ ReviewThere               one review a year
├─ ReviewOver                a closed review stays as it is
├─ NotInReview               this promise is not part of it
├─ EntriesMissing            a review tells of every promise
├─ ClosedByWriter            four eyes
└─ NothingPromised           there is no promise to review
"""

from django.utils.translation import gettext_lazy as _

from jukugi.kit.errors import Refusal


class SourceMissing(Refusal):
    what = _("何から生まれた約束かが選ばれていません。")
    todo = _("文書の文か、意見への市の考え方を選んでください。")


class SourceNotPublic(Refusal):
    what = _("選ばれたものは、まだ公開されていません。")
    todo = _("だれでも読めるようになってから、約束として載せてください。")


class SourceTwice(Refusal):
    what = _("同じもとが、この約束にもう付いています。")
    todo = _("ページを読み直して確かめてください。")


class DueBeforePromised(Refusal):
    what = _("期日（{due}）が、約束した日（{promised}）より前になっています。")
    todo = _("二つの日を確かめて、直してください。")


class IndicatorNotWhole(Refusal):
    what = _("指標には、名前と単位と目標の値がいります。")
    todo = _("三つともうめるか、三つとも空にしてください。")


class NotDrafted(Refusal):
    what = _("この約束は公開されています。言葉は変えられません。")
    todo = _("期日や受け持ちは、理由を書いて変えられます。")


class PublishedByWriter(Refusal):
    what = _("下書きを書いた人は、自分では公開できません。")
    todo = _("ほかの担当者に、読んで公開してもらってください。")
    status = 403


class NotOpen(Refusal):
    what = _("この約束は「{state}」になっています。")
    todo = _("続きがあるときは、先に「もう一度、進めることにした」を書いてください。")


class NotClosed(Refusal):
    what = _("この約束は、いま進めているところです。")
    todo = _("ページを読み直して確かめてください。")


class EvidenceMissing(Refusal):
    what = _("行ったことを、読む人が確かめられるものがありません。")
    todo = _("どこで何を見れば分かるかを書いてください（ページのアドレス、資料の名前、場所など）。")


class DayInFuture(Refusal):
    what = _("{day}は、まだ来ていない日です。")
    todo = _("行った日、測った日を書いてください。")


class DueNotMoved(Refusal):
    what = _("新しい期日が、いまの期日（{due}）と同じです。")
    todo = _("変えないときは、「進みぐあい」だけを書いてください。")


class SameDepartment(Refusal):
    what = _("受け持ちは、もう「{department}」です。")
    todo = _("移す先の課を選んでください。")


class NothingMeasured(Refusal):
    what = _("この約束には、測る指標がありません。")
    todo = _("「進みぐあい」を言葉で書いてください。")


class ReviewThere(Refusal):
    what = _("{year}年度の点検は、もう始まっています。")
    todo = _("一覧から開いて、続きを書いてください。")


class ReviewOver(Refusal):
    what = _("この点検は閉じて公表されています。")
    todo = _("いまの進みぐあいは、それぞれの約束のページに書いてください。")


class NotInReview(Refusal):
    what = _("この約束は、この点検の対象ではありません。")
    todo = _("点検のページを読み直して確かめてください。")


class EntriesMissing(Refusal):
    what = _("まだ書かれていない約束が{count}件あります。")
    todo = _("すべての約束について書いてから、閉じてください。遅れているものも、そのまま書きます。")


class ClosedByWriter(Refusal):
    what = _("この点検のうち{count}件は、あなたが書いたものです。")
    todo = _("書いていない担当者に、読んで閉じてもらってください。")
    status = 403


class NothingPromised(Refusal):
    what = _("この検討プロセスには、公開された約束がありません。")
    todo = _("約束を載せてから、点検を始めてください。")
