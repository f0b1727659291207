"""
Refusal
├─ LotteryNotInState         somebody else was quicker, or it is too late for this
├─ LotteryNotOpen            before the letters, or after the closing day
├─ CodeUnknown
├─ CodeUsed                  one registration for each code
├─ VolunteersErased          what volunteers told is not kept any more
└─ NotAVolunteer             withdrawn, left out, or erased
"""

from django.utils.translation import gettext_lazy as _

from jukugi.kit.errors import Refusal


class LotteryNotInState(Refusal):
    what = _("この無作為抽出は、いま「{state}」です。")
    todo = _("ほかの人が先に進めたか、もうできない段階です。ページを読み直して確かめてください。")


class LotteryNotOpen(Refusal):
    what = _("この募集は、いま応募を受け付けていません。")
    todo = _("案内に書かれた締切の日を確かめてください。分からないときは、案内にある連絡先にお尋ねください。")


class CodeUnknown(Refusal):
    what = _("この番号の案内は見つかりません。")
    todo = _("案内に書かれた12文字の番号を、もう一度確かめて入れてください。")


class CodeUsed(Refusal):
    what = _("この番号では、もう応募が届いています。")
    todo = _(
        "応募のときに出た受付のページで、内容を確かめられます。心当たりがないときは、案内にある連絡先にお知らせください。"
    )


class VolunteersErased(Refusal):
    what = _("この無作為抽出で応募した人の情報は、もう残っていません。")
    todo = _("任期が終わり、約束どおり消しました。公表した資料と人数は残っています。")


class NotAVolunteer(Refusal):
    what = _("この応募は、いま抽せんの対象ではありません。")
    todo = _("取り下げられたか、対象から外されています。応募のページで確かめてください。")
