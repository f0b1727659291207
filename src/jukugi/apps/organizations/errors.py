"""
Refusal
├─ OrganizationNeedsName
├─ OrganizationExists        the same kind, name and area stand there
├─ MembershipOverlaps        the person already holds this role in this body in that time
├─ TermEndsBeforeItStarts
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


class MembershipOverlaps(Refusal):
    """The person already holds this role in this body in that time."""

    what = _("{person}さんは、その期間すでに「{organization}」の{role}です。")
    todo = _("前の任期を終えてから加えるか、始まりの日を直してください。")


class TermEndsBeforeItStarts(Refusal):
    what = _("終わりの日（{ends_on}）が、始まりの日（{starts_on}）より前です。")
    todo = _("どちらかの日を直してください。終わりが決まっていなければ、空のままにします。")


class MembershipEnded(Refusal):
    """It was ended before."""

    what = _("この任期は、{ends_on}に終わっています。")
    todo = _("また就いたときは、新しい任期として加えてください。")
