"""Each list page takes the same number of SQL queries for one row, for three and for thirty; and not too many.

Pages of the desk are counted as the second one in a row: the list of rooms beside them is kept from the desk itself.
"""

from datetime import timedelta

import pytest
from django.core.cache import caches
from django.db import connection, reset_queries, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from jukugi.apps.accounts.actions import begin_participation, new_token
from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.tests.factories import BEFORE, ParticipantFactory, RoleFactory
from jukugi.apps.areas.tests.factories import CityFactory, WardFactory
from jukugi.apps.issues.actions import merge_issues
from jukugi.apps.issues.enums import EdgeKind
from jukugi.apps.issues.models import (
    DirectionVersion,
    DutyChange,
    Issue,
    IssueEdge,
    Material,
    Policy,
    PolicyDemand,
    PolicyLink,
    PolicyPart,
    StatusChange,
)
from jukugi.apps.issues.tests.factories import IssueFactory
from jukugi.apps.opinion_map.actions import refresh_map
from jukugi.apps.opinion_map.enums import PROPOSING, VOTING, Choice, StatementState
from jukugi.apps.opinion_map.models import CurrentVote, StatementReview, Topic, Vote
from jukugi.apps.opinion_map.tests.factories import StatementFactory, TopicFactory
from jukugi.apps.opinions.enums import HEARING, OpinionState
from jukugi.apps.opinions.models import Appeal, Attachment, OpinionReview, OpinionRevision, PrintedCard
from jukugi.apps.opinions.tests.factories import CallFactory, IssueLinkFactory, OpinionFactory
from jukugi.apps.organizations.enums import OrganizationKind
from jukugi.apps.organizations.tests.factories import DepartmentFactory, MembershipFactory
from jukugi.apps.processes.models import Process
from jukugi.apps.processes.tests.factories import MilestoneFactory, OpeningFactory, PhaseFactory, ProcessFactory
from jukugi.apps.readability.tests.factories import ReadingFactory
from jukugi.kit.limits import counting
from jukugi.project.forms_sent import MARK
from tests import grown_courses, grown_rooms

pytestmark = [pytest.mark.django_db, pytest.mark.long]

# What the device of an association's officer sends.
DEVICE = "t" * 43
# page → (address, most queries it may take)
PUBLIC = {
    "home": ("/", 50),
    "topics": ("/topics/", 7),
    "vote": ("/topics/{topic}/vote/", 13),
    "map": ("/topics/{topic}/map/", 10),
    "results": ("/topics/{topic}/results/", 7),
    "results as CSV": ("/topics/{topic}/results.csv", 3),
    "process": ("/processes/main/", 35),
    "versions of a direction": ("/issues/{issue}/direction/", 9),
    "wards compared": ("/issues/{issue}/wards/", 14),
    "issues as CSV": ("/issues/issues.csv", 5),
    "edges as CSV": ("/issues/edges.csv", 4),
    "board narrowed": ("/issues/?status=raised&department=none&q=論点", 19),
    "issue board": ("/issues/", 18),
    "issue": ("/issues/{issue}/", 43),
    "one level of the board": ("/issues/?level=chiiki&all=1", 18),
    "board with an open issue": ("/issues/?open={issue}", 60),
    "processes": ("/processes/", 7),
    "opinions": ("/opinions/", 20),
    "opinions found": ("/opinions/?q=見本", 22),
    "hidden opinions": ("/opinions/hidden/", 10),
    "an appeal form": ("/opinions/appeal/{hidden}/1/", 10),
    "threads": ("/threads/", 12),
    "a thread": ("/threads/{receipt}/", 32),
    "policies": ("/issues/policies/", 10),
    "a policy": ("/issues/policies/{policy}/", 12),
    "overlaps of policies": ("/issues/policies/overlaps/", 10),
} | grown_rooms.PUBLIC
STAFF = {
    "desk": ("/desk/", 65),
    "what is kept how long": ("/desk/retention/", 9),
    "staff topics": ("/desk/topics/", 9),
    "staff topic": ("/desk/topics/{topic}/", 11),
    "new topic": ("/desk/topics/new/", 12),
    "work on an opinion": ("/desk/opinions/{opinion}/?queue=review", 15),
    "link an opinion": ("/desk/opinions/{public}/?queue=link", 15),
    "printed cards": ("/desk/opinions/cards/", 12),
    "type in an opinion": ("/desk/opinions/enter/", 13),
    "revise an opinion": ("/desk/opinions/{public}/revise/", 12),
    "appeals": ("/desk/opinions/appeals/", 10),
    "an appeal": ("/desk/opinions/appeals/{appeal}/", 9),
    "calls": ("/desk/opinions/calls/", 13),
    "a call": ("/desk/opinions/calls/{call}/", 10),
    "desk issues": ("/desk/issues/", 14),
    "search opinions": ("/desk/opinions/search/?q=見本", 12),
    "groups": ("/desk/groups/", 17),
    "groups of an issue": ("/desk/groups/issues/{issue}/", 14),
    "voices in no group": ("/desk/groups/issues/{issue}/new/", 12),
    "proposed issues": ("/desk/groups/suggestions/", 11),
    "desk issue": ("/desk/issues/{issue}/", 10),
    "write a direction": ("/desk/issues/{issue}/direction/", 9),
    "duty and material": ("/desk/issues/{issue}/duty/", 11),
    "merge an issue": ("/desk/issues/{issue}/merge/", 9),
    "split an issue": ("/desk/issues/{issue}/split/?titles=子%0A丑", 10),
    "lineage of an issue": ("/desk/issues/{issue}/lineage/", 10),
    "undo a merge": ("/desk/lineage/{act}/undo/", 15),
    "status of an issue": ("/desk/issues/{issue}/status/", 13),
    "organizations": ("/desk/organizations/", 10),
    "organization": ("/desk/organizations/{organization}/", 11),
    "readings": ("/desk/plain/readings/", 11),
    "plain": ("/desk/plain/", 8),
    "new policy": ("/desk/issues/policies/new/", 10),
    "edit a policy": ("/desk/issues/policies/{policy}/", 15),
    "import issues": ("/desk/issues/import/issues/", 9),
} | grown_rooms.STAFF


