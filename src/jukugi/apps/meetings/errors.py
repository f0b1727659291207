"""
Refusal
├─ InTheFuture              a day on which something was, but that has not come
├─ StateChangesNothing      a body is in this state already
├─ SuccessorMissing         a succession names who succeeds
├─ SuccessorItself
├─ BodyNameTaken
├─ NameWithoutConsent       a member's name is public only when they agreed
├─ TermReversed             it ends before it begins
├─ TimesReversed            a meeting ends before it begins
├─ AgendaTooLong            the items take more minutes than the meeting has
├─ AgendaUnreadable         a line without its minutes
├─ AgendaInUse              notes or minutes speak of its items
├─ QuestionsInUse           hands were counted
├─ IssueOfAnotherProcess
├─ CapacityBelowSeats       more people have a seat than the new capacity allows
├─ RegistrationEndMissing
├─ MeetingOver
├─ MeetingCancelled
├─ NoRegistration           one comes without registering
├─ RegistrationClosed
├─ AlreadyCancelled
├─ NotSeated                somebody on the waiting list, or who cancelled, cannot come in
├─ NobodyToSeat
├─ TablesInUse              notes or hands stand at a table
├─ NotesClosed              long over, or not yet near
├─ NoteEmpty
├─ NoteIsOpinion            it became an opinion: it stays
├─ NoteWithdrawn
├─ NothingToSend
├─ TooManyNotes
├─ QuestionOfAnotherMeeting
├─ MinutesAtWork            a version is being worked on
├─ MinutesNotInState        somebody else was quicker
├─ MinutesChangedMeanwhile
├─ SamePerson               who wrote it does not check it
├─ MinutesEmpty
├─ NothingPublished         nothing to correct
├─ HandoutTooLarge
├─ HandoutOfUnknownKind
├─ HandoutRunsSomething
└─ HandoutWithdrawn
"""

from django.utils.translation import gettext_lazy as _

from jukugi.kit.errors import Refusal


class InTheFuture(Refusal):
    what = _("日付が、きょうより後になっています。")
    todo = _("起きたことだけを記録します。日付を確かめて直してください。")


class StateChangesNothing(Refusal):
    what = _("「{body}」は、もう「{state}」です。")
    todo = _("ページを読み直して、いまの状態を確かめてください。")


class SuccessorMissing(Refusal):
    what = _("引き継ぐ会議体が選ばれていません。")
    todo = _("引き継ぐ会議体を先に加えてから、ここで選んでください。")


class SuccessorItself(Refusal):
    what = _("「{body}」は、自分自身を引き継げません。")
    todo = _("別の会議体を選んでください。休んでいたものが戻るときは「再開した」を選びます。")


class BodyNameTaken(Refusal):
    what = _("「{name}」という会議体が、同じ区域にもうあります。")
    todo = _("一覧で確かめて、そちらを開くか、違いの分かる名前にしてください。")


class NameWithoutConsent(Refusal):
    what = _("名前を公開する同意の日がありません。")
    todo = _("本人の同意を得た日を入れるか、名前を空にして「市民委員A」のように書いてください。")


class TermReversed(Refusal):
    what = _("任期の終わりが、始まりより前になっています。")
    todo = _("二つの日付を確かめて直してください。")


class TimesReversed(Refusal):
    what = _("終わりの時刻が、始まりより前か同じになっています。")
    todo = _("日付と時刻を確かめて直してください。")


class AgendaTooLong(Refusal):
    what = _("議題の合計が{sum}分で、会議の{length}分を{over}分こえています。")
    todo = _("議題を短くするか、終わりの時刻をのばしてください。")


class AgendaUnreadable(Refusal):
    what = _("議題の{row}行目「{line}」から、分が読み取れません。")
    todo = _("「20分　話し合い」のように、行の初めに分を書いてください。")


class AgendaInUse(Refusal):
    what = _("この議題には、ふせんか会議録がもう付いています。")
    todo = _("項目の数は変えられません。題と分だけを直してください。")


class QuestionsInUse(Refusal):
    what = _("この会議では、挙手の数がもう入っています。")
    todo = _("数えた問いの文は変えられません。新しい問いは、最後の行に足してください。")


class IssueOfAnotherProcess(Refusal):
    what = _("論点「{issue}」は、別の検討プロセスのものです。")
    todo = _("この会議と同じ検討プロセスの論点を選んでください。")


class CapacityBelowSeats(Refusal):
    what = _("参加できる人が{seated}人いるので、定員を{capacity}人にはできません。")
    todo = _("定員を{seated}人以上にするか、取りやめの連絡を待ってください。")


class RegistrationEndMissing(Refusal):
    what = _("定員のある会議に、申し込みの締切がありません。")
    todo = _("締切の日時を入れるか、定員を空にして申し込みなしにしてください。")


