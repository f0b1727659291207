"""
Refusal
├─ PhaseNotOpen       no phase of the process opens this now
└─ ProcessFinished    the process is a record of what was; nothing is added to it
"""

from django.utils.translation import gettext_lazy as _

from jukugi.kit.errors import Refusal


class PhaseNotOpen(Refusal):
    """No phase of the process opens this now."""

    what = _("「{process}」では、いま「{kind}」を受け付けていません。")
    todo = _("受付の期間は、ホームの「いまどこ」で確かめられます。これまでの結果は引き続き見られます。")


class ProcessFinished(Refusal):
    """The process is a record of what was; nothing is added to it."""

    what = _("「{process}」は、終わった検討の記録です。")
    todo = _(
        "読むことはできますが、加えることや変えることはできません。いま進んでいる検討を、検討プロセスの一覧から選んでください。"
    )
