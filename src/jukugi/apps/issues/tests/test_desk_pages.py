"""The officers' pages of the issues: who reaches them; what is refused comes back with what was typed."""

import pytest
from django.urls import reverse

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.tests.factories import RoleFactory, UserFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.issues.enums import EdgeKind, IssueLevel
from jukugi.apps.issues.models import Issue, IssueEdge
from jukugi.apps.issues.tests.factories import IssueFactory
from jukugi.apps.organizations.enums import OrganizationKind
from jukugi.apps.organizations.tests.factories import DepartmentFactory
from jukugi.apps.processes.tests.factories import DURING, ProcessFactory

pytestmark = pytest.mark.django_db

LIST = "/desk/issues/"
TYPED = {"kind": "same_as", "about": "手で打った一行", "reason": "手で打った理由"}


@pytest.fixture
def officer(client):
    person = RoleFactory().user
    client.force_login(person)
    return person


@pytest.fixture
def issue() -> Issue:
    return IssueFactory(process__is_main=True, level=IssueLevel.KUIKI)


def edge_of(issue: Issue) -> IssueEdge:
    return IssueEdge.objects.create(
        source=issue, kind=EdgeKind.STAYS, about="何か", reason="理由", actor_key="x", made_at=DURING
    )


def titles(response) -> list[str]:
    return [row.issue.title for row in response.context["found"].rows]


def connect(client, issue: Issue, **typed):
    return client.post(reverse("issues:connect", args=[issue.pk]), typed)


def told(response, form: str) -> set[str]:
    """The fields of a form that came back with an error."""
    return set(response.context[form].errors)


def test_a_visitor_is_sent_to_sign_in_and_nothing_is_written(client, issue):
    edge = edge_of(issue)
    ways = [LIST, f"{LIST}{issue.pk}/", f"{LIST}{issue.pk}/connect/", f"/desk/edges/{edge.pk}/undo/"]

    answers = [client.get(ways[0])] + [client.post(way, {"reason": "x", "description": "x"}) for way in ways[1:]]

    assert [(a.status_code, a.url.startswith("/accounts/login/")) for a in answers] == [(302, True)] * 4
    assert IssueEdge.objects.in_force().count() == 1


@pytest.mark.parametrize("kind", [None, RoleKind.WARD_OFFICER, RoleKind.OPERATOR])
def test_staff_who_may_not_arrange_issues_are_told_so_and_nothing_is_written(client, issue, kind):
    edge = edge_of(issue)
    area = WardFactory() if kind == RoleKind.WARD_OFFICER else None
    client.force_login(RoleFactory(kind=kind, area=area).user if kind else UserFactory())

    answers = [
        client.get(LIST),
        client.get(f"{LIST}{issue.pk}/"),
        client.post(f"{LIST}{issue.pk}/", {"description": "書き換え", "seen": issue.edition}),
        connect(client, issue, kind="stays", about="何か", reason="理由"),
        client.post(f"/desk/edges/{edge.pk}/undo/", {"reason": "理由"}),
    ]

    issue.refresh_from_db()
    assert [answer.status_code for answer in answers] == [403] * 5
    assert (issue.description, list(IssueEdge.objects.all())) == ("", [edge])
    assert IssueEdge.objects.get().undone_at is None


@pytest.mark.parametrize("way", ["connect/", ""])
def test_an_issue_that_is_not_there_is_not_found(client, officer, way):
    assert client.post(f"{LIST}999999/{way}").status_code == 404


@pytest.mark.parametrize("way", ["/desk/issues/{issue}/connect/", "/desk/edges/{edge}/undo/"])
def test_what_writes_is_not_reached_by_following_a_link(client, officer, issue, way):
    address = way.format(issue=issue.pk, edge=edge_of(issue).pk)

    assert client.get(address).status_code == 405


def test_an_edge_is_made_and_undone_from_the_page(client, officer, issue):
    other = IssueFactory(process=issue.process, level=IssueLevel.SHIIKI)

    made = connect(client, issue, **TYPED, target=other.pk)
    edge = IssueEdge.objects.get()
    undone = client.post(f"/desk/edges/{edge.pk}/undo/", {"reason": "取り違え"})

    edge.refresh_from_db()
    assert (made.url, undone.url) == (f"{LIST}{issue.pk}/",) * 2
    assert (edge.target, edge.about, edge.undone_reason) == (other, "手で打った一行", "取り違え")


