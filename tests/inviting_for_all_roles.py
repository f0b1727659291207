"""Lotteries of one ward before their closing day, for the permission matrix: letters, and people who volunteered."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.areas.models import Area
from jukugi.apps.processes.models import Process
from jukugi.apps.sortition.actions.inviting import plan_round
from jukugi.apps.sortition.enums import Ground
from jukugi.apps.sortition.models import Resemblance
from jukugi.apps.sortition.queries.pool import features_of
from jukugi.apps.sortition.tests.factories import lottery, volunteers

ROUTES = (
    "new", "edit", "cancel", "rounds", "round", "plan", "round-step", "volunteers", "card", "exclude", "alike",
    "find-alike", "pair",
)  # fmt: skip


class InvitingForAllRoles:
    def __init__(self, process: Process, ward: Area) -> None:
        now, today = timezone.now(), timezone.localdate()
        self.ward, self.days = ward, {
            "closes_on": today + timedelta(days=20),
            "starts_on": today + timedelta(days=40),
            "ends_on": today + timedelta(days=90),
        }  # fmt: skip
        officer = RoleFactory(kind=RoleKind.WARD_OFFICER, area=ward).user
        self.opened = lottery(process=process, area=ward, seats=4, **self.days)
        _round, self.codes = plan_round(
            lottery=self.opened, letters=4, weights={}, rate=0.04, how="見本の数", actor=officer, now=now
        )
        self.volunteer, other, *_others = volunteers(self.opened, 6)
        grounds = [Ground.DWELLING.value]
        self.pair = Resemblance.objects.create(first=self.volunteer, second=other, grounds=grounds, found_at=now)

    def values(self, route: str) -> dict[str, Any]:
        """What stands in the addresses of these routes."""
        if route.removeprefix("sortition:") not in ROUTES:
            return {}
        return {
            "lottery_pk": self.opened.pk,
            "number": 1,
            "act": "number",
            "key": self.volunteer.key,
            "pair_pk": self.pair.pk,
        }

    def forms(self) -> dict[str, dict[str, object]]:
        """What the forms of these routes take."""
        reason: dict[str, object] = {"reason": "見本の理由"}
        notice: dict[str, object] = {
            "title": "見本の市民パネル",
            "seats": 4,
            "honorarium": 0,
            "keeps_days": 30,
            "contact": "見本の窓口",
            **{name: day.isoformat() for name, day in self.days.items()},
        }
        answers = {f"f{feature.pk}": feature.values.all()[0].pk for feature in features_of(self.opened)}
        person: dict[str, object] = {"name": "見本", "address": "見本町1", "phone": "044-000-0000", **answers}
        card = person | {"code": self.codes[0], "received_on": timezone.localdate().isoformat(), "form_key": "k" * 22}
        return {
            "sortition:new": notice | {"ward": self.ward.pk},
            "sortition:edit": notice,
            "sortition:cancel": reason,
            "sortition:rounds": {"letters": 3, "rate": 4, "young": 1, "how": "見本の数", "act": "make"},
            "sortition:round-step": {"number": "38915"},
            "sortition:card": card,
            "sortition:exclude": reason,
            "sortition:pair": reason | {"resolution": "different"},
            "sortition:join": {"code": self.codes[1]},
        }
