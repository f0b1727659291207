"""The officers of a ward as a table, to be sent to the associations and brought again in April."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from jukugi.apps.accounts.actions import take_export
from jukugi.apps.accounts.models import User
from jukugi.apps.areas.models import Area
from jukugi.apps.organizations import permissions, queries
from jukugi.apps.organizations.enums import OFFICERS_OF_A_WARD


@transaction.atomic
def write_out_officers(*, ward: Area, actor: User, now: datetime) -> list[list[str]]:
    """The rows of the list, once another officer has agreed; that it was taken is written down.

    Raises NotAllowed, ExportNotAgreed.
    """
    permissions.check_looks_after_ward(actor, ward)
    rows = queries.current_officers(ward=ward, day=localdate(now))
    take_export(kind=OFFICERS_OF_A_WARD, key=ward.code, count=len(rows), actor=actor, now=now)
    return rows
