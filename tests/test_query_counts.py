"""Each list page takes the same number of SQL queries for one row, for three and for thirty; and not too many."""

from datetime import timedelta

import pytest
from django.core.cache import caches
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from jukugi.apps.accounts.actions import begin_participation, new_token
from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.tests.factories import BEFORE, ParticipantFactory, RoleFactory
from jukugi.apps.areas.tests.factories import CityFactory, WardFactory
from jukugi.apps.issues.enums import EdgeKind
from jukugi.apps.issues.models import Issue, IssueEdge
from jukugi.apps.issues.tests.factories import IssueFactory
from jukugi.apps.opinion_map.actions import refresh_map
from jukugi.apps.opinion_map.enums import PROPOSING, VOTING, Choice, StatementState
from jukugi.apps.opinion_map.models import CurrentVote, StatementReview, Topic, Vote
from jukugi.apps.opinion_map.tests.factories import StatementFactory, TopicFactory
from jukugi.apps.opinions.enums import HEARING, OpinionState
from jukugi.apps.opinions.models import PrintedCard
from jukugi.apps.opinions.tests.factories import IssueLinkFactory, OpinionFactory
from jukugi.apps.organizations.enums import OrganizationKind
from jukugi.apps.organizations.tests.factories import DepartmentFactory, MembershipFactory
from jukugi.apps.processes.models import Process
from jukugi.apps.processes.tests.factories import MilestoneFactory, OpeningFactory, PhaseFactory, ProcessFactory

pytestmark = pytest.mark.django_db

# page → (address, most queries it may take)
PUBLIC = {
    "home": ("/", 20),
    "topics": ("/topics/", 7),
    "vote": ("/topics/{topic}/vote/", 13),
    "map": ("/topics/{topic}/map/", 10),
    "results": ("/topics/{topic}/results/", 7),
    "results as CSV": ("/topics/{topic}/results.csv", 3),
    "process": ("/processes/main/", 25),
    "issue board": ("/issues/", 17),
    "issue": ("/issues/{issue}/", 18),
    "one level of the board": ("/issues/?level=chiiki&all=1", 17),
    "board with an open issue": ("/issues/?open={issue}", 31),
    "processes": ("/processes/", 7),
    "opinions": ("/opinions/", 20),
    "opinions found": ("/opinions/?q=見本", 22),
    "threads": ("/threads/", 10),
    "a thread": ("/threads/{receipt}/", 22),
}
STAFF = {
    "desk": ("/desk/", 26),
    "staff topics": ("/desk/topics/", 24),
    "staff topic": ("/desk/topics/{topic}/", 26),
    "new topic": ("/desk/topics/new/", 26),
    "work on an opinion": ("/desk/opinions/{opinion}/?queue=review", 30),
    "link an opinion": ("/desk/opinions/{public}/?queue=link", 30),
    "printed cards": ("/desk/opinions/cards/", 24),
    "type in an opinion": ("/desk/opinions/enter/", 26),
    "desk issues": ("/desk/issues/", 25),
    "search opinions": ("/desk/opinions/search/?q=見本", 26),
    "groups": ("/desk/groups/", 30),
    "groups of an issue": ("/desk/groups/issues/{issue}/", 26),
    "voices in no group": ("/desk/groups/issues/{issue}/new/", 26),
    "proposed issues": ("/desk/groups/suggestions/", 26),
    "desk issue": ("/desk/issues/{issue}/", 24),
    "organizations": ("/desk/organizations/", 24),
    "organization": ("/desk/organizations/{organization}/", 24),
}


def main_process(rows: int) -> Process:
    """The main process with so many phases, milestones and wards; voting is open."""
    process = ProcessFactory(slug="main", is_main=True, is_sample=True)
    city = CityFactory()
    now = timezone.now()
    for _ in range(rows):
        phase = PhaseFactory(process=process, opens_at=now - timedelta(days=9), closes_at=now + timedelta(days=9))
        OpeningFactory(phase=phase, kind=VOTING)
        OpeningFactory(phase=phase, kind=PROPOSING)
        MilestoneFactory(process=process)
        WardFactory(parent=city)
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
    return {"topic": topic.pk, "issue": issue.pk, **voices(process, issue, rows), "organization": bodies(rows)}


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
    told = public[0].submission
    return {"opinion": waiting[0].pk, "public": public[0].pk, "receipt": told.receipt}


def bodies(rows: int) -> int:
    """A department with so many members, beside so many others and so many associations; its key."""
    department = DepartmentFactory()
    for number in range(rows):
        MembershipFactory(organization=department)
        MembershipFactory(organization=department, ends_on=MembershipFactory.starts_on)
        MembershipFactory(organization__area=WardFactory())
        DepartmentFactory(kind=OrganizationKind.ASSOCIATION, name=f"見本町内会{number}", area=WardFactory())
    return department.pk


def queries(client, address: str) -> list[str]:
    """What a page asks the database, with nothing of it kept from before."""
    caches["frame"].clear()
    with CaptureQueriesContext(connection) as captured:
        response = client.get(address)
    assert response.status_code == 200
    return [query["sql"] for query in captured.captured_queries]


@pytest.fixture(scope="module")
def counts(django_db_setup, django_db_blocker) -> dict[int, dict[str, int]]:
    """Rows → page → number of queries. Each site is grown once, and gone again before the next."""
    counted: dict[int, dict[str, int]] = {}
    with django_db_blocker.unblock():
        for rows in (1, 3, 30):
            with transaction.atomic():
                site = grown_site(rows)
                token = new_token()
                participant = begin_participation(token=token, now=BEFORE)
                statement = Topic.objects.get(pk=site["topic"]).statements.shown()[0]
                CurrentVote.objects.put(statement=statement, participant=participant, choice=Choice.AGREE, now=BEFORE)
                citizen, officer = Client(), Client()
                citizen.cookies["jukugi_participant"] = token
                officer.force_login(RoleFactory(kind=RoleKind.POLICY_OFFICER).user)
                counted[rows] = {
                    page: len(queries(browser, address.format(**site)))
                    for browser, pages in ((citizen, PUBLIC), (officer, STAFF))
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
