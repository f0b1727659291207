"""Who may reach what: every route of the site × every role, against the reviewed file ``permission_matrix.csv``.

A cell is the HTTP status; ``sign-in`` stands for the way to the sign-in page. The rows are generated from the URLs;
the expected values are read and agreed on by people. A new route fails here until it has its rows:
``PERMISSION_MATRIX=write pytest tests/test_permission_matrix.py`` writes what the code does now; read every new
value before you keep it.
"""

import csv
import os
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from jukugi.apps.accounts.actions import begin_participation, new_token
from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.models import User
from jukugi.apps.accounts.tests.factories import BEFORE, RoleFactory, UserFactory
from jukugi.apps.areas.models import Area
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.grouping.models import GroupingRun, OpinionGroup
from jukugi.apps.issues.actions import merge_issues
from jukugi.apps.issues.enums import EdgeKind
from jukugi.apps.issues.models import IssueEdge, Material, Policy, PolicyLink
from jukugi.apps.issues.tests.factories import IssueFactory
from jukugi.apps.opinion_map.actions import refresh_map
from jukugi.apps.opinion_map.enums import SHEET_RECEIPT, ReasonSide, StatementState
from jukugi.apps.opinion_map.models import MapEdition, ReasonReply, SheetEntry, Statement, Topic, VoteSheet
from jukugi.apps.opinion_map.tests.factories import ReasonFactory, StatementFactory, open_topic
from jukugi.apps.opinions.actions import Meaning, bring_table, check_table, take_table
from jukugi.apps.opinions.enums import HEARING, OpinionState
from jukugi.apps.opinions.tests.factories import IssueLinkFactory, OpinionFactory, SubmissionFactory
from jukugi.apps.organizations.tests.factories import DepartmentFactory, MembershipFactory
from jukugi.apps.processes.models import Phase
from jukugi.apps.processes.tests.factories import OpeningFactory
from jukugi.apps.readability.tests.factories import ReadingFactory
from jukugi.kit import receipts
from tests.associations_for_all_roles import AssociationForAllRoles
from tests.ballots_for_all_roles import BallotsForAllRoles
from tests.circles_for_all_roles import CirclesForAllRoles
from tests.consultation_for_all_roles import ConsultationForAllRoles
from tests.course_for_all_roles import CourseForAllRoles
from tests.document_for_all_roles import DocumentForAllRoles
from tests.drawing_for_all_roles import DrawingForAllRoles
from tests.errands_for_all_roles import ErrandsForAllRoles
from tests.evaluation_for_all_roles import EvaluationForAllRoles
from tests.forms_for_all_roles import TABLE, forms_of
from tests.inviting_for_all_roles import InvitingForAllRoles
from tests.ledger_for_all_roles import LedgerForAllRoles
from tests.meeting_for_all_roles import MeetingForAllRoles
from tests.outcomes_for_all_roles import OutcomesForAllRoles
from tests.person_for_all_roles import PersonForAllRoles
from tests.places_for_all_roles import PlacesForAllRoles
from tests.reach_for_all_roles import ReachForAllRoles
from tests.reports_for_all_roles import ReportsForAllRoles
from tests.results_for_all_roles import ResultsForAllRoles
from tests.support_for_all_roles import SupportForAllRoles
from tests.survey_for_all_roles import SurveyForAllRoles
from tests.threads_for_all_roles import FROM_MAIL_PROGRAMS, ThreadsForAllRoles
from tests.vision_for_all_roles import VisionForAllRoles
from tests.voices_for_all_roles import VoicesForAllRoles

FILE = Path(__file__).with_name("permission_matrix.csv")
ROLES = ["anonymous", "participant", "no_role", "other_ward", "own_ward", "policy", "operator"]
METHODS = ["GET", "POST"]
SIGN_IN = "/accounts/login/"
HOW = "Run PERMISSION_MATRIX=write pytest tests/test_permission_matrix.py, and read every new value before you keep it."

pytestmark = [pytest.mark.django_db, pytest.mark.long]


def routes() -> list[str]:
    """The name of every route of the site, with its namespace."""
    return list(_routes(get_resolver().url_patterns, ""))


def _routes(patterns: list[URLPattern | URLResolver], space: str) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _routes(pattern.url_patterns, f"{space}{pattern.namespace}:" if pattern.namespace else space)
        else:
            assert pattern.name, f"Give the route {pattern.pattern} a name, so that the matrix can speak of it."
            yield space + pattern.name


