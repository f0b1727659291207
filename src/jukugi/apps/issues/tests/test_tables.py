"""The issues and edges as tables, and the comparison of wards."""

import csv
import io

import pytest

from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.issues.enums import EdgeKind, IssueLevel, IssueStatus, WardCell, WardColumn, ward_columns
from jukugi.apps.issues.exports import EDGE_COLUMNS, ISSUE_COLUMNS
from jukugi.apps.issues.models import IssueEdge
from jukugi.apps.issues.queries.wards import compared
from jukugi.apps.issues.tests.factories import IssueFactory
from jukugi.apps.organizations.tests.factories import DepartmentFactory
from jukugi.apps.processes.tests.factories import DURING, ProcessFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def process():
    return ProcessFactory(is_main=True)


def rows(client, name: str) -> list[dict[str, str]]:
    response = client.get(f"/issues/{name}.csv")
    assert response.status_code == 200
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


def test_every_issue_and_edge_stands_in_its_table_ended_and_undone_ones_too(client, process):
    parent = IssueFactory(process=process, code="a", title="上", department=DepartmentFactory(name="見本課"))
    child = IssueFactory(process=process, code="b", parent=parent, ended_at=DURING, area=WardFactory(name="見本区"))
    IssueEdge.objects.create(
        source=parent, target=child, kind=EdgeKind.NEEDS, about="何か", reason="理由", actor_key="秘密", made_at=DURING,
        undone_at=DURING, undone_reason="誤り", undone_by="秘密",
    )  # fmt: skip

    issues, edges = rows(client, "issues"), rows(client, "edges")

    assert [(row["code"], row["parent"], row["area"], row["department"]) for row in issues] == [
        ("a", "", "", "見本課"),
        ("b", "a", "見本区", ""),
    ]
    assert [bool(row["ended_on"]) for row in issues] == [False, True]
    assert [(row["source"], row["target"], row["undone_reason"]) for row in edges] == [("a", "b", "誤り")]
    assert "秘密" not in str(edges)


@pytest.mark.parametrize("words", ["=1+1", "+1", "-1", "@SUM(A1)", "＝1"])
def test_office_software_reads_no_words_as_a_formula(client, process, words):
    IssueFactory(process=process, title=words, description=words, keywords=words)

    (row,) = rows(client, "issues")

    assert {row["title"], row["description"], row["keywords"]} == {f"'{words}"}


def test_the_dictionary_tells_every_column_of_the_tables(client, process):
    IssueFactory(process=process)

    told = [(row["table"], row["column"]) for row in rows(client, "dictionary")]

    assert told == [("issues", c.name) for c in ISSUE_COLUMNS] + [("edges", c.name) for c in EDGE_COLUMNS]
    assert list(rows(client, "issues")[0]) == [column.name for column in ISSUE_COLUMNS]
    assert all(row["meaning"] for row in rows(client, "dictionary"))


def test_a_table_takes_as_many_queries_for_many_rows_as_for_one(client, process, django_assert_max_num_queries):
    for _ in range(20):
        IssueFactory(process=process, parent=IssueFactory(process=process), area=WardFactory())

    with django_assert_max_num_queries(6):
        rows(client, "issues")


@pytest.mark.parametrize("name", ["nothing", "issues-2"])
def test_another_table_is_not_there(client, process, name):
    assert client.get(f"/issues/{name}.csv").status_code == 404


def test_without_a_process_there_is_no_table(client):
    assert client.get("/issues/issues.csv").status_code == 404


def test_the_board_is_narrowed_by_status_and_department(client, process):
    department = DepartmentFactory()
    IssueFactory(process=process, title="甲", status=IssueStatus.DISCUSSED, department=department)
    IssueFactory(process=process, title="乙", status=IssueStatus.DISCUSSED)
    IssueFactory(process=process, title="丙", department=department)

    def found(**asked):
        board = client.get("/issues/", asked).context["board"]
        return [row.issue.title for row in board.columns[0].rows]

    assert found(status="discussed") == ["甲", "乙"]
    assert found(department=department.pk) == ["甲", "丙"]
    assert found(department=department.pk, status="discussed") == ["甲"]
    assert found(department="none") == ["乙"]
    assert found(status="nonsense", department="x") == ["甲", "乙", "丙"]


def test_wards_are_asked_the_same_and_what_is_not_known_is_said_so(client, process, monkeypatch):
    monkeypatch.setattr(ward_columns, "_entries", {})
    first = WardFactory(name="海区", lane_order=1, population=20_000, population_as_of=DURING.date())
    second = WardFactory(name="丘区", lane_order=2, population=10_000, population_as_of=DURING.date())
    issue = IssueFactory(process=process, level=IssueLevel.KUIKI)
    IssueFactory(process=process, parent=issue, area=first, title="海の道すじ", direction="夜に開く")
    counted = WardColumn("声", {w.pk: WardCell(number=4) for w in (first, second)}, unit="件", per_people=True)
    ward_columns.register("test", lambda key: [counted] if key == issue.pk else [])

    lines = compared(issue).lines
    page = client.get(f"/issues/{issue.pk}/wards/").content.decode().replace("<wbr>", "")

    assert [line.ward.name for line in lines] == ["海区", "丘区"]
    assert [cell.cell.words if cell.cell else None for cell in lines[1].cells[:2]] == [None, None]
    assert [line.cells[2].rate for line in lines] == ["2.00", "4.00"]
    assert [line.cells[2].width for line in lines] == ["50.00%", "100.00%"]
    assert ("海の道すじ" in page, "夜に開く" in page, page.count("未確認</span>")) == (True, True, 2)


def test_without_wards_the_comparison_says_so(client, process):
    issue = IssueFactory(process=process)

    page = client.get(f"/issues/{issue.pk}/wards/").content.decode().replace("<wbr>", "")

    assert "区は、まだ登録されていません" in page
