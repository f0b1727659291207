"""A circle with all that hangs on it, for the permission matrix."""

from typing import Any

from jukugi.apps.areas.models import Area
from jukugi.apps.circles.tests.world import World
from jukugi.apps.issues.tests.factories import IssueFactory


class CirclesForAllRoles:
    """Everything of the room in one ward; ``step`` and ``act`` are words that each route knows."""

    def __init__(self, ward: Area) -> None:
        self.world = World(ward, IssueFactory(area=ward))

    def values(self, route: str) -> dict[str, Any]:
        """What stands in the addresses of the room."""
        step = {"circles:wish-step": "close", "circles:settle": "shut"}.get(route, "welcome")
        act = {"circles:act": "message", "circles:desk-act": "word"}.get(route, "propose")
        seek = self.world.paper if route == "circles:desk-answer-match" else self.world.needed
        match = self.world.paper_match if route == "circles:desk-answer-match" else self.world.match
        return self.world.values() | {"step": step, "act": act, "seek_pk": seek.pk, "match_pk": match.pk}

    def forms(self) -> dict[str, dict[str, object]]:
        """What the forms of the room take."""
        day, ward = self.world.day.isoformat(), self.world.ward.pk
        came = {"channel": "card", "received_on": day}
        asked = {"what": "作る", "spends_on": "木材", "ask_yen": 1000, "done_by": day}
        wish = {"side": "offer", "kind": "time", "text": "朝なら。", "consent": "shown", "ward": ward}
        rules = {"ward": ward, "sum_yen": 90_000, "most_yen": 9_000, "pays_for": "材料", "closes_on": day}
        return {
            "circles:new": {"title": "花壇", "about": "駅の前に。", "ward": ward},
            "circles:new-wish": wish,
            "circles:answer-match": {"answer": "no"},
            "circles:join": {"note": "入りたい。"},
            "circles:ask-fund": asked,
            "circles:act": {"text": "こんにちは。"},
            "circles:report": {"done": "した。", "spent_on": "木材", "used_yen": 1},
            "circles:enter": {"title": "花壇", "about": "駅の前に。", "ward": ward, **came},
            "circles:enter-wish": wish | came,
            "circles:hide-wish": {"reason": "売り買いのため"},
            "circles:answer-help": {"answer": "どうぞ。", "decision": "yes"},
            "circles:answer-proposal": {"answer": "会議で。", "decision": "yes"},
            "circles:desk-answer-match": {"answer": "no"},
            "circles:new-fund": rules | {"fiscal_year": 2040},
            "circles:edit-fund": rules | {"fiscal_year": self.world.fund.fiscal_year},
            "circles:desk-request-act": {"grant_yen": 1000, "reason": "決まりに合う"},
            "circles:new-call": {"issue": self.world.issue.pk, "title": "坂", "text": "求めます。"},
            "circles:desk-act": {"text": "こんにちは。"},
            "circles:enter-request": asked | came,
        }