class MeetingOver(Refusal):
    what = _("「{meeting}」は終わりました。")
    todo = _("会議の記録は、会議のページで読めます。")


class MeetingCancelled(Refusal):
    what = _("「{meeting}」は取りやめになりました。")
    todo = _("わけは会議のページにあります。ほかの会議の予定は、会議の一覧で見られます。")


class NoRegistration(Refusal):
    what = _("「{meeting}」は、申し込みなしで参加できます。")
    todo = _("当日、会場へ直接お越しください。")


class RegistrationClosed(Refusal):
    what = _("「{meeting}」の申し込みは締め切りました。")
    todo = _("当日の空きは、会場の受付でおたずねください。会議の後に、記録がページに出ます。")


class AlreadyCancelled(Refusal):
    what = _("この申し込みは、もう取りやめになっています。")
    todo = _("やはり参加したいときは、会議のページから申し込み直してください。")


class NotSeated(Refusal):
    what = _("番号{number}は「{state}」です。")
    todo = _("空きがあれば、受付で新しく申し込みを入れてください。")


class NobodyToSeat(Refusal):
    what = _("テーブルに分ける人が、まだいません。")
    todo = _("申し込みが入ってから、もう一度分けてください。テーブルだけ先に作ることはできます。")


class TablesInUse(Refusal):
    what = _("ふせんか挙手の数が入ったテーブルがあるので、テーブルの数を減らせません。")
    todo = _("いまのテーブルの数か、それより多くしてください。")


class NotesClosed(Refusal):
    what = _("「{meeting}」のふせんは、いま受け付けていません。")
    todo = _("受け付けるのは、会議の日の前後です。書いたものは写して取っておき、担当の職員に渡してください。")


class NoteEmpty(Refusal):
    what = _("ふせんが空です。")
    todo = _("ひとこと書くか、写真を選んでください。")


class NoteIsOpinion(Refusal):
    what = _("このふせんは、もう声として届いています。")
    todo = _("取り消せません。公開してよいかは、職員が声を読むときに決めます。")


class NoteWithdrawn(Refusal):
    what = _("このふせんは、もう取り消されています。")
    todo = _("書き直すときは、新しいふせんとして入れてください。")


class NothingToSend(Refusal):
    what = _("声にするふせんがありません。")
    todo = _("ふせんが入ると、ここからまとめて声にできます。写真だけのふせんは、先に言葉を打ち込んでください。")


class TooManyNotes(Refusal):
    what = _("このテーブルのふせんが{limit:,}枚になりました。")
    todo = _("受付の職員に伝えてください。書いたものは、この機械に残しておけます。")


class QuestionOfAnotherMeeting(Refusal):
    what = _("この問いは、別の会議の問いです。")
    todo = _("ページを読み直して、もう一度押してください。")


class MinutesAtWork(Refusal):
    what = _("この会議には、作業中の会議録があります。")
    todo = _("その版を仕上げてから、新しい版を始めてください。")


class MinutesNotInState(Refusal):
    what = _("この会議録は、いま「{state}」です。")
    todo = _("ほかの人が先に進めたかもしれません。ページを読み直してください。")


class MinutesChangedMeanwhile(Refusal):
    what = _("開いているあいだに、ほかの人が会議録を直しました。")
    todo = _("書いたものは残してあります。いまの版と見比べて、よければもう一度保存してください。")


class SamePerson(Refusal):
    what = _("下書きを書いた人は、自分の会議録を確かめたり承認したりできません。")
    todo = _("同じ課の別の人に、この会議録を開いてもらってください。")


class MinutesEmpty(Refusal):
    what = _("会議録に、話し合ったことが一つも書かれていません。")
    todo = _("議題ごとの要点か、全体のまとめを書いてから進めてください。")


class NothingPublished(Refusal):
    what = _("公開した会議録が、まだありません。")
    todo = _("いまの版を直して、公開まで進めてください。")


class HandoutTooLarge(Refusal):
    what = _("資料が{size}MBあります。{limit}MBまで置けます。")
    todo = _("写真を小さくするか、いくつかに分けてください。")


class HandoutOfUnknownKind(Refusal):
    what = _("「{name}」は、置ける種類の資料ではありません。")
    todo = _("PDF、写真（JPEG・PNG）、Word・Excel・PowerPoint（docx・xlsx・pptx）のどれかにしてください。")


class HandoutRunsSomething(Refusal):
    what = _("「{name}」には、マクロやスクリプトなど、動くものが入っています。")
    todo = _("マクロのない形（docx・xlsx・pptx）か、印刷用のPDFで保存し直してから、加えてください。")


class HandoutWithdrawn(Refusal):
    what = _("この資料は、もう取り下げられています。")
    todo = _("直したものは、新しい資料として加えてください。")
