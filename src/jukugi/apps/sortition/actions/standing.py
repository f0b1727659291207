"""What actions load anew under a lock before they write, and what they write down."""

from datetime import datetime

from django.utils import timezone

from jukugi.apps.accounts.models import User
from jukugi.apps.organizations.queries import department_of
from jukugi.apps.processes.policies import check_is_running
from jukugi.apps.sortition import permissions, policies
from jukugi.apps.sortition.enums import DrawState, LotteryAct, LotteryState
from jukugi.apps.sortition.models import CivicLottery, Draw, LotteryStep
from jukugi.kit import audit


def locked_lottery(lottery: CivicLottery, actor: User, *states: LotteryState) -> CivicLottery:
    """The lottery as it is now, locked, for somebody who may run it. Raises NotAllowed, ProcessFinished or
    LotteryNotInState."""
    permissions.check_can_run(actor, lottery.area)
    check_is_running(lottery.process)
    related = ("process", "area", "department", "body")
    current = CivicLottery.objects.select_for_update(of=("self",)).select_related(*related).get(pk=lottery.pk)
    policies.check_state(current, *states)
    return current


def locked_draw(draw: Draw, *states: DrawState) -> Draw:
    """The draw as it is now, after its lottery was locked. Raises DrawNotInState."""
    current = Draw.objects.select_for_update(of=("self",)).get(pk=draw.pk)
    policies.check_draw_state(current, *states)
    return current


def tell(lottery: CivicLottery, act: LotteryAct, note: str, actor: User | None, now: datetime) -> None:
    """Write down a step of a lottery."""
    department = lottery.department
    if actor is not None:
        department = department_of(actor, day=timezone.localdate(now))
    LotteryStep.objects.create(
        lottery=lottery,
        act=act,
        note=note,
        actor_key=actor.actor_key if actor is not None else "",
        department=department,
        done_at=now,
    )
    audit.record(f"sortition.{act}", actor=actor, subject=lottery, at=now)


def move(lottery: CivicLottery, to: LotteryState) -> None:
    """Into the next state."""
    lottery.state = to
    lottery.save(update_fields=["state"])
