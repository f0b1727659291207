"""Sample sign-ins, so that the staff side can be tried. Their password is public: for a sample only."""

from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from jukugi.apps.accounts.actions import add_staff, make_resident_codes
from jukugi.apps.accounts.enums import CodeWay, RoleKind
from jukugi.apps.accounts.models import ResidentBatch, User
from jukugi.apps.areas.models import Area

PASSWORD = "mihon-2026-jukugi"  # noqa: S105 - printed for everybody by the sample itself
FIRST_DAY, LAST_DAY = date(2000, 4, 1), date(2999, 3, 31)
"""A sample is looked at in any year."""
CODES, CODES_LAST = 30, timedelta(days=365)
STAFF = (
    ("mihon-shisaku", "見本 施策担当", RoleKind.POLICY_OFFICER, None),
    ("mihon-kakaricho", "見本 施策係長", RoleKind.POLICY_OFFICER, None),
    ("mihon-nakahara", "見本 中原区担当", RoleKind.WARD_OFFICER, "141330"),
    ("mihon-takatsu", "見本 高津区担当", RoleKind.WARD_OFFICER, "141348"),
    ("mihon-unyo", "見本 運用担当", RoleKind.OPERATOR, None),
)


def load_sample(now: datetime) -> str:
    """Five sample members of staff, two of them for the policy: one checks what the other wrote. Returns their sign-ins
    for the operator.
    """
    for username, display_name, kind, ward in STAFF:
        area = Area.objects.get(code=ward) if ward else None
        person = {"username": username, "display_name": display_name, "password": PASSWORD}
        add_staff(**person, kind=kind, area=area, now=now, since=FIRST_DAY, until=LAST_DAY)
    lines = [
        _("　%(name)s　ユーザー名 %(username)s　パスワード %(password)s")
        % {"name": display_name, "username": username, "password": PASSWORD}
        for username, display_name, _kind, _ward in STAFF
    ]
    return "\n".join([_("見本のサインイン（/accounts/login/）："), *lines, *_codes(now)])


def _codes(now: datetime) -> list[str]:
    """A few codes for residents, once; one of them is told, so that the step can be tried."""
    if ResidentBatch.objects.exists():
        return []
    given = make_resident_codes(
        way=CodeWay.LETTER,
        count=CODES,
        ward=None,
        valid_until=timezone.localdate(now) + CODES_LAST,
        actor=User.objects.get(username=STAFF[0][0]),
        now=now,
    )
    return [_("市民の確認を試すコード（/me/resident/）：%(code)s") % {"code": given.codes[0]}]
