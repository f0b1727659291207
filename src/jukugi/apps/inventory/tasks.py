"""Jobs of the room."""

from django.utils import timezone

from jukugi.kit import jobs

SECONDS_IN_A_DAY = 24 * 60 * 60


def register() -> None:
    jobs.register("inventory.make_plan", _make_plan)
    jobs.register("inventory.end_decided", _end_decided)
    jobs.every(SECONDS_IN_A_DAY, "inventory.end_decided")


def _end_decided() -> None:
    from jukugi.apps.inventory.actions import end_decided

    end_decided(now=timezone.now())


def _make_plan(plan_pk: int) -> None:
    from jukugi.apps.inventory.actions.planning import make_plan

    make_plan(plan_pk=plan_pk, clock=timezone.now)