class City:
    """One ward's open topic with a statement that is shown and one that waits, and somebody of each role."""

    def __init__(self) -> None:
        # Route → what makes the forms of its room; known once a form was asked for.
        self.form_makers: dict[str, Callable[[], dict[str, dict[str, object]]]] = {}
        self.ward = WardFactory()
        self.issue = IssueFactory()
        self.topic: Topic = open_topic(area=self.ward, process=self.issue.process, issue=self.issue)
        # Voting is open whenever this test runs: the views read the clock.
        Phase.objects.update(opens_at=BEFORE.replace(year=2020), closes_at=BEFORE.replace(year=2100))
        self.shown: Statement = StatementFactory(topic=self.topic, receipt="314159266")
        self.waiting: Statement = StatementFactory(topic=self.topic, state=StatementState.WAITING)
        process = self.issue.process
        process.is_main = True
        process.save()
        OpeningFactory(phase=Phase.objects.get(), kind=HEARING)
        voices = [SubmissionFactory(process=process, ward=self.ward) for _ in range(2)]
        self.unread = OpinionFactory(submission=voices[0])
        self.opinion = OpinionFactory(submission=voices[1], state=OpinionState.SHOWN)
        self.link = IssueLinkFactory(opinion=self.opinion, issue=self.issue)
        self.other_issue = IssueFactory(process=process)
        self.voices = VoicesForAllRoles(self.opinion, self.ward)
        self.threads = ThreadsForAllRoles(self.opinion)
        self.policy = Policy.objects.create(code="P1", name="見本の施策", level="shiiki")
        self.policy_link = PolicyLink.objects.create(
            policy=self.policy, issue=self.issue, reason="見本の理由", actor_key="x", made_at=BEFORE
        )
        self.material = Material.objects.create(
            issue=self.issue, title="見本", text="見本", dated_on=BEFORE.date(), actor_key="x", added_at=BEFORE
        )
        self.act = merge_issues(
            issues=[IssueFactory(process=process)],
            into=self.other_issue,
            reason="見本の理由",
            actor=self._officer(RoleKind.POLICY_OFFICER, None),
            now=BEFORE,
        )
        self.edge = IssueEdge.objects.create(
            source=self.issue,
            target=self.other_issue,
            kind=EdgeKind.NEEDS,
            about="見本",
            reason="見本の理由",
            actor_key="x",
            made_at=BEFORE,
        )
        live_map = refresh_map(topic=self.topic, now=BEFORE)
        MapEdition.objects.create(
            topic=self.topic,
            number=1,
            published_at=BEFORE,
            actor_key="x",
            through=0,
            **{name: getattr(live_map, name) for name in ("participants", "statements", "votes", "document")},
        )
        self.condition = ReasonFactory(statement=self.shown, side=ReasonSide.CONDITION)
        self.reply = ReasonReply.objects.create(reason=self.condition, text="返事", actor_key="x", replied_at=BEFORE)
        self.sheet = VoteSheet.objects.create(
            topic=self.topic,
            receipt=receipts.issue(SHEET_RECEIPT, now=BEFORE),
            statements=[self.shown.pk],
            printed_at=BEFORE,
            actor_key="x",
        )
        for who, word in (("x", "agree"), ("y", "disagree")):
            SheetEntry.objects.create(
                sheet=self.sheet, answers={str(self.shown.pk): word}, actor_key=who, entered_at=BEFORE
            )
        self.group = OpinionGroup.objects.create(process=process, issue=self.issue, number=1, made_at=BEFORE)
        self.run = GroupingRun.objects.create(process=process, asked_at=BEFORE, seen_at=BEFORE)
        bringer = self._officer(RoleKind.WARD_OFFICER, self.ward)
        meaning = Meaning({"words": "意見"}, {"day": "2026-04-01", "channel": "post", "ward": self.ward.code})
        self.waiting_table, self.taking_table = (
            check_table(
                opinion_import=bring_table(
                    process=process, file_name="意見.csv", content=TABLE, actor=bringer, now=timezone.now()
                ),
                meaning=meaning,
                actor=bringer,
                now=timezone.now(),
            )
            for _ in range(2)
        )
        take_table(opinion_import=self.taking_table, actor=bringer, now=timezone.now())
        self.meetings = MeetingForAllRoles(process, self.ward)
        self.course = CourseForAllRoles(process, self.ward)
        self.document = DocumentForAllRoles(process, self.ward)
        self.associations = AssociationForAllRoles(self.ward)
        self.reading = ReadingFactory()
        self.department = DepartmentFactory(area=self.ward)
        self.membership = MembershipFactory(organization=self.department)
        self.errands = ErrandsForAllRoles(self.department, self.ward)
        self.newcomer = self._officer(RoleKind.WARD_OFFICER, self.ward)
        self.people: dict[str, User | None] = {
            "anonymous": None,
            "participant": None,
            "no_role": UserFactory(),
            "other_ward": self._officer(RoleKind.WARD_OFFICER, WardFactory()),
            "own_ward": self._officer(RoleKind.WARD_OFFICER, self.ward),
            "policy": self._officer(RoleKind.POLICY_OFFICER, None),
            "operator": self._officer(RoleKind.OPERATOR, None),
        }
        self.consultation = ConsultationForAllRoles(self.document.document.editions.get(number=1), self.ward)
        self.vision = VisionForAllRoles(process, self.ward, self.people["operator"])
        self.survey = SurveyForAllRoles(process, self.ward)
        self.reach = ReachForAllRoles(process, self.ward)
        self.evaluation = EvaluationForAllRoles(process, self.ward)
        self.places = PlacesForAllRoles(self.ward)
        self.drawing = DrawingForAllRoles(process, self.ward)
        self.inviting = InvitingForAllRoles(process, self.ward)
        self.support = SupportForAllRoles(self.ward, self.associations.association)
        self.outcomes = OutcomesForAllRoles(process, self.ward)
        self.reports = ReportsForAllRoles(process)
        self.circles = CirclesForAllRoles(self.ward)
        self.ballots = BallotsForAllRoles(self.ward)
        self.ledger = LedgerForAllRoles(self.ward)
        self.results = ResultsForAllRoles(self.ward)
        takers = [person for role in ("own_ward", "policy") if (person := self.people[role]) is not None]
        files = [("officers", self.ward.code), ("honorariums", str(self.drawing.seated.pk))]
        survey = self.survey.values("surveys:desk-result-rows")["survey_pk"]
        self.person = PersonForAllRoles(self.ward, takers, [*files, ("sheets", str(survey))])

    def _officer(self, kind: RoleKind, area: Area | None) -> User:
        return RoleFactory(kind=kind, area=area).user

    def browser(self, role: str) -> Client:
        """A browser in which this person is signed in, or known as a participant."""
        client = Client(raise_request_exception=False)
        user = self.people[role]
        if user is not None:
            client.force_login(user)
        if role == "participant":
            token = new_token()
            begin_participation(token=token, now=BEFORE)
            client.cookies["jukugi_participant"] = token
        return client

    def address(self, route: str) -> str:
        """The route's address for the things of this city."""
        values = {
            "slug": self.issue.process.slug,
            "issue_pk": self.issue.pk,
            "topic_pk": self.topic.pk,
            "statement_pk": self.waiting.pk if route == "opinion_map:review" else self.shown.pk,
            "number": self.opinion.submission.receipt if route == "receipt" else self.shown.receipt,
            "opinion_pk": self.unread.pk if route == "opinions:review" else self.opinion.pk,
            "link_pk": self.policy_link.pk if route == "issues:end-policy-link" else self.link.pk,
            "policy_pk": self.policy.pk,
            "edge_pk": self.edge.pk,
            "act_pk": self.act.pk,
            "name": "issues",
            "material_pk": self.material.pk,
            "organization_pk": self.department.pk,
            "membership_pk": self.membership.pk,
            "reason_pk": self.condition.pk,
            "reply_pk": self.reply.pk,
            "sheet_pk": self.sheet.pk,
            "group_pk": self.group.pk,
            "reading_pk": self.reading.pk,
            "run_pk": self.run.pk,
            "import_pk": (self.taking_table if route == "opinions:resume-import" else self.waiting_table).pk,
        }
        if route.startswith("opinions:"):
            values |= self.voices.values(route)
        things = {"threads": self.threads, "meetings": self.meetings, "inventory": self.errands, "places": self.places}
        things |= {"public_comments": self.consultation, "outcomes": self.outcomes, "reports": self.reports}
        things |= {"circles": self.circles, "reach": self.reach, "surveys": self.survey}
        if (room := route.partition(":")[0]) in things:
            values |= things[room].values(route)
        if route.startswith("opinion_map:edition"):
            values["number"] = 1
        if route.startswith("processes:"):
            values |= self.course.values()
        if route.startswith("drafts:"):
            values |= self.document.values(route) | self.vision.values(route)
        if route.startswith("evaluations:"):
            values |= self.survey.values(route) | self.associations.values() | self.evaluation.values(route)
        if route.startswith("support:"):
            values |= self.support.values()
        if route.startswith("open_data:"):
            values |= {"form": "csv", "rest": f"receipts/{self.opinion.submission.receipt}"}
        if route == "open_data:open-file":
            values |= {"kind": "events", "name": "events.csv"}
        if route.startswith("budgeting:"):
            values |= self.ballots.values(route) | self.ledger.values(route) | self.results.values(route)
        if route.startswith("accounts:"):
            values |= self.person.values(self.drawing.answered.pk)
        if route.startswith("sortition:"):
            values |= self.drawing.values(route) | self.inviting.values(route)
        if route.startswith("organizations:"):
            values |= self.associations.values()
        *spaces, name = route.split(":")
        resolver = get_resolver()
        for space in spaces:
            resolver = resolver.namespace_dict[space][1]
        _path, names_in_the_path = resolver.reverse_dict.getlist(name)[0][0][0]
        return reverse(route, kwargs={key: values[key] for key in names_in_the_path})

    def form(self, route: str) -> dict[str, object]:
        """What the route's form takes, so that a refusal is one of permission and not of a missing field."""
        if not self.form_makers:  # all of them, asked for every route, took a tenth of the time
            told = (self.meetings, self.voices, self.course, self.document, self.vision, self.threads)
            more = (self.consultation, self.survey, self.associations, self.errands, self.evaluation, self.places)
            town = (self.reach, self.support, self.outcomes, self.reports, self.circles, self.ledger, self.ballots)
            rest = (self.results, self.drawing, self.inviting, self.person)
            makers = [partial(forms_of, self), *(those.forms for those in (*told, *more, *town, *rest))]
            self.form_makers = {name: make for make in makers for name in make()}
        return self.form_makers[route]()[route] if route in self.form_makers else {}


