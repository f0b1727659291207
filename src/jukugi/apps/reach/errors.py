"""
Refusal
├─ NotCounted           nothing is counted yet, or something changed since
├─ NothingChanged       no figure may change after the edition before
├─ NothingToPublish     too few took part that anything could be told
├─ FutureOutreach       only what was done is written down
├─ MoreThanHandedOut    more came back than went out
├─ TwoWaysCounted       counted by hand, and by a call
├─ AnotherProcess       the call belongs to another process
├─ OutreachChanged      it was corrected or taken back meanwhile
├─ NobodyHandedOut      nothing went out
└─ NotEnoughLetters     even a million letters are too few
"""

from django.utils.translation import gettext_lazy as _

from jukugi.kit.errors import Refusal


class NotCounted(Refusal):
    what = _("公表する数を、いま数えているところです。")
    todo = _("1分ほど待ってから、もう一度開いてください。")


class NothingChanged(Refusal):
    what = _("第{number}版から、公表できる変化がありません。")
    todo = _("5人より少ない変化は、人が分かるおそれがあるため出せません。もう少し集まるのを待ってください。")


class NothingToPublish(Refusal):
    what = _("参加した人が少なく、公表できる数がまだありません。")
    todo = _("5人以上が参加してから公表してください。")


class FutureOutreach(Refusal):
    what = _("はたらきかけの日が、今日より後です。")
    todo = _("したことだけを記録します。終わってから書いてください。")


class MoreThanHandedOut(Refusal):
    what = _("届いた数（{responses:,}）が、配った数（{handed_out:,}）より多くなっています。")
    todo = _("配った数と届いた数を確かめてください。")


class TwoWaysCounted(Refusal):
    what = _("届いた数が、手で数えた数と、募集の二つで書かれています。")
    todo = _("どちらか一つにしてください。募集を選ぶと、届いた通数を自動で数えます。")


class AnotherProcess(Refusal):
    what = _("選んだ募集は、この検討プロセスのものではありません。")
    todo = _("一覧から選び直してください。")


class OutreachChanged(Refusal):
    what = _("この記録は、ほかの人が直したか、取り下げました。")
    todo = _("一覧で、いまの記録を確かめてください。")


class NobodyHandedOut(Refusal):
    what = _("配った数が0です。")
    todo = _("1以上の数を書いてください。訪ねた世帯の数や、掲示の枚数でもかまいません。")


class NotEnoughLetters(Refusal):
    what = _("これまでの返事の割合では、百万通送っても、{wanted}人以上の返事は見込めません。")
    todo = _("手紙のほかの方法も合わせるか、目標の人数を見直してください。")
