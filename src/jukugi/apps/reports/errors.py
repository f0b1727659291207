"""
Refusal
├─ ReportHandedOver    it waits for approval and is not changed meanwhile
├─ NotHandedOver       there is nothing to publish or to send back
├─ PublishedByAsker    four eyes: who handed it over does not publish it
├─ PublishedByWriter   four eyes: who wrote in it last does not publish it
├─ NothingChosen       a report has at least one section
├─ ContentMoved        the approver looked at something else than what waits now
├─ ReasonMissing       a further edition says why it is made
├─ SectionUnknown      no room offers it any more
├─ YearMissing         a yearly report names its year
├─ YearOfOthers        only a yearly report has a year
└─ ProcessInPreparation nobody can read of it yet
"""

from django.utils.translation import gettext_lazy as _

from jukugi.kit.errors import Refusal


class ReportHandedOver(Refusal):
    what = _("この報告は承認を待っているので、変えられません。")
    todo = _("直すときは、先に「戻す」を押してください。")


class NotHandedOver(Refusal):
    what = _("この報告は、承認に出ていません。")
    todo = _("ページを読み直して、いまの状態を確かめてください。")


class PublishedByAsker(Refusal):
    what = _("承認に出した人は、自分では公開できません。")
    todo = _("ほかの施策担当者に、読んで公開してもらってください。")
    status = 403


class PublishedByWriter(Refusal):
    what = _("最後に言葉を書いた人は、自分では公開できません。")
    todo = _("ほかの施策担当者に、読んで公開してもらってください。")
    status = 403


class NothingChosen(Refusal):
    what = _("載せる節が、一つも選ばれていません。")
    todo = _("節を一つ以上載せてから、承認に出してください。")


class ContentMoved(Refusal):
    what = _("読んでいるあいだに、承認を待つ中身が変わりました。")
    todo = _("いまの中身を読み直してから、公開してください。")


class ReasonMissing(Refusal):
    what = _("新しい版をつくる理由が、書かれていません。")
    todo = _("前の版と何が違うのかを、読む人に分かるように書いてください。")


class SectionUnknown(Refusal):
    what = _("この節は、載せられるものの中にありません。")
    todo = _("ページを読み直して、いまある節から選んでください。")


class YearMissing(Refusal):
    what = _("年次報告なのに、年度がありません。")
    todo = _("どの年度の報告かを、西暦で書いてください。")


class YearOfOthers(Refusal):
    what = _("年度を書けるのは、年次報告だけです。")
    todo = _("年度を空にするか、種類を年次報告にしてください。")


class ProcessInPreparation(Refusal):
    what = _("準備中の検討プロセスの報告は、つくれません。")
    todo = _("検討プロセスを公開してから、つくってください。")