def main_process(rows: int) -> Process:
    """The main process with so many phases, milestones and wards; voting is open."""
    process = ProcessFactory(slug="main", is_main=True, is_sample=True)
    city = CityFactory()
    now = timezone.now()
    for _ in range(rows):
        phase = PhaseFactory(process=process, opens_at=now - timedelta(days=9), closes_at=now + timedelta(days=9))
        OpeningFactory(phase=phase, kind=VOTING)
        OpeningFactory(phase=phase, kind=PROPOSING)
        milestone, ward = MilestoneFactory(process=process), WardFactory(parent=city)
        grown_courses.changed(process, phase, milestone, ward)
    return process


def voted_topic(rows: int, **fields) -> Topic:
    """A topic with so many statements of each state, all reviewed twice, and a map with two groups."""
    topic = TopicFactory(**fields)
    shown = StatementFactory.create_batch(rows + 4, topic=topic)
    others = [
        StatementFactory(topic=topic, state=state)
        for state in (StatementState.WAITING, StatementState.HIDDEN)
        for _ in range(rows)
    ]
    StatementReview.objects.bulk_create(
        StatementReview(statement=s, state="hidden", reason="見本の理由", actor_key="x", decided_at=BEFORE)
        for s in [*shown, *others] * 2
    )
    people = ParticipantFactory.create_batch(16)
    answers = [
        (person, statement, Choice.AGREE if (place < 8) == (number % 2 == 0) else Choice.DISAGREE)
        for place, person in enumerate(people)
        for number, statement in enumerate(shown)
    ]
    Vote.objects.bulk_create(
        Vote(participant=p, statement=s, choice=c, channel="web", cast_at=BEFORE) for p, s, c in answers
    )
    CurrentVote.objects.bulk_create(
        CurrentVote(participant=p, statement=s, choice=c, changed_at=BEFORE) for p, s, c in answers
    )
    live_map = refresh_map(topic=topic, now=BEFORE)
    assert len(live_map.document["groups"]) == 2
    return topic


def grown_site(rows: int) -> dict[str, int | str]:
    """A site with so many rows in every list: topics, statements, issues, phases, wards."""
    process = main_process(rows)
    issue = IssueFactory(process=process)
    IssueFactory.create_batch(rows, process=process, parent=issue)
    topic = voted_topic(rows, process=process, issue=issue)
    for _ in range(rows):
        StatementFactory(topic=TopicFactory(process=process, issue=issue, area=WardFactory()))
        ProcessFactory()
        connect(issue, IssueFactory(process=process))
        step(issue)
        act = merge_issues(
            issues=IssueFactory.create_batch(2, process=process),
            into=issue,
            reason="理由",
            actor=RoleFactory().user,
            now=BEFORE,
        )
    return {
        "topic": topic.pk,
        "issue": issue.pk,
        "act": act.pk,
        "policy": register(issue, rows),
        **voices(process, issue, rows),
        "organization": bodies(rows),
        **grown_courses.course(process),
        **grown_rooms.grow(issue, rows, DEVICE),
    }


