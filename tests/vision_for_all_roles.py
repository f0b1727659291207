"""A vision of one ward, for the permission matrix: sentences, a note to write from, reviewers and a comment."""

from typing import Any

from django.utils import timezone

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.models import User
from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.areas.models import Area
from jukugi.apps.drafts import actions
from jukugi.apps.drafts.models import ClauseText
from jukugi.apps.drafts.tests.factories import add
from jukugi.apps.drafts.tests.vision_factories import SENTENCES, begun_vision, public_note
from jukugi.apps.processes.models import Process

ROUTES = (
    *("drafts:material", "drafts:vote", "drafts:renderings", "drafts:rendering", "drafts:reviewers", "drafts:comments"),
    *("drafts:withdraw-reviewer", "drafts:answer-comment", "drafts:staff-review", "drafts:review"),
)


class VisionForAllRoles:
    """``reviewer`` is the one of those who are asked that was invited to read it."""

    def __init__(self, process: Process, ward: Area, reviewer: User) -> None:
        writer = RoleFactory(kind=RoleKind.WARD_OFFICER, area=ward).user
        edition = begun_vision(writer, process=process, ward=ward)
        now = timezone.now()
        self.document = edition.document
        self.clauses = [add(edition, writer, text) for text in SENTENCES[:5]]
        self.note = public_note(edition)
        told = {"edition": edition, "days": 14, "actor": writer, "now": now}
        self.linked = actions.invite_by_link(label="見本の人", **told)
        self.invited = actions.invite_staff(reviewer=reviewer, **told).invitation
        self.comment = actions.write_comment(
            invitation=self.linked.invitation, clause=self.clauses[0], text="見本のコメント", now=now
        )

    def values(self, route: str) -> dict[str, Any]:
        """What stands in the addresses of these routes."""
        if route not in ROUTES:
            return {}
        return {
            "document_pk": self.document.pk,
            "serial": self.clauses[0].serial,
            "language": "plain",
            "invitation_pk": self.invited.pk,
            "comment_pk": self.comment.pk,
            "code": self.linked.code,
        }

    def forms(self) -> dict[str, dict[str, object]]:
        """What the forms of these routes take."""
        serials = [clause.serial for clause in self.clauses]
        said = {"serial": serials[1], "text": "もう一つのコメント"}
        prefix = f"c{self.comment.pk}"
        return {
            "drafts:material": {
                "text": "見本の新しい文。",
                "influence": "adopted",
                "reason": "見本の理由",
                "pick": [f"note-{self.note.pk}"],
            },
            "drafts:vote": {"clauses": serials, "title": "見本の問い"},
            "drafts:rendering": {
                "text": "みほん",
                "digest": ClauseText.objects.get(clause=self.clauses[0]).digest,
                "seen": 0,
            },
            "drafts:reviewers": {"way": "link", "label": "見本の人", "days": 7},
            "drafts:answer-comment": {f"{prefix}-outcome": "answered", f"{prefix}-answer": "見本の答え"},
            "drafts:staff-review": said,
            "drafts:review": said,
        }
