"""Votes on a budget of one ward, for the permission matrix: in preparation, with proposals, and voted on now."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.areas.models import Area
from jukugi.apps.budgeting.actions import papers
from jukugi.apps.budgeting.enums.proposals import ProposalState
from jukugi.apps.budgeting.models import Round
from jukugi.apps.budgeting.tests import factories as f
from jukugi.apps.organizations.enums import OrganizationKind
from jukugi.apps.organizations.models import Organization

PROPOSING = ("propose", "proposal-card", "proposals", "enter-proposal", "desk-proposals", "merge")
ONE_PROPOSAL = ("proposal", "withdraw-proposal", "desk-proposal", "edit-proposal", "proposal-step")


class BallotsForAllRoles:
    """Days are laid around today; a policy officer runs all, an officer of this ward these."""

    def __init__(self, ward: Area) -> None:
        self.ward, today = ward, timezone.localdate()
        self.prepared = f.prepared(ward)
        self.proposing, self.voting = f.announced(ward), f.voting(ward=ward)
        self._lay(self.proposing, today - timedelta(3), today + timedelta(40))
        self._lay(self.voting, today - timedelta(50), today - timedelta(3))
        self.waiting = f.proposal(self.proposing, state=ProposalState.WAITING, verdict="")
        self.shown = f.proposal(self.proposing, "駅のベンチ", verdict="")
        self.voting.refresh_from_db()
        (self.paper,) = papers.print_papers(
            budget_round=self.voting, count=1, place="", actor=RoleFactory().user, now=timezone.now()
        )
        self.department = Organization.objects.create(kind=OrganizationKind.DEPARTMENT, name="見本予算課")

    def _lay(self, budget_round: Round, begins: Any, votes: Any) -> None:
        Round.objects.filter(pk=budget_round.pk).update(
            proposals_from=begins,
            proposals_until=begins + timedelta(10),
            vote_from=votes,
            vote_until=votes + timedelta(10),
        )

    def values(self, route: str) -> dict[str, Any]:
        """What stands in the addresses of these routes."""
        name = route.partition(":")[2]
        chosen = self.prepared if name in ("edit", "step") else self.voting
        if name in PROPOSING or name in ONE_PROPOSAL:
            chosen = self.proposing
        proposal = self.waiting if name == "proposal-step" else self.shown
        return {
            "round_pk": chosen.pk,
            "proposal_pk": proposal.pk,
            "receipt": self.paper.receipt,
            "step": "show" if name == "proposal-step" else "announce",
        }

    def forms(self) -> dict[str, dict[str, object]]:
        """What the forms of these routes take."""
        today = timezone.localdate()
        told = {"title": "見本の提案", "words": "見本。", "proposer": "citizen", "what_1": "物", "yen_1": "1000"}
        came = {"channel": "card", "received_on": today.isoformat()}
        answer = {"verdict": "feasible", "reason": "見本", "cost_yen": "2000000", "department": self.department.pk}
        return {
            "budgeting:propose": told,
            "budgeting:enter-proposal": told | came,
            "budgeting:edit-proposal": told | {"reason": "見本の理由"},
            "budgeting:desk-proposal": answer,
            "budgeting:ballot": {"p": ["1"], "step": "cast"},
            "budgeting:ballot-code": {"code": "abcd-abcd-abcd"},
            "budgeting:withdraw": {"reason": "見本の理由"},
            "budgeting:extend": {"until": (today + timedelta(30)).isoformat(), "reason": "見本の理由"},
            "budgeting:papers": {"count": "1", "place": "区役所"},
            "budgeting:reading": {"number": self.paper.receipt},
            "budgeting:read-paper": {
                "numbers": "1", "channel": "meeting", "received_on": today.isoformat(), "form_key": "a",
            },
        }  # fmt: skip
