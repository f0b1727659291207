"""A plan below a ceiling: asked by a person, found by a job, decided by people one by one."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from fractions import Fraction

from django.db import transaction
from django.utils.timezone import localdate

from jukugi.apps.accounts.models import User
from jukugi.apps.inventory import permissions
from jukugi.apps.inventory.enums import PlanState
from jukugi.apps.inventory.models import RequestPlan
from jukugi.apps.inventory.queries.hours import City, city_now, load_of
from jukugi.core.planning import AdminRequestLoad, ChangeKind, PlanSettings
from jukugi.kit import audit, jobs

# A job has more time than a person who waits.
SECONDS = 60.0


@transaction.atomic
def ask_plan(
    *, ceiling: Decimal, most_months: int, kinds: Sequence[str], is_cautious: bool, actor: User, now: datetime
) -> RequestPlan:
    """Ask for the fewest changes that bring every association under a ceiling. Raises NotAllowed."""
    permissions.check_is_policy(actor, day=localdate(now))
    plan = RequestPlan.objects.create(
        ceiling=ceiling,
        most_months=most_months,
        kinds=sorted(kinds),
        is_cautious=is_cautious,
        actor_key=actor.actor_key,
        asked_at=now,
    )
    audit.record("inventory.plan_asked", actor=actor, subject=plan, at=now)
    jobs.defer("inventory.make_plan", plan_pk=plan.pk)
    return plan


def make_plan(*, plan_pk: int, clock: Callable[[], datetime]) -> RequestPlan:
    """Find a plan that was asked for; one that is done stays as it is. Safe to run twice."""
    from jukugi.core.planning.ceiling import plan_under_ceiling  # numpy and the solver: in jobs only
    from jukugi.core.planning.document import plan_document

    plan = RequestPlan.objects.get(pk=plan_pk)
    if plan.state != PlanState.ASKED:
        return plan
    city = city_now(day=localdate(plan.asked_at))
    settings = PlanSettings(
        most_months=plan.most_months, kinds=frozenset(ChangeKind(kind) for kind in plan.kinds), seconds=SECONDS
    )
    ceiling = Fraction(plan.ceiling)
    found = plan_under_ceiling(
        loads_of(city, is_cautious=plan.is_cautious),
        [member.size for member in city.members],
        ceiling=ceiling,
        settings=settings,
    )
    plan.document = plan_document(found, ceiling=ceiling, settings=settings)
    plan.state, plan.done_at = PlanState.DONE, clock()
    plan.save(update_fields=["document", "state", "done_at"])
    return plan


def loads_of(city: City, *, is_cautious: bool) -> list[AdminRequestLoad]:
    """What is asked now, with recipients by key; at the upper end of the hours for who is cautious."""
    loads = []
    for each in city.requests:
        recipients = city.recipients(each, city.members)
        is_for_all = len(recipients) == len(city.members)
        load = load_of(each, recipients=None if is_for_all else frozenset(str(one.pk) for one in recipients))
        if is_cautious and load.hours_range is not None:
            load = replace(load, hours=load.hours_range[1])
        loads.append(load)
    return loads
