"""Surveys of one ward, for the permission matrix: one prepared, one that runs with paper that differs and a table."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from jukugi.apps.accounts.enums import Channel, RoleKind
from jukugi.apps.accounts.models import User
from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.areas.models import Area
from jukugi.apps.processes.models import Process
from jukugi.apps.surveys import actions
from jukugi.apps.surveys.actions import Answering, Keyed, QuestionDraft, SheetMeaning
from jukugi.apps.surveys.actions.counting import count_survey, publish_result
from jukugi.apps.surveys.enums import Access, AudienceKind, ImportState, Kind, Selection
from jukugi.apps.surveys.models import Survey
from jukugi.apps.surveys.tests.factories import notice, options

WHILE_PREPARED = ("edit", "open", "new-question", "question", "arrange", "audiences", "quotas", "codes")


class SurveyForAllRoles:
    """Who typed is nobody of those who are asked, so that each of them may type second and settle."""

    def __init__(self, process: Process, ward: Area) -> None:
        self.process, self.ward = process, ward
        self.writer, self.other = (RoleFactory(kind=RoleKind.WARD_OFFICER, area=ward).user for _ in range(2))
        self.prepared = self._prepare()
        self.running = actions.open_survey(survey=self._prepare(), actor=self.writer, now=timezone.now())
        audience = self.running.audiences.get()
        self.fresh, self.differing, self.counted = actions.number_papers(
            audience=audience, count=3, place="", actor=self.writer, now=timezone.now()
        )
        self._key(self.differing, self.writer, "a1", "a")
        self._key(self.differing, self.other, "a2", "b")
        now = timezone.now()
        answering = Answering(audience, {"q1": "a1"}, Channel.POST, now, "sheet", paper=self.counted)
        self.sheet = actions.take_sheet(answering=answering, actor=self.writer, now=now)
        self.published = self._publish()
        self.waiting, self.taking = self._table("1"), self._table("2")
        type(self.taking).objects.filter(pk=self.taking.pk).update(
            state=ImportState.TAKING, decided_at=now, decided_by=self.writer.actor_key
        )

    def values(self, route: str) -> dict[str, Any]:
        """What stands in the addresses of these routes."""
        name = route.partition(":")[2]
        one = self.prepared if name in WHILE_PREPARED else self.running
        one = self.published if name.startswith("result") else one
        paper = {"settle": self.differing, "correct": self.counted}.get(name, self.fresh)
        return {
            "survey_pk": one.pk,
            "audience_pk": one.audiences.get().pk,
            "code": "q1" if name in ("question", "arrange") else one.code,
            "receipt": paper.receipt,
            "import_pk": self.waiting.pk,
            "act": "take",
            "sheet_pk": self.sheet.pk,
            "mark": "fast",
            "number": 1,
            "form": "csv",
        }

    def forms(self) -> dict[str, dict[str, object]]:
        """What the forms of these routes take."""
        today = timezone.localdate()
        day = (today + timedelta(days=60)).isoformat()
        told = vars(notice(opens_on=today.isoformat(), closes_on=day))
        typed = {"channel": "post", "received_on": today.isoformat(), "a_q1": "1"}
        row = {"kind": "citizens", "selection": "self", "access": "open"}
        rows = {f"{name}{number}": value for number in range(3) for name, value in row.items()}
        return {
            "surveys:new": told | {"ward": self.ward.pk},
            "surveys:edit": told,
            "surveys:audiences": rows | {"name0": "市民"},
            "surveys:codes": {"count": 1},
            "surveys:extend": {"closes_on": day, "reason": "見本の理由"},
            "surveys:withdraw": {"reason": "見本の理由"},
            "surveys:new-question": {"label": "見本の問い", "option0": "はい", "option1": "いいえ"},
            "surveys:question": {"label": "見本の問い", "option0": "はい", "option1": "いいえ"},
            "surveys:arrange": {"act": "remove"},
            "surveys:number-paper": {"audience": self.running.audiences.get().pk},
            "surveys:key": typed,
            "surveys:settle": typed,
            "surveys:correct": typed | {"reason": "見本の理由"},
            "surveys:desk-result-sheet": {"reason": "見本の理由"},
            "surveys:paper": {"audience": self.running.audiences.get().pk, "count": 1},
            "surveys:answer": {"shown": "q1", "page": 1, "a_q1": "a1"},
            "surveys:import-columns": {"column0": "answer:q1", "day": today.isoformat()},
        }

    def _publish(self) -> Survey:
        """One whose period is over, with five answers, published by somebody who may."""
        made = actions.open_survey(survey=self._prepare(), actor=self.writer, now=timezone.now())
        audience, now = made.audiences.get(), timezone.now()
        for number in range(5):
            answering = Answering(audience, {"q1": "a1"}, Channel.POST, now, f"published-{number}")
            actions.take_sheet(answering=answering, actor=self.writer, now=now)
        day = timezone.localdate() - timedelta(days=40)
        Survey.objects.filter(pk=made.pk).update(opens_on=day, closes_on=day)
        count_survey(survey=made, now=now)
        publish_result(survey=made, reason="", actor=RoleFactory(kind=RoleKind.POLICY_OFFICER).user, now=now)
        return Survey.objects.get(pk=made.pk)

    def _prepare(self) -> Survey:
        now, today = timezone.now(), timezone.localdate()
        words = notice(opens_on=today, closes_on=today + timedelta(days=20))
        made = actions.prepare_survey(process=self.process, notice=words, ward=self.ward, actor=self.writer, now=now)
        asked = [actions.AudienceDraft(AudienceKind.CITIZENS, "市民", Selection.SELF, Access.OPEN)]
        actions.set_audiences(survey=made, audiences=asked, actor=self.writer, now=now)
        draft = QuestionDraft(Kind.SINGLE, "見本の問い", options=options("ある", "ない"))
        actions.add_question(survey=made, draft=draft, actor=self.writer, now=now)
        return made

    def _key(self, paper: Any, person: User, code: str, letter: str) -> None:
        keyed = Keyed({"q1": code}, Channel.POST, timezone.localdate(), letter * 22)
        actions.key_sheet(paper=paper, keyed=keyed, actor=person, now=timezone.now())

    def _table(self, number: str) -> Any:
        now = timezone.now()
        content = f"番号,問1\n{number},1\n".encode()
        brought = actions.bring_sheets(
            audience=self.running.audiences.get(),
            channel=Channel.POST,
            file_name="見本.csv",
            content=content,
            actor=self.writer,
            now=now,
        )
        meaning = SheetMeaning({"番号": "number", "問1": "answer:q1"}, timezone.localdate().isoformat())
        return actions.check_sheets(sheet_import=brought, meaning=meaning, actor=self.writer, now=now)
