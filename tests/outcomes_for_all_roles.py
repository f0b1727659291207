"""A promise of one ward, a draft and an open review, for the permission matrix."""

from typing import Any

from django.utils import timezone

from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.areas.models import Area
from jukugi.apps.outcomes.actions import reviewing
from jukugi.apps.outcomes.enums import EntryVerdict
from jukugi.apps.outcomes.tests.factories import days, department, drafted, promised, public_clause
from jukugi.apps.processes.models import Process
from jukugi.core.fiscal_year import fiscal_year_of


class OutcomesForAllRoles:
    """An open promise, one that waits for another hand, a review that is closed and one that is not."""

    def __init__(self, process: Process, ward: Area) -> None:
        self.ward = ward
        self.clause = public_clause(process)
        self.promise = promised(clause=self.clause, area=ward)
        self.draft = drafted(clause=self.clause, area=ward, title="公開を待つ約束")
        self.year = fiscal_year_of(days(0))
        writer, head = RoleFactory().user, RoleFactory().user
        now = timezone.now()
        self.closed = reviewing.open_review(process=process, fiscal_year=self.year, due_on=days(1), actor=head, now=now)
        verdict = EntryVerdict.ON_TRACK
        reviewing.write_entry(
            review=self.closed, promise=self.promise, verdict=verdict, words="進む。", actor=writer, now=now
        )
        reviewing.close_review(review=self.closed, words="まとめ。", actor=head, now=now)
        self.open = reviewing.open_review(
            process=process, fiscal_year=self.year + 1, due_on=days(30), actor=head, now=now
        )

    def values(self, route: str) -> dict[str, Any]:
        """What stands in the addresses of the room."""
        waits = route in ("outcomes:publish", "outcomes:edit")
        return {
            "promise_pk": (self.draft if waits else self.promise).pk,
            "code": self.ward.code,
            "process_pk": self.closed.process_id,
            "year": self.year,
            "review_pk": self.open.pk,
            "act": "progress",
        }

    def forms(self) -> dict[str, dict[str, object]]:
        """What the forms of the room take."""
        promise = {
            "title": "見本の約束",
            "words": "見本のことをする。",
            "level": "kuiki",
            "area": self.ward.pk,
            "department": department().pk,
            "promised_on": days(-1).isoformat(),
            "due_on": days(30).isoformat(),
        }
        step = {"progress-words": "決めた。", "progress-on": days(0).isoformat()}
        review = {"process": self.open.process_id, "fiscal_year": self.year + 2, "due_on": days(30).isoformat()}
        return {
            "outcomes:new": promise,
            "outcomes:edit": promise,
            "outcomes:step": step,
            "outcomes:new-review": review,
            "outcomes:entry": {"verdict": "on_track", "words": "進んでいる。"},
            "outcomes:desk-review": {"words": "まとめ"},
        }
