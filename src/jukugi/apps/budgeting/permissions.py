"""Who runs rounds and answers proposals, who reads ballots on paper, who may vote."""

from typing import Any

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.models import Participant, User
from jukugi.apps.accounts.permissions import has_role, roles
from jukugi.apps.areas.models import Area
from jukugi.apps.budgeting.enums.rounds import Verification
from jukugi.apps.budgeting.errors import ballots as errors
from jukugi.apps.budgeting.models import Round, VoterCode
from jukugi.kit.errors import NotAllowed

RUNNERS = (RoleKind.POLICY_OFFICER, RoleKind.WARD_OFFICER)


def areas_run_by(user: Any) -> set[int | None]:
    """Keys of the wards whose rounds the person runs; None stands for the whole city. One query."""
    return {role.area_id for role in roles(user, *RUNNERS)}


def can_run(user: Any, area: Area | None) -> bool:
    """A policy officer runs every round, a ward officer those of the ward. One query."""
    return has_role(user, *RUNNERS, area=area)


def check_can_run(user: Any, area: Area | None) -> None:
    """Raises NotAllowed. One query."""
    if not can_run(user, area):
        raise NotAllowed


def can_read_papers(user: Any, budget_round: Round) -> bool:
    """Officers of any ward read ballots of a city-wide round: a second person is needed for it. One query."""
    return bool(roles(user, *RUNNERS)) if budget_round.area_id is None else can_run(user, budget_round.area)


def check_can_read_papers(user: Any, budget_round: Round) -> None:
    """Raises NotAllowed. One query."""
    if not can_read_papers(user, budget_round):
        raise NotAllowed


def check_may_vote(budget_round: Round, voter: Participant | VoterCode | User) -> None:
    """Whether the person is known by the step that the round asks for. Raises AnotherStep or CodeOfAnother."""
    kinds = {Verification.DEVICE: Participant, Verification.CODE: VoterCode, Verification.ACCOUNT: User}
    if not isinstance(voter, kinds[Verification(budget_round.verification)]):
        raise errors.AnotherStep(step=budget_round.get_verification_display())
    if isinstance(voter, VoterCode) and not code_opens(voter, budget_round):
        raise errors.CodeOfAnother


def code_opens(code: VoterCode, budget_round: Round) -> bool:
    """A code serves for its round and for the one in the same visit: a ward's also for the city's, a city's also for
    that of the voter's ward. No query where ``code.round`` is loaded."""
    if budget_round.pk in (code.round_id, code.round.companion_id):
        return True
    is_of_visit = budget_round.companion_id is not None and budget_round.companion_id == code.round_id
    return is_of_visit and code.ward_id is not None and code.ward_id == budget_round.area_id