def status(city: City, browser: Client, method: str, route: str) -> str:
    """What the site answers; nothing that the request changed stays."""
    cookies = {name: morsel.value for name, morsel in browser.cookies.items()}
    with transaction.atomic():
        response = (
            browser.generic("GET", city.address(route))
            if method == "GET"
            else browser.post(city.address(route), city.form(route))
        )
        transaction.set_rollback(True)
    browser.cookies.clear()
    for name, value in cookies.items():
        browser.cookies[name] = value
    if response.status_code == 302 and response.headers["Location"].split("?")[0] == SIGN_IN:
        return "sign-in"
    return str(response.status_code)


def reviewed() -> dict[tuple[str, str], dict[str, str]]:
    with FILE.open(encoding="utf-8", newline="") as file:
        return {(row["route"], row["method"]): {role: row[role] for role in ROLES} for row in csv.DictReader(file)}


def test_no_name_is_given_to_two_routes():
    twice = sorted({route for route, count in Counter(routes()).items() if count > 1})

    assert twice == ["mfa_authenticate"]  # the sign-in library's own: the page, and where it lay before


def test_every_route_has_its_rows_in_the_matrix_and_every_row_its_route():
    wanted = {(route, method) for route in routes() for method in METHODS}
    if os.environ.get("PERMISSION_MATRIX") == "write":
        pytest.skip("the matrix is being written")

    missing, stale = sorted(wanted - set(reviewed())), sorted(set(reviewed()) - wanted)

    assert missing == [], f"These have no row in {FILE.name}: {missing}. {HOW}"
    assert stale == [], f"These rows of {FILE.name} have no route any more; delete them: {stale}."