def register(issue: Issue, rows: int) -> int:
    """So many policies that meet, each with parts, demands and links; the key of the first."""
    bodies = DepartmentFactory.create_batch(2)
    made = {"actor_key": "x", "made_at": BEFORE}
    policies = [Policy.objects.create(code=f"P{n}", name=f"施策{n}", level="shiiki") for n in range(rows + 1)]
    for policy in policies:
        for body in bodies:
            PolicyPart.objects.create(policy=policy, organization=body, role="受付", **made)
        PolicyDemand.objects.create(policy=policy, kind="request", name="推薦", target="町内会", months=[4], **made)
        PolicyLink.objects.create(policy=policy, issue=issue, reason="理由", **made)
    for other in IssueFactory.create_batch(rows, process=issue.process):
        PolicyLink.objects.create(policy=policies[0], issue=other, reason="理由", **made)
    return policies[0].pk


def step(issue: Issue) -> None:
    """One more step in the story of an issue."""
    StatusChange.objects.create(
        issue=issue, was="raised", became="discussed", reason="理由", actor_key="x", made_at=BEFORE
    )
    DutyChange.objects.create(issue=issue, became=DepartmentFactory(), reason="理由", actor_key="x", made_at=BEFORE)
    Material.objects.create(
        issue=issue, title="資料", text="中身", dated_on=BEFORE.date(), department=DepartmentFactory(), actor_key="x",
        added_at=BEFORE,
    )  # fmt: skip
    DirectionVersion.objects.create(
        issue=issue, number=issue.directions.count() + 1, text="方向", reason="理由", actor_key="x", written_at=BEFORE
    )


def connect(issue: Issue, other: Issue) -> None:
    """An edge in force from an issue, and one that was undone."""
    edge = {"source": issue, "target": other, "kind": EdgeKind.SAME_AS, "about": "何か", "reason": "理由"}
    for undone in ({}, {"undone_at": BEFORE, "undone_reason": "理由", "undone_by": "x"}):
        IssueEdge.objects.create(actor_key="x", made_at=BEFORE, **edge, **undone)


def voices(process: Process, issue: Issue, rows: int) -> dict[str, int | str]:
    """So many voices that wait, that are public, and on the issue; one of them with so many links, ended ones too."""
    ward, phase = WardFactory(), process.phases.first()
    OpeningFactory(phase=phase, kind=HEARING)
    origin = {"submission__process": process, "submission__ward": ward}
    waiting = [OpinionFactory(**origin) for _ in range(rows)]
    public = [OpinionFactory(**origin, state=OpinionState.SHOWN) for _ in range(rows)]
    for opinion in public:
        PrintedCard.objects.create(receipt=opinion.submission.receipt, printed_at=BEFORE, actor_key="x")
        IssueLinkFactory(opinion=opinion, issue=issue)
        IssueLinkFactory(
            opinion=public[0], issue=IssueFactory(process=process), ended_at=BEFORE, ended_reason="誤り", ended_by="x"
        )
        IssueLinkFactory(opinion=public[0], issue=IssueFactory(process=process, department=DepartmentFactory()))
    calls = [CallFactory(process=process, ward=ward) for _ in range(rows)]
    for opinion, call in zip(public, calls, strict=True):
        opinion.submission.call = call
        opinion.submission.save()
    told = public[0].submission
    hidden = [OpinionFactory(**origin, state=OpinionState.HIDDEN) for _ in range(rows)]
    for opinion in hidden:
        Appeal.objects.create(opinion=opinion, text="異議", sent_at=BEFORE)
        OpinionReview.objects.create(
            opinion=opinion, state="hidden", rule="personal", reason="理由", actor_key="x", decided_at=BEFORE
        )
        Appeal.objects.create(
            opinion=hidden[0], text="前の異議", sent_at=BEFORE, state="dismissed", answer="答え", decided_by="x",
            decided_at=BEFORE,
        )  # fmt: skip
        Attachment.objects.create(
            submission=told, kind="pdf", content=b"%PDF", size=4, digest=str(opinion.pk), added_at=BEFORE, actor_key="x"
        )
    for number in range(rows):
        before = OpinionFactory(submission=told, position=2 * number + 2, state=OpinionState.REPLACED)
        revision = OpinionRevision.objects.create(
            opinion=before, kind="masked", reason="理由", actor_key="x", revised_at=BEFORE
        )
        OpinionFactory(submission=told, position=2 * number + 3, state=OpinionState.SHOWN, made_by=revision)
    paper = {"appeal": hidden[0].appeals.get(state="waiting").pk, "hidden": hidden[0].submission.receipt}
    return {**paper, "call": calls[0].pk, "opinion": waiting[0].pk, "public": public[0].pk, "receipt": told.receipt}


