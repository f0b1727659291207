"""
Refusal
├─ OrganizationNeedsName
├─ OrganizationExists        the same kind, name and area stand there
├─ OrganizationHasMembers    it cannot end while somebody's term goes on
├─ OrganizationEnded         nobody can join it any more
├─ MembershipOverlaps        the person already holds this role in this body in that time
├─ TermEndsBeforeItStarts
├─ SuccessorIsPredecessor    who hands over and who takes over are the same person
└─ MembershipEnded           it was ended before

of associations
├─ AssociationEnded          nothing more is recorded of one that has ended
├─ EndsByStep                an association ends by a step that tells what became of it
├─ OfficerOverlaps           this person holds this office in that time already
├─ OfficerErased             nothing is kept of this person any more
├─ OfficeEnded               the term was ended before
├─ CountNeedsFigures         neither households nor member households are told
├─ MoreMembersThanHouseholds
├─ CountIsTheSame            the same figures stand there for this day
├─ DayLiesAhead              what is told of a day that has not come
├─ NeedsContactWay           a contact rule without a way
├─ NeedsPublicContact        the contact is to be public, and there are no words
├─ ReasonNeeded              a step that everybody may read without its reason
├─ SubjectNeeded             a hand-over note without a subject
├─ NoteReplaced              somebody wrote it anew in the meantime
├─ SuccessionNeedsOthers     merging needs another body, splitting two names
├─ CodeUnreadable            not sixteen digits, or one was mistyped
├─ CodeUnknown               nobody was given this code, or another took its place
├─ CodeNotYet                it opens from a later day on
├─ CodeTooLate               the days in which it could be entered are over
├─ TooManyCodes              too many wrong codes from one place
└─ ListDecided               a list of officers was taken or dropped before
"""

from django.utils.translation import gettext_lazy as _

from jukugi.kit.errors import Refusal


class OrganizationNeedsName(Refusal):
    what = _("名前がありません。")
    todo = _("名簿や看板に書かれている名前を、80字までで書いてください。")


class OrganizationExists(Refusal):
    """The same kind, name and area stand there."""

    what = _("「{name}」は、すでにあります。")
    todo = _("一覧から選んでください。別の団体なら、区か名前で見分けられるようにしてください。")


class OrganizationHasMembers(Refusal):
    """It cannot end while somebody's term goes on."""

    what = _("「{name}」には、{last_on}のあとも任期の続く人が{count}人います。")
    todo = _("先に、その人たちの任期を終えてください。")


class OrganizationEnded(Refusal):
    """Nobody can join it any more."""

    what = _("「{name}」は、{last_on}で終わっています。")
    todo = _("始まりの日と終わりの日を、その日までにしてください。あとを継いだ課や団体には、そちらの画面で加えます。")


class MembershipOverlaps(Refusal):
    """The person already holds this role in this body in that time."""

    what = _("{person}さんは、その期間すでに「{organization}」の{role}です。")
    todo = _("前の任期を終えてから加えるか、始まりの日を直してください。")


class TermEndsBeforeItStarts(Refusal):
    what = _("最後の日（{last_on}）が、始まりの日（{starts_on}）より前です。")
    todo = _("どちらかの日を直してください。最後の日が決まっていなければ、空のままにします。")


class SuccessorIsPredecessor(Refusal):
    """Who hands over and who takes over are the same person."""

    what = _("前任と後任が、同じ{person}さんです。")
    todo = _("後任の人を選んでください。後任が決まっていなければ、「任期を終える」だけを行います。")


class MembershipEnded(Refusal):
    """It was ended before."""

    what = _("この任期は、{last_on}で終わっています。")
    todo = _("また就いたときは、新しい任期として加えてください。")


class AssociationEnded(Refusal):
    """Nothing more is recorded of one that has ended."""

    what = _("「{name}」は、{last_on}で終わっています。")
    todo = _("あとを継いだ団体のページで記録してください。日を間違えて終えたときは、市の担当に知らせてください。")


class EndsByStep(Refusal):
    """An association ends by a step that tells what became of it."""

    what = _("「{name}」の終わりは、ここでは記録できません。")
    todo = _("団体のページの「うつりかわり」で、合併、分割、解散のどれかを選んで記録してください。")


