"""
Refusal
└─ PhaseNotOpen       no phase of the process opens this now
"""

from django.utils.translation import gettext_lazy as _

from jukugi.kit.errors import Refusal


class PhaseNotOpen(Refusal):
    """No phase of the process opens this now."""

    what = _("「{process}」では、いま「{kind}」を受け付けていません。")
    todo = _("受付の期間は、ホームの「いまどこ」で確かめられます。これまでの結果は引き続き見られます。")
