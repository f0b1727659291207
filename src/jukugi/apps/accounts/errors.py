"""
Refusal
└─ SignInEnded       an operator switched this sign-in off
"""

from django.utils.translation import gettext_lazy as _

from jukugi.kit.errors import Refusal


class SignInEnded(Refusal):
    """An operator switched this sign-in off."""

    what = _("このサインインは、いま使えません。")
    todo = _("異動などで止めてあります。必要なときは、運用担当者に頼んでください。")
    status = 403
