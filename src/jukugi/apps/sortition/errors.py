"""
Refusal
├─ LotteryNotInState         somebody else was quicker, or it is too late for this
├─ LotteryNotOpen            before the letters, or after the closing day
├─ CodeUnknown
├─ CodeUsed                  one registration for each code
├─ VolunteersErased          what volunteers told is not kept any more
├─ NotAVolunteer             withdrawn, left out, or erased
├─ ResemblancesOpen          two registrations look alike, and nobody has looked yet
├─ StillRegistering          targets are settled when nobody can register any more
├─ TargetBackwards           a least above its most
├─ TargetGone                somebody changed the features meanwhile
├─ NothingToRelax            the targets can be kept, or no change of them helps
├─ DrawNotInState            somebody else was quicker, or it is too late for this
├─ DrawUnderway              one draw at a time
├─ DrawInThePast             what is drawn was published before
├─ PoolChanged               somebody withdrew or came since the lottery was computed
├─ PublicNumberUnknown       letters are drawn by a number that everybody can look up
├─ NotDrawnYet               the moment that was announced has not come
├─ NoSuchRow                 the number names no row of the table
├─ AlreadyAsked              somebody who was drawn has been called
├─ SameNumber                the number stands already
├─ NoSeatsLeft               every seat is taken or still open
├─ SeatNotInState            somebody else was quicker, or it is too late for this
├─ SeatsUnsettled            somebody who was drawn has not been asked yet
├─ MeetingOfAnother          of another body
├─ NoWayToReach              neither phone nor mail nor address
├─ AnswerMissing             a feature was left open
├─ TooLateToChange           what is drawn was published already
├─ LotteryIncomplete         it cannot be opened as it stands
├─ TooManyLetters
├─ FeaturesFaulty            two values of one name, or a feature with one value
├─ DatesBackwards
├─ RoundNotInState           somebody else was quicker, or it is too late for this
├─ InvitedUnfit              numbers that are not of this round, or twice
└─ AlreadyAtWork             somebody has registered; the features stand
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


class ResemblancesOpen(Refusal):
    what = _("同じ人か同じ世帯かもしれない応募が、まだ{count}組あります。")
    todo = _("「重なりの疑い」のページで、一組ずつ確かめてください。くじの表は、その後でつくれます。")


class StillRegistering(Refusal):
    what = _("応募の締切（{day}）が、まだ過ぎていません。")
    todo = _("締切の後に締め切ってください。早めるときは、先に締切の日を直します。")


class TargetBackwards(Refusal):
    what = _("「{name}」の最少（{low}人）が、最多（{high}人）より多くなっています。")
    todo = _("二つの数を確かめて、直してください。")


class TargetGone(Refusal):
    what = _("枠の表が、読んでいるあいだに変わりました。")
    todo = _("ページを読み直して、もう一度直してください。")


class NothingToRelax(Refusal):
    what = _("枠の直し方は、いまありません。")
    todo = _("枠はもう成り立っているか、枠を広げても選べません。ページを読み直して確かめてください。")


class DrawNotInState(Refusal):
    what = _("この抽せんは、いま「{state}」です。")
    todo = _("ほかの人が先に進めたか、もうできない段階です。ページを読み直して確かめてください。")


class DrawUnderway(Refusal):
    what = _("まだ終わっていない抽せんがあります。")
    todo = _("その抽せんを終えるか、理由を書いてやり直しにしてから始めてください。")


class DrawInThePast(Refusal):
    what = _("抽せんの日時（{moment}）は、もう過ぎています。")
    todo = _("資料を公表した後の日時を選んでください。見る人が確かめる時間も考えてください。")


class PoolChanged(Refusal):
    what = _("くじの表を計算した後に、応募した人か空いた席の数が変わりました。")
    todo = _("この抽せんを理由を書いてやり直しにして、もう一度計算してください。")


class NotDrawnYet(Refusal):
    what = _("抽せんは{moment}からと公表しています。")
    todo = _("その時刻になってから、出た数を入れてください。")


class NoSuchRow(Refusal):
    what = _("「{digits}」は、くじの表の行を決める数になりません。")
    todo = _("0から{most}までの数を、出たとおりに入れてください。さいころなら三つの数です。")


class AlreadyAsked(Refusal):
    what = _("選ばれた人への連絡が、もう始まっています。")
    todo = _("連絡した後は、数を正せません。会場の記録と照らし、運用を担当する人と、どうするかを決めてください。")


class SameNumber(Refusal):
    what = _("この数は、いま入っている数と同じ行です。")
    todo = _("会場で出た数を確かめて、入れ直してください。")


class NoSeatsLeft(Refusal):
    what = _("空いた席がありません。")
    todo = _("辞退や途中でやめた人が出てから、補充の抽せんを始めてください。")


class SeatNotInState(Refusal):
    what = _("この席は、いま「{state}」です。")
    todo = _("ほかの人が先に進めたか、もうできない段階です。ページを読み直して確かめてください。")


class SeatsUnsettled(Refusal):
    what = _("まだ返事を確かめていない人が{count}人います。")
    todo = _("一人ずつ連絡して、参加するか、辞退か、連絡がつかないかを決めてください。")


class MeetingOfAnother(Refusal):
    what = _("この会議は、このパネルの会議体のものではありません。")
    todo = _("会議の一覧から選び直してください。")


class NoWayToReach(Refusal):
    what = _("電話とメールが、どちらも空です。")
    todo = _("選ばれたときに連絡します。どちらか一つを書いてください。")


class AnswerMissing(Refusal):
    what = _("「{name}」が選ばれていません。")
    todo = _("市の縮図になるように選ぶために要ります。一つ選んでください。")


class TooLateToChange(Refusal):
    what = _("抽せんの資料を公表した後なので、もう変えられません。")
    todo = _("参加できなくなったときは、案内にある連絡先にお知らせください。")


class LotteryIncomplete(Refusal):
    what = _("「{name}」が、まだ決まっていません。")
    todo = _("決めてから、応募の受付を始めてください。")


class TooManyLetters(Refusal):
    what = _("案内の数（{count}通）が、一度につくれる数（{limit}通）を超えています。")
    todo = _("回を分けてください。")


class FeaturesFaulty(Refusal):
    what = _("「{name}」の区分が正しくありません。")
    todo = _("区分は二つ以上を、別々の名前で書いてください。")


class DatesBackwards(Refusal):
    what = _("日付の順が正しくありません。")
    todo = _("応募の締切、任期の始まり、任期の終わりの順に、今日より後の日にしてください。")


class AlreadyAtWork(Refusal):
    what = _("もう応募が届いているので、項目は変えられません。")
    todo = _("項目を変えるときは、この無作為抽出を取りやめ、新しくつくってください。")


class PublicNumberUnknown(Refusal):
    what = _("公の数が、まだ記録されていません。")
    todo = _("先に公の数を記録し、その数で抽出した invited.csv を選んでください。")


class RoundNotInState(Refusal):
    what = _("この回の案内は、いま「{state}」です。")
    todo = _("ほかの人が先に進めたか、もうできない段階です。ページを読み直して確かめてください。")


class InvitedUnfit(Refusal):
    what = _("この回の案内の番号と合わない行があります。")
    todo = _("この回の番号の表を使って抽出した invited.csv を、そのまま選んでください。")