class OfficerOverlaps(Refusal):
    """This person holds this office in that time already."""

    what = _("その人は、その期間すでに「{organization}」の{role}です。")
    todo = _("前の任期を終えてから加えるか、始まりの日を直してください。")


class OfficerErased(Refusal):
    """Nothing is kept of this person any more."""

    what = _("この人の名前と連絡先は、すでに消してあります。")
    todo = _("もう一度役に就いたときは、新しい任期として加えてください。")


class OfficeEnded(Refusal):
    """The term was ended before."""

    what = _("この任期は、{last_on}で終わっています。")
    todo = _("また就いたときは、新しい任期として加えてください。")


class CountNeedsFigures(Refusal):
    """Neither households nor member households are told."""

    what = _("世帯数も加入世帯数も書かれていません。")
    todo = _("分かるほうだけでも書いてください。分からないほうは、空のままにします。")


class MoreMembersThanHouseholds(Refusal):
    what = _("加入世帯（{members}）が、区域の世帯（{households}）より多くなっています。")
    todo = _("世帯数には、加入していない世帯も入れてください。入れ替わっていないかも確かめてください。")


class CountIsTheSame(Refusal):
    """The same figures stand there for this day."""

    what = _("{day}の数は、すでに同じ数で記録されています。")
    todo = _("数を直すか、日を変えてください。")


class DayLiesAhead(Refusal):
    """What is told of a day that has not come."""

    what = _("{day}は、まだ来ていません。")
    todo = _("今日か、それより前の日を書いてください。")


class NeedsContactWay(Refusal):
    what = _("連絡の手段が選ばれていません。")
    todo = _("一つ以上選んでください。どれもよくなければ、決まりを取り消してください。")


class NeedsPublicContact(Refusal):
    what = _("公開する連絡先が書かれていません。")
    todo = _("だれが見てもよい連絡先（会館の電話など）を書くか、公開を選ばないでください。")


class ReasonNeeded(Refusal):
    what = _("理由が書かれていません。")
    todo = _("だれでも読めるところに載ります。何があったかを、人の名前を入れずに書いてください。")


class SubjectNeeded(Refusal):
    what = _("件名がありません。")
    todo = _("「夏まつりの準備」のように、何のことかを80字までで書いてください。")


class NoteReplaced(Refusal):
    """Somebody wrote it anew in the meantime."""

    what = _("この覚え書きは、別の人が先に書き直しています。")
    todo = _("引き継ぎのページを開き直し、新しいほうを読んでから、もう一度直してください。")


class SuccessionNeedsOthers(Refusal):
    """Merging needs another body, splitting two names."""

    what = _("一つになる相手、または分かれたあとの団体が足りません。")
    todo = _("一つになるときは相手を一つ以上選び、分かれるときは団体の名前を二つ以上、一行に一つずつ書いてください。")


class CodeUnreadable(Refusal):
    """Not sixteen digits, or one was mistyped."""

    what = _("招待コードの数字が、どこか違っています。")
    todo = _("手紙に書かれた16けたの数字を、もう一度確かめて入れてください。間の線は、あってもなくてもかまいません。")


class CodeUnknown(Refusal):
    """Nobody was given this code, or another took its place."""

    what = _("この招待コードは使えません。")
    todo = _("いちばん新しい手紙のコードか確かめてください。分からないときは、区の担当に新しいコードを頼んでください。")


class CodeNotYet(Refusal):
    """It opens from a later day on."""

    what = _("この招待コードは、{day}から使えます。")
    todo = _("その日になってから、もう一度入れてください。手紙は、それまで大切にしまっておいてください。")


class CodeTooLate(Refusal):
    """The days in which it could be entered are over."""

    what = _("この招待コードを入れられる期限（{day}）が過ぎています。")
    todo = _("区の担当に、新しいコードを頼んでください。電話で頼めます。")


class TooManyCodes(Refusal):
    """Too many wrong codes from one place."""

    what = _("違うコードが続けて入れられたため、しばらく受け付けられません。")
    todo = _("10分ほど待ってから、手紙を見ながらもう一度入れてください。急ぐときは、区の担当に電話してください。")
    status = 429


class ListDecided(Refusal):
    """A list of officers was taken or dropped before."""

    what = _("この名簿は、すでに取り込んだか、取りやめています。")
    todo = _("名簿の一覧で、どうなったかを確かめてください。")
