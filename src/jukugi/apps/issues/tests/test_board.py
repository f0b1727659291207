"""The board of levels: what it shows at first, by word, by ward and by page; and that no issue is ever lost."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.issues.enums import EdgeKind, IssueLevel, board_counts, board_marks, board_notes, ward_counts
from jukugi.apps.issues.models import Issue, IssueEdge
from jukugi.apps.issues.queries import levels
from jukugi.apps.issues.queries.levels import FIRST, PER_PAGE, Asked
from jukugi.apps.issues.tests.factories import IssueFactory
from jukugi.apps.processes.models import Process
from jukugi.apps.processes.tests.factories import DURING, ProcessFactory

pytestmark = pytest.mark.django_db

CHIIKI, KUIKI, SHIIKI, KOBETSU = IssueLevel


@pytest.fixture(autouse=True)
def nobody_counts(monkeypatch):
    for registry in (board_counts, ward_counts, board_notes, board_marks):
        monkeypatch.setattr(registry, "_entries", {})


@pytest.fixture
def process() -> Process:
    return ProcessFactory(is_main=True)


def column(process: Process, of: IssueLevel = CHIIKI, **asked):
    columns = levels.board(process, Asked(**asked), now=DURING).columns
    return next(column for column in columns if column.level == of)


def titles(column) -> list[str]:
    return [row.issue.title for row in column.rows]


def edge(source: Issue, target: Issue | None, **fields) -> IssueEdge:
    return IssueEdge.objects.create(
        source=source,
        target=target,
        kind=EdgeKind.SAME_AS if target else EdgeKind.STAYS,
        about="何か",
        reason="理由",
        actor_key="x",
        made_at=DURING,
        **fields,
    )


def crowd(process: Process, count: int, **fields) -> None:
    """So many issues at once, numbered from 0."""
    Issue.objects.bulk_create(
        Issue(process=process, code=f"c{n}", title=f"論点{n}", position=n, **({"level": CHIIKI} | fields))
        for n in range(count)
    )


# Of each issue: its level, and which of those before it is its parent; None for none, -1 for one of another process.
FORESTS = st.lists(st.tuples(st.sampled_from(list(IssueLevel)), st.one_of(st.none(), st.integers(-1, 12))), max_size=14)


@settings(max_examples=60)
@given(forest=FORESTS)
def test_every_issue_of_any_forest_stands_exactly_once_in_the_column_of_its_level(forest):
    process, elsewhere = ProcessFactory(), IssueFactory()
    made: list[Issue] = []
    for level, place in forest:
        parent = elsewhere if place == -1 else made[place] if place is not None and place < len(made) else None
        made.append(IssueFactory(process=process, level=level, parent=parent))

    for level in IssueLevel:
        rows = column(process, level, level=level).rows

        assert sorted(row.issue.pk for row in rows) == sorted(issue.pk for issue in made if issue.level == level)
        order = [row.issue.pk for row in rows]
        depths = {row.issue.pk: row.depth for row in rows}
        for row in rows:
            parent = row.issue.parent_id if row.issue.parent_id in depths else None
            assert row.depth == (depths[parent] + 1 if parent else 0)
            assert parent is None or order.index(parent) < order.index(row.issue.pk)


def test_a_column_shows_the_first_issues_and_how_many_more_there_are(process):
    crowd(process, FIRST + 5)

    found = column(process)

    assert titles(found) == [f"論点{n}" for n in range(FIRST)]
    assert (found.total, found.more) == (FIRST + 5, 5)


@pytest.mark.parametrize("is_undone", [False, True])
def test_the_open_issue_and_those_that_have_to_do_with_it_stand_there_besides(process, is_undone):
    crowd(process, FIRST)
    opened = IssueFactory(process=process, position=FIRST, title="開いた論点", parent=Issue.objects.first())
    part = IssueFactory(process=process, position=900, title="その一部", parent=opened)
    far = IssueFactory(process=process, position=901, title="つないだ論点")
    IssueFactory(process=process, position=902, title="かかわりのない論点")
    undone = {"undone_at": DURING, "undone_reason": "理由", "undone_by": "x"} if is_undone else {}
    edge(far, opened, **undone)
    edge(opened, None)

    rows = {row.issue.title: row for row in column(process, opened=opened.pk).rows}

    kin = {title for title, row in rows.items() if row.is_kin}
    assert kin == {"論点0", part.title} | ({far.title} if not is_undone else set())
    assert [title for title, row in rows.items() if row.is_open] == [opened.title]
    assert "かかわりのない論点" not in rows
    assert (far.title in rows) is not is_undone


def test_words_leave_only_the_issues_that_hold_them_in_every_column(process):
    IssueFactory(process=process, title="地域の会館")
    IssueFactory(process=process, title="空き家", keywords="会館 居場所", level=SHIIKI)
    IssueFactory(process=process, title="防災", description="会館のことではない")

    found = levels.board(process, Asked(words="会館"), now=DURING)

    assert [titles(column) for column in found.columns] == [["地域の会館"], [], ["空き家"], []]
    assert found.total == 2


def test_a_part_that_matches_keeps_its_depth_when_its_parent_does_not(process):
    parent = IssueFactory(process=process, title="親")
    IssueFactory(process=process, title="会館", parent=parent)

    assert [(row.issue.title, row.depth) for row in column(process, words="会館").rows] == [("会館", 1)]


@pytest.mark.parametrize(
    ("page", "shown", "first"),
    [(1, 1, "論点0"), (2, 2, f"論点{PER_PAGE}"), (0, 1, "論点0"), (-3, 1, "論点0"), (10**9, 2, f"論点{PER_PAGE}")],
)
def test_one_level_alone_is_told_by_page_and_silly_pages_give_the_nearest(process, page, shown, first):
    crowd(process, PER_PAGE + 1)

    found = column(process, level=CHIIKI, page=page)

    assert (found.page, found.pages, titles(found)[0]) == (shown, 2, first)
    assert (found.previous, found.next) == ((None, 2) if shown == 1 else (1, None))


def test_a_level_alone_that_is_empty_has_one_page(process):
    found = column(process, KUIKI, level=KUIKI)

    assert (found.rows, found.page, found.pages, found.previous, found.next) == ((), 1, 1, None, None)


def test_of_one_ward_only_the_counts_of_a_ward_are_asked(process):
    issue, ward = IssueFactory(process=process), WardFactory()
    board_counts.register("city", ("声", lambda keys: dict.fromkeys(keys, 9)))
    ward_counts.register("ward", ("区の声", lambda keys, key: dict.fromkeys(keys, 2) if key == ward.pk else {}))

    counted = [column(process, ward=where).rows[0].counts for where in (None, ward, WardFactory())]

    assert counted == [((9, "声"),), ((2, "区の声"),), ()]
    assert column(process).rows[0].issue == issue


def test_only_issues_that_are_shown_are_counted(process):
    asked: list[set[int]] = []
    crowd(process, FIRST + 3)
    board_counts.register("city", ("声", lambda keys: asked.append(set(keys)) or {}))

    rows = column(process).rows

    assert asked == [{row.issue.pk for row in rows}]


def test_a_mark_stands_at_its_issue_alone(process):
    marked, plain = IssueFactory.create_batch(2, process=process)
    board_marks.register("open", lambda keys, now: {marked.pk: "熟議中"} if now == DURING else {})

    assert [(row.issue, row.mark) for row in column(process).rows] == [(marked, "熟議中"), (plain, "")]


def test_notes_that_are_empty_are_left_out(process):
    board_notes.register("silent", lambda process, ward: "")
    board_notes.register("speaking", lambda process, ward: f"{process.slug}の数")

    assert levels.board(process, now=DURING).notes == (f"{process.slug}の数",)


@pytest.mark.parametrize(
    "query",
    [
        "open=999999", "open=abc", "open=-1", "open=" + "9" * 40, "open=%00", "open=١٢",
        "ward=-1", "ward=", "ward=%27%3B--", "ward=" + "x" * 5000,
        "page=0", "page=1000000000", "page=-1", "page=1.5", "level=chiiki&all=1&page=999999999", "level=x&all=1&page=2",
        "all=1", "all=2&level=kuiki", "q=%00%1b", "q=" + "x" * 5000, "q=%25_%27%22%5C", "q=%3Cscript%3E",
    ],
)  # fmt: skip
def test_no_address_makes_the_board_fail_or_lose_its_columns(client, process, query):
    IssueFactory(process=process, title="見本の論点")
    WardFactory()

    response = client.get(f"/issues/?{query}")

    assert response.status_code == 200
    assert [column.level for column in response.context["board"].columns][:1] == [CHIIKI]
    assert response.context["shown"] is None
    assert "<script>" not in response.content.decode().split("<main")[1]


def test_an_issue_of_another_process_is_not_opened_on_the_board(client, process):
    assert client.get("/issues/", {"open": IssueFactory().pk}).context["shown"] is None


def test_the_level_of_the_open_issue_is_the_one_a_phone_shows(client, process):
    opened = IssueFactory(process=process, level=SHIIKI)

    response = client.get("/issues/", {"open": opened.pk})

    assert (response.context["level"], response.context["shown"].issue) == (SHIIKI, opened)


def test_the_ward_of_the_address_is_the_one_that_is_counted(client, process):
    ward = WardFactory()

    asked = [client.get("/issues/", {"ward": code}).context["asked"].ward for code in (ward.code, "", "0")]

    assert asked == [ward, None, None]
