"""A document of one ward, for the permission matrix: an edition that is public, the next at work, an origin."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.areas.models import Area
from jukugi.apps.drafts import actions
from jukugi.apps.drafts.tests.factories import FILES, add, begun, originate, plan, public_opinion
from jukugi.apps.processes.models import Process


class DocumentForAllRoles:
    """Who wrote it is nobody of those who are asked, so that each of them may check it."""

    def __init__(self, process: Process, ward: Area) -> None:
        writer, checker = (RoleFactory(kind=RoleKind.WARD_OFFICER, area=ward).user for _ in range(2))
        edition = begun(writer, process=process, ward=ward)
        self.document = edition.document
        self.clause, self.other = (add(edition, writer, f"見本の文{n}。") for n in range(2))
        self.gone = add(edition, writer, "除く文。")
        self.origin = originate(edition, self.clause, public_opinion(self.document), writer)
        now = timezone.now()
        for act in (actions.check_edition, actions.approve_edition):
            act(edition=edition, note="", actor=checker, now=now)
        actions.ask_for_publication(edition=edition, actor=checker, now=now)
        actions.publish_edition(edition=edition, asked_at=now, files=FILES, now=now)
        self.edition = actions.begin_edition(
            document=self.document, plan=plan(reason="次の版"), actor=writer, now=now + timedelta(minutes=1)
        )
        actions.end_clause(edition=self.edition, clause=self.gone, reason="見本の理由", actor=writer, now=now)
        self.source = public_opinion(self.document)

    def values(self, route: str) -> dict[str, Any]:
        """What stands in the addresses of these routes."""
        return {
            "document_pk": self.document.pk,
            "number": 1,
            "form": "pdf",
            "what": "check",
            "serial": self.gone.serial if route == "drafts:bring-back" else self.clause.serial,
            "origin_pk": self.origin.pk,
        }

    def forms(self) -> dict[str, dict[str, object]]:
        """What the forms of these routes take."""
        words = {"heading": "", "text": "直した文。", "seen": 1}
        origin = {"source": self.source.pk, "influence": "not_taken_up", "reason": "見本の理由"}
        return {
            "drafts:new": {"kind": "policy", "title": "新しい文書", "stage": "draft", "ward": self.document.area_id},
            "drafts:plan": {"title": "直した題名", "stage": "draft", "reason": "見本の理由"},
            "drafts:begin": {"title": "次の版", "stage": "draft", "reason": "見本の理由"},
            "drafts:new-clause": words,
            "drafts:desk-clause": words,
            "drafts:keep": words,
            "drafts:move": {"place": f"after-{self.other.serial}"},
            "drafts:split": {"text": "見本\n\nの文0。", "reason": "見本の理由"},
            "drafts:merge": {"others": [self.other.serial], "reason": "見本の理由"},
            "drafts:end": {"reason": "見本の理由"},
            "drafts:add-origin": origin,
            "drafts:add-end": origin,
            "drafts:end-origin": {"reason": "見本の理由"},
        }
