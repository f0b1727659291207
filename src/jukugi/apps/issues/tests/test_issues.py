import pytest
from django.db import IntegrityError, transaction

from jukugi.apps.issues.enums import IssueLevel, IssuePart, board_counts, board_marks, board_notes, issue_parts
from jukugi.apps.issues.models import Issue
from jukugi.apps.issues.queries import levels
from jukugi.apps.issues.queries.neighbours import issue_page
from jukugi.apps.issues.tests.factories import IssueFactory
from jukugi.apps.processes.tests.factories import DURING, ProcessFactory

pytestmark = pytest.mark.django_db

KUIKI = IssueLevel.KUIKI


@pytest.fixture
def counting(monkeypatch):
    """Lets a higher room, named for one test, count something for the board. Nobody else counts."""
    for registry in (board_counts, board_notes, board_marks):
        monkeypatch.setattr(registry, "_entries", {})
    return lambda unit, count: board_counts.register(unit, (unit, count))


@pytest.fixture
def showing(monkeypatch):
    """Lets a higher room show a part of an issue's page. Nobody else shows any."""
    monkeypatch.setattr(issue_parts, "_entries", {})
    return issue_parts.register


def board(process):
    """The columns of a process's board."""
    return levels.board(process, now=DURING).columns


def column(process, level: IssueLevel = IssueLevel.CHIIKI) -> list[tuple[str, int]]:
    """(title, depth) of the issues in one level."""
    found = next(column for column in board(process) if column.level == level)
    return [(row.issue.title, row.depth) for row in found.rows]


def test_the_four_columns_stand_in_their_order_even_when_empty():
    columns = board(ProcessFactory())

    assert [(column.level.value, column.rows) for column in columns] == [
        ("chiiki", ()),
        ("kuiki", ()),
        ("shiiki", ()),
        ("kobetsu", ()),
    ]


def test_issues_follow_the_tree_and_not_their_positions_alone():
    process = ProcessFactory()
    parent = IssueFactory(process=process, title="一", position=1)
    other = IssueFactory(process=process, title="二", position=2)
    second = IssueFactory(process=process, title="一の二", parent=parent, position=9)
    IssueFactory(process=process, title="二の一", parent=other, position=3)
    IssueFactory(process=process, title="一の一", parent=parent, position=4)
    IssueFactory(process=process, title="一の二の一", parent=second, position=0)

    assert column(process) == [("一", 0), ("一の一", 1), ("一の二", 1), ("一の二の一", 2), ("二", 0), ("二の一", 1)]


def test_a_child_of_another_level_stands_at_the_top_of_its_own_column():
    process = ProcessFactory()
    parent = IssueFactory(process=process, title="市全体", level=IssueLevel.SHIIKI)
    IssueFactory(process=process, title="区", level=KUIKI, parent=parent)

    assert (column(process, IssueLevel.SHIIKI), column(process, KUIKI)) == ([("市全体", 0)], [("区", 0)])


def test_an_issue_under_a_parent_of_another_process_is_not_lost():
    issue = IssueFactory(title="引き継いだ論点", parent=IssueFactory())

    assert column(issue.process) == [("引き継いだ論点", 0)]


def test_the_board_holds_one_process_only():
    process = ProcessFactory()
    IssueFactory(title="別の検討の論点")

    assert column(process) == []


def test_counts_stand_beside_their_issue_and_nothing_is_not_counted(counting):
    issue, other = (IssueFactory(process=process) for process in [ProcessFactory()] * 2)
    counting("声", lambda keys: {issue.pk: 3, other.pk: 0})
    counting("回答", lambda keys: dict.fromkeys(keys, 12))

    rows = board(issue.process)[0].rows

    assert [(row.issue, row.counts) for row in rows] == [
        (issue, ((12, "回答"), (3, "声"))),
        (other, ((12, "回答"),)),
    ]


def test_the_board_takes_two_queries_however_many_issues(django_assert_num_queries, counting):
    process = ProcessFactory()
    parent = IssueFactory(process=process)
    IssueFactory.create_batch(10, process=process, parent=parent)

    with django_assert_num_queries(2):
        board(process)


def test_a_room_that_has_nothing_to_show_of_an_issue_leaves_no_empty_part(showing):
    issue = IssueFactory()
    part = IssuePart("集まり", "issues/_move.html", {})
    showing("quiet", lambda pk, now: None)
    showing("loud", lambda pk, now: part if pk == issue.pk else None)

    assert issue_page(issue, now=DURING).parts == (part,)


@pytest.mark.parametrize(
    ("query", "current"),
    [
        ("", "chiiki"),
        ("?level=kuiki", "kuiki"),
        ("?level=kobetsu", "kobetsu"),
        ("?level=", "chiiki"),
        ("?level=nowhere", "chiiki"),
        ("?level=%3Cscript%3E", "chiiki"),
        ("?level=%00", "chiiki"),
        ("?level=kuiki&level=nowhere", "chiiki"),
    ],
)
def test_the_address_says_which_column_a_phone_shows_and_nonsense_means_the_first(client, query, current):
    IssueFactory(process__is_main=True)

    response = client.get(f"/issues/{query}")

    page = response.content.decode()
    assert response.status_code == 200
    assert page.count("is-current") == 1
    assert f'lv-{current} is-current"' in page


def test_the_board_without_a_process_says_so(client):
    response = client.get("/issues/")

    assert response.status_code == 200
    assert "論点は、まだありません" in response.content.decode().replace("<wbr>", "")


def test_an_issue_shows_its_words_its_parent_and_its_children(client, showing):
    issue = IssueFactory(title="地域の居場所", description="場を増やす", direction="条件を探る", parent=IssueFactory())
    child = IssueFactory(parent=issue, title="資源の調査", process=issue.process)

    response = client.get(issue.get_absolute_url())

    page = response.content.decode().replace("<wbr>", "")
    assert response.status_code == 200
    words = ["地域の居場所", "場を増やす", "条件を探る", issue.parent.title, child.title]
    assert [word for word in words if word not in page] == []


@pytest.mark.parametrize("key", ["0", "999999", "9" * 25])
def test_an_issue_that_is_not_there_is_not_found(client, key):
    assert client.get(f"/issues/{key}/").status_code == 404


def test_the_database_refuses_one_code_twice_in_a_process():
    issue = IssueFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        IssueFactory(process=issue.process, code=issue.code)

    assert IssueFactory(code=issue.code) in Issue.objects.all()
