"""What people are told, for the permission matrix: a telling that waits for approval, one that is being sent."""

from typing import Any

from jukugi.apps.accounts.tests.factories import BEFORE
from jukugi.apps.opinions.models import Opinion
from jukugi.apps.threads.enums import NoticeState, TellingState
from jukugi.apps.threads.models import Notice
from jukugi.apps.threads.queries.links import token_of
from jukugi.apps.threads.tests.factories import AddressFactory, TellingFactory

OF_A_DRAFT = {"threads:telling", "threads:edit-telling", "threads:approve-telling", "threads:cancel-telling"}
# One click in a mail program (RFC 8058) brings no cookie and no form of ours: the signed link is its right.
FROM_MAIL_PROGRAMS = {"threads:stop-at-once"}
EMAIL = "mihon@example.jp"


class ThreadsForAllRoles:
    """The address belongs to a voice that was sent from nobody's device here."""

    def __init__(self, opinion: Opinion) -> None:
        submission = opinion.submission
        self.address = AddressFactory(process=submission.process, receipt=submission.receipt, email=EMAIL)
        counted = [{"code": "opinions.linked", "label": "見本", "mail": 1, "example": submission.receipt}]
        self.draft = TellingFactory(
            process=submission.process,
            state=TellingState.DRAFT,
            approved_by="",
            approved_at=None,
            counted=counted,
            counted_at=BEFORE,
        )
        self.sending = TellingFactory(process=submission.process, listed_at=BEFORE)
        Notice.objects.create(
            telling=self.sending,
            receipt=submission.receipt,
            address=self.address,
            state=NoticeState.UNSURE,
            settled_at=BEFORE,
        )

    def values(self, route: str) -> dict[str, Any]:
        """What stands in the addresses of these routes."""
        return {
            "telling_pk": (self.draft if route in OF_A_DRAFT else self.sending).pk,
            "number": self.address.receipt,
            "token": token_of(self.address),
        }

    def forms(self) -> dict[str, dict[str, object]]:
        """What the forms of these routes take."""
        return {
            "threads:mailing": {"email": "new@example.jp"},
            "threads:address": {"do": "change", "email": "new@example.jp"},
            "threads:new-telling": {"occasion": "見本の知らせ", "words": "見本の文です。"},
            "threads:edit-telling": {"occasion": "見本の知らせ", "words": "直した文です。"},
            "threads:cancel-telling": {"reason": "見本の理由"},
            "threads:returned": {"no": self.address.receipt},
            "threads:forget": {"email": EMAIL},
        }
