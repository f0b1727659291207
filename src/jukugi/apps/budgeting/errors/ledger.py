"""
Refusal
├─ CodeTaken            another row of the ledger has this number
├─ AreaUnfit            a ward where there is none, or none where one is needed
├─ NoAmounts            nothing to invest
├─ AmountTwice          one source twice in one year
├─ AmountUnfit          a year or a sum that cannot be
├─ DepartmentMissing
├─ DecidedInTheFuture
├─ NothingChanged
├─ SomethingWaits       a change waits for a second person already
├─ NothingWaits         somebody else was quicker
├─ SecondHandNeeded     who wrote it does not publish it
├─ NotPublic            a result is written of what everybody sees
├─ NotCarriedOut        the years are counted from a day that is not known
└─ ResultTooEarly       the year has not passed
"""

from django.utils.translation import gettext_lazy as _

from jukugi.kit.errors import Refusal


class CodeTaken(Refusal):
    what = _("番号「{code}」は、ほかの事業に付いています。")
    todo = _("別の番号にするか、空のままにして自動で付けてください。")


class AreaUnfit(Refusal):
    what = _("広さ「{level}」と区域「{area}」が合いません。")
    todo = _("地域と区域の事業には区を選び、市域の事業では「市全体」にしてください。")


class NoAmounts(Refusal):
    what = _("金額が一つもありません。")
    todo = _("年度、財源、予算額を一行以上書いてください。")


class AmountTwice(Refusal):
    what = _("{year}年度の「{source}」が二行あります。")
    todo = _("一つの年度の一つの財源は、一行にまとめてください。")


class AmountUnfit(Refusal):
    what = _("{year}年度の金額か年度が、読める範囲にありません。")
    todo = _("年度は西暦4桁、金額は0円から1兆円までの円で書いてください。")


class DepartmentMissing(Refusal):
    what = _("担当課が選ばれていません。")
    todo = _("この事業に答える課を一つ選んでください。")


class DecidedInTheFuture(Refusal):
    what = _("決めた日（{day}）が、まだ来ていません。")
    todo = _("決まってから台帳に入れてください。日を確かめてください。")


class NothingChanged(Refusal):
    what = _("変わったところがありません。")
    todo = _("直してから送るか、前のページへ戻ってください。")


class SomethingWaits(Refusal):
    what = _("この事業には、公表を待っている変更があります。")
    todo = _("先に、その変更を公表するか差し戻してください。")


class NothingWaits(Refusal):
    what = _("公表を待っているものが、見たものと違います。")
    todo = _("ほかの人が先に進めました。ページを読み直して確かめてください。")


class SecondHandNeeded(Refusal):
    what = _("書いた人は、自分で公表できません。")
    todo = _("ほかの担当者に、中身を確かめて公表してもらってください。")
    status = 403


class NotPublic(Refusal):
    what = _("この事業は、いま「{state}」です。")
    todo = _("成果と取り下げは、公表している事業にだけ書けます。")


class NotCarriedOut(Refusal):
    what = _("実施した日が書かれていません。")
    todo = _("成果は、実施した日から数えます。先に「記録を直す」で日を書いてください。")


class ResultTooEarly(Refusal):
    what = _("{years}年後の振り返りは、{day}からです。")
    todo = _("その日が来てから書いてください。机に知らせが出ます。")