@pytest.mark.parametrize(
    ("wrong", "fields"),
    [
        ({}, {"target"}),
        ({"kind": ""}, {"kind"}),
        ({"kind": "no_kind"}, {"kind"}),
        ({"target": "999999"}, {"target"}),
        ({"target": "abc"}, {"target"}),
        ({"kind": "stays", "about": ""}, {"about"}),
        ({"kind": "stays", "about": "字" * 81}, {"about"}),
        ({"kind": "stays", "reason": ""}, {"reason"}),
        ({"kind": "stays", "reason": "字" * 100_001}, {"reason"}),
    ],
)
def test_a_refused_edge_is_told_at_its_field_and_keeps_what_was_typed(client, officer, issue, wrong, fields):
    typed = TYPED | wrong

    response = connect(client, issue, **typed)

    assert response.status_code == 400
    assert told(response, "edge") == fields
    assert {name: response.context["edge"][name].value() for name in typed} == typed
    page = response.content.decode()
    assert [word for word in (typed["about"], typed["reason"]) if word not in page] == []
    assert not IssueEdge.objects.exists()


@pytest.mark.parametrize("own", [True, False])
def test_neither_the_issue_itself_nor_one_of_another_process_can_be_chosen(client, officer, issue, own):
    target = issue if own else IssueFactory()

    response = connect(client, issue, **TYPED, target=target.pk)

    assert told(response, "edge") == {"target"}


def test_an_edge_in_the_wrong_direction_or_twice_keeps_what_was_typed(client, officer, issue):
    wider = IssueFactory(process=issue.process, level=IssueLevel.SHIIKI)
    wrong = connect(client, issue, **(TYPED | {"kind": "splits_into"}), target=wider.pk)
    connect(client, issue, **TYPED, target=wider.pk)

    again = connect(client, issue, **TYPED, target=wider.pk)

    assert (wrong.status_code, told(wrong, "edge")) == (400, {"target"})
    assert (again.status_code, told(again, "edge")) == (400, {"__all__"})
    assert ["手で打った理由" in response.content.decode() for response in (wrong, again)] == [True, True]
    assert IssueEdge.objects.count() == 1


def test_undoing_without_a_reason_is_refused_at_that_edge_alone(client, officer, issue):
    edges = [edge_of(issue), edge_of(issue)]

    response = client.post(f"/desk/edges/{edges[1].pk}/undo/", {"reason": " "})

    assert (response.status_code, response.context["undone_pk"]) == (400, edges[1].pk)
    assert told(response, "undo_form") == {"reason"}


def test_undoing_keeps_a_reason_that_is_too_long(client, officer, issue):
    reason = "長" * 2001

    response = client.post(f"/desk/edges/{edge_of(issue).pk}/undo/", {"reason": reason})

    assert (response.status_code, reason in response.content.decode()) == (400, True)


def test_an_edge_that_somebody_else_undid_says_so(client, officer, issue):
    address = f"/desk/edges/{edge_of(issue).pk}/undo/"
    client.post(address, {"reason": "一人め"})

    response = client.post(address, {"reason": "二人め"})

    assert response.status_code == 409
    assert f"{LIST}{issue.pk}/" in response.content.decode()
    assert IssueEdge.objects.get().undone_reason == "一人め"


def test_the_words_of_an_issue_are_saved_from_the_page(client, officer, issue):
    typed = {"description": "説明", "keywords": "語"}

    response = client.post(f"{LIST}{issue.pk}/", typed | {"seen": issue.edition})

    issue.refresh_from_db()
    assert (response.status_code, issue.description, issue.keywords) == (302, "説明", "語")


def test_the_page_offers_departments_only(client, officer, issue):
    body = DepartmentFactory(kind=OrganizationKind.INTERMEDIARY, name="見本の支援団体")

    response = client.post(f"{LIST}{issue.pk}/duty/", {"department": body.pk, "reason": "理由"})

    assert (response.status_code, told(response, "duty_form")) == (400, {"department"})