@pytest.mark.parametrize("role", ROLES)
def test_each_role_reaches_what_the_matrix_says_and_nothing_else(role):
    city = City()
    browser = city.browser(role)

    answers = {(route, method): status(city, browser, method, route) for route in routes() for method in METHODS}

    if os.environ.get("PERMISSION_MATRIX") == "write":
        _write(role, answers)
        pytest.skip("the matrix is being written")
    expected = {key: row[role] for key, row in reviewed().items() if key in answers}
    differing = {key: (value, answers[key]) for key, value in expected.items() if answers[key] != value}
    assert differing == {}, f"(route, method): (reviewed in {FILE.name}, what the code does now)"


def test_a_role_that_is_taken_away_opens_nothing_any_more():
    city = City()
    browser = city.browser("policy")
    before = status(city, browser, "GET", "opinion_map:staff-topic")

    city.people["policy"].roles.all().delete()

    assert (before, status(city, browser, "GET", "opinion_map:staff-topic")) == ("200", "403")


def test_an_officer_who_is_switched_off_is_signed_out():
    city = City()
    browser = city.browser("policy")
    officer = city.people["policy"]
    officer.is_active = False

    officer.save()

    assert status(city, browser, "GET", "opinion_map:staff-topic") == "sign-in"
    assert status(city, browser, "POST", "opinion_map:close-topic") == "sign-in"


def test_a_form_sent_from_another_site_is_refused():
    city = City()
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(city.people["policy"])
    posts = {route for (route, method), row in reviewed().items() if method == "POST" and row["policy"] != "405"}
    posts -= FROM_MAIL_PROGRAMS

    answers = {route: browser.post(city.address(route), city.form(route)).status_code for route in posts}

    assert answers == dict.fromkeys(posts, 403)


def _write(role: str, answers: dict[tuple[str, str], str]) -> None:
    rows = reviewed() if FILE.exists() else {}
    for key in answers:
        rows.setdefault(key, dict.fromkeys(ROLES, ""))[role] = answers[key]
    with FILE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["route", "method", *ROLES])
        writer.writerows([*key, *(rows[key][role] for role in ROLES)] for key in answers)
