"""What of this room is sealed, and what must agree with it. Own modules register theirs in ``apps.py``."""

from django.db import connection
from django.utils.translation import gettext_lazy as _

from jukugi.apps.budgeting.actions.ballots import ballot_digest
from jukugi.apps.budgeting.actions.rounds import facts_of
from jukugi.apps.budgeting.enums.rounds import RoundState
from jukugi.apps.budgeting.models import (
    Ballot,
    CurrentBallot,
    Feasibility,
    PaperReading,
    Project,
    ProposalStep,
    ProposalTie,
    Round,
    RoundStep,
    SpoiledBallot,
    VoterTie,
)
from jukugi.apps.budgeting.models.rounds import facts_digest
from jukugi.kit.audit.streams import Check, Contradictions, Stream, checks, streams

LAST = """
    SELECT b.round_id, b.voter, b.choices, b.ward_id, b.age_band, b.is_member, c.digest
    FROM (SELECT MAX(id) AS id FROM budgeting_ballot GROUP BY round_id, voter) last
    JOIN budgeting_ballot b ON b.id = last.id
    LEFT JOIN budgeting_votertie t ON t.round_id = b.round_id AND t.voter = b.voter
    LEFT JOIN budgeting_currentballot c ON c.round_id = b.round_id AND c.voter = b.voter
    WHERE t.id IS NULL
    ORDER BY b.id
"""


def register() -> None:
    """Words of a proposal may have to be forgotten: their digest is sealed, not they."""
    said = {
        "ballots": (
            Ballot,
            "round_id voter receipt choices order_seed channel ward_id age_band is_member paper_id cast_at",
        ),
        "ballot_readings": (
            PaperReading,
            "paper_id turn voter choices spoiled channel ward_id age_band is_member actor_key read_at",
        ),
        "spoiled_ballots": (SpoiledBallot, "paper_id reason channel actor_key spoiled_at"),
        "budget_round_steps": (RoundStep, "round_id act note digest actor_key done_at"),
        "budget_projects": (Project, "round_id number proposal_id title words where level ward_id cost_yen"),
        "proposal_steps": (ProposalStep, "proposal_id act reason digest actor_key done_at"),
        "feasibility_answers": (
            Feasibility,
            "proposal_id verdict reason change cost_before_yen cost_yen cost_reason department_id actor_key"
            " answered_at",
        ),
        "voter_ties": (VoterTie, "round_id voter tied_at"),
        "proposal_ties": (ProposalTie, "made_id source_id reason actor_key tied_at"),
    }
    for name, (model, columns) in said.items():
        streams.register(name, Stream(model, ("pk", *columns.split())))
    checks.register("current_ballots", Check(_("いま数える投票と、投票の記録の最後"), current_ballots))
    checks.register("frozen_rounds", Check(_("投票を始めたときに決めたことと、いまの決まり・事業"), frozen_rounds))


def current_ballots() -> Contradictions:
    """Voters whose current ballot is not the last of the log, or stands on one side only. Two queries."""
    count, first, met = 0, "", 0
    with connection.cursor() as cursor:
        cursor.execute(LAST)
        while rows := cursor.fetchmany(20_000):
            for round_pk, _voter, choices, ward, age_band, is_member, digest in rows:
                met += digest is not None
                told = None if is_member is None else bool(is_member)
                if digest != ballot_digest(choices, ward, age_band, told):
                    count += 1
                    first = first or f"予算の投票{round_pk}"
    beside = CurrentBallot.objects.count() - met
    return Contradictions(count + beside, first or ("投票の記録にないもの" if beside else ""))


def frozen_rounds() -> Contradictions:
    """Rounds whose rules or projects are not those with which voting opened. Two queries."""
    count, first = 0, ""
    frozen = Round.objects.filter(state__in=[RoundState.VOTING, RoundState.CLOSED]).order_by("pk")
    for budget_round in frozen.prefetch_related("projects"):
        projects = sorted(budget_round.projects.all(), key=lambda project: project.number)
        facts = {"rules": budget_round.rules, "projects": [facts_of(project) for project in projects]}
        if facts_digest(facts) != budget_round.rules_digest:
            count += 1
            first = first or f"予算の投票{budget_round.pk}"
    return Contradictions(count, first)