def bodies(rows: int) -> int:
    """A department with so many members, beside so many others and so many associations; its key."""
    department = DepartmentFactory()
    for number in range(rows):
        ReadingFactory(word=f"見本{number}丁目", reading="みほんちょうめ")
        MembershipFactory(organization=department)
        MembershipFactory(organization=department, ends_on=MembershipFactory.starts_on)
        MembershipFactory(organization__area=WardFactory())
        DepartmentFactory(kind=OrganizationKind.ASSOCIATION, name=f"見本町内会{number}", area=WardFactory())
    return department.pk


def queries(client, address: str, kept: dict[str, object] | None = None) -> list[str]:
    """What a page asks the database, with nothing of it kept from before but what is given."""
    caches["frame"].clear()
    caches["frame"].set_many(kept or {})
    reset_queries()  # the log of a connection holds so many and no more
    with CaptureQueriesContext(connection) as captured:
        response = client.get(address)
    assert response.status_code == 200
    return [query["sql"] for query in captured.captured_queries]


def rail_of(officer: Client) -> dict[str, object]:
    """The list of rooms that a page of the desk keeps for the next."""
    caches["frame"].clear()
    officer.get("/desk/")
    mark = officer.session.get(MARK, "")
    name = f"rail|{officer.session['_auth_user_id']}|{officer.session.session_key}|{mark}"
    return {name: caches["frame"].get(name)}


def analyze() -> None:
    """Let PostgreSQL look at what has grown, as it does by itself within a minute: plans for empty tables are slow."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


@pytest.fixture(scope="module")
def counts(django_db_setup, django_db_blocker) -> dict[int, dict[str, int]]:
    """Rows → page → number of queries. Each site is grown once, and gone again before the next."""
    counted: dict[int, dict[str, int]] = {}
    with django_db_blocker.unblock():
        counting.seen("", "", now=timezone.now())  # the salt of the day is read once by a process
        for rows in (1, 3, 30):
            with transaction.atomic():
                site = grown_site(rows)
                analyze()
                token = new_token()
                participant = begin_participation(token=token, now=BEFORE)
                statement = Topic.objects.get(pk=site["topic"]).statements.shown()[0]
                CurrentVote.objects.put(statement=statement, participant=participant, choice=Choice.AGREE, now=BEFORE)
                citizen, officer = Client(), Client()
                citizen.cookies["jukugi_participant"] = token
                citizen.cookies["jukugi_association"] = DEVICE
                officer.force_login(RoleFactory(kind=RoleKind.POLICY_OFFICER).user)
                kept = rail_of(officer)
                counted[rows] = {
                    page: len(queries(browser, address.format(**site), known))
                    for browser, pages, known in ((citizen, PUBLIC, {}), (officer, STAFF, kept))
                    for page, (address, _most) in pages.items()
                }
                transaction.set_rollback(True)
    return counted


@pytest.mark.parametrize("page", [*PUBLIC, *STAFF])
def test_a_page_takes_as_many_queries_for_many_rows_as_for_one(counts, page):
    assert counts[3][page] == counts[1][page]
    assert counts[30][page] == counts[1][page]


@pytest.mark.parametrize("page", [*PUBLIC, *STAFF])
def test_a_page_stays_under_its_ceiling(counts, page):
    _address, most = (PUBLIC | STAFF)[page]

    assert counts[30][page] <= most


def test_a_page_without_anything_takes_no_more_queries_than_a_full_one(client, counts):
    assert len(queries(client, "/")) <= counts[1]["home"]


def test_the_card_that_htmx_swaps_takes_no_more_queries_than_the_page(client):
    process = main_process(1)
    topic = voted_topic(1, process=process)
    page = len(queries(client, f"/topics/{topic.pk}/vote/"))
    caches["frame"].clear()

    with CaptureQueriesContext(connection) as captured:
        response = client.get(f"/topics/{topic.pk}/vote/", headers={"hx-request": "true"})

    assert response.status_code == 200
    assert len(captured) < page
