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