@pytest.mark.parametrize("wrong", ["字" * 2001, "手で\x1b打った"])
def test_refused_words_stay_on_the_page(client, officer, issue, wrong):
    typed = {"description": wrong, "keywords": "手で打った語", "seen": issue.edition}

    response = client.post(f"{LIST}{issue.pk}/", typed)

    assert response.status_code == 400
    assert response.context["words"]["description"].value() == wrong
    assert "手で打った語" in response.content.decode()


def test_after_somebody_else_saved_the_own_words_stay_and_a_second_press_saves_them(client, officer, issue):
    mine = {"description": "わたしの文", "seen": issue.edition}
    client.post(f"{LIST}{issue.pk}/", {"description": "ほかの人の文", "seen": issue.edition})

    refused = client.post(f"{LIST}{issue.pk}/", mine)
    again = refused.context["words"]
    pressed = client.post(f"{LIST}{issue.pk}/", {n: again[n].value() or "" for n in again.fields})

    issue.refresh_from_db()
    assert (refused.status_code, again["description"].value()) == (400, "わたしの文")
    assert (pressed.status_code, issue.description) == (302, "わたしの文")


def test_what_an_officer_typed_is_never_markup(client, officer, issue):
    connect(client, issue, kind="stays", about="<b>太い</b>", reason="<script>alert(1)</script>")

    pages = [client.get(address).content.decode() for address in (f"{LIST}{issue.pk}/", issue.get_absolute_url())]

    assert [("<b>太い" in page, "<script>alert" in page, "&lt;script&gt;" in page) for page in pages] == [
        (False, False, True)
    ] * 2


def test_the_list_holds_the_main_process_and_finds_words_of_any_width(client, officer, issue):
    IssueFactory(process=issue.process, title="ＮＰＯとの協働")
    IssueFactory(process=issue.process, title="会館", keywords="NPO 居場所")
    IssueFactory(title="別の検討のNPO")

    found = [titles(client.get(LIST, {"q": words})) for words in ("NPO", "ＮＰＯ")]

    assert found == [["ＮＰＯとの協働", "会館"]] * 2
    assert len(titles(client.get(LIST))) == 3


@pytest.mark.parametrize("words", ["\x00", "\x00\x1b\u202e", "　\n\t", "字" * 100_000, "%_'\"\\", "<script>"])
def test_the_search_takes_any_words(client, officer, issue, words):
    response = client.get(LIST, {"q": words})

    assert response.status_code == 200
    assert len(response.context["words"]) <= 80
    assert "<script>" not in response.content.decode().split("<main")[1]


def test_unseen_letters_alone_look_for_nothing_and_show_everything(client, officer, issue):
    assert titles(client.get(LIST, {"q": "\x00\x1b"})) == [issue.title]


@pytest.mark.parametrize(("page", "shown"), [("", 1), ("0", 2), ("-1", 2), ("abc", 1), ("2", 2), (str(10**9), 2)])
def test_a_page_that_is_none_gives_the_nearest(client, officer, issue, page, shown):
    IssueFactory.create_batch(100, process=issue.process)

    found = client.get(LIST, {"page": page}).context["found"]

    assert (found.page.number, len(found.rows)) == (shown, 100 if shown == 1 else 1)


def test_issues_without_a_department_are_counted_and_shown_alone(client, officer, issue):
    IssueFactory(process=issue.process, department=DepartmentFactory())

    response = client.get(LIST, {"department": "none"})

    assert (titles(response), response.context["found"].ownerless) == ([issue.title], 1)


def test_the_list_counts_edges_in_force(client, officer, issue):
    edge_of(issue)
    IssueEdge.objects.create(
        source=issue, kind=EdgeKind.STAYS, about="前", reason="理由", actor_key="x", made_at=DURING,
        undone_at=DURING, undone_reason="理由", undone_by="x",
    )  # fmt: skip

    assert [row.edges for row in client.get(LIST).context["found"].rows] == [1]


@pytest.mark.parametrize("with_process", [True, False])
def test_an_empty_list_is_no_error(client, officer, with_process):
    if with_process:
        ProcessFactory(is_main=True)

    assert client.get(LIST).status_code == 200
