"""Merging and splitting issues: who may, what is refused, how edges and parts follow, and how it reads afterwards."""

from datetime import timedelta

import pytest

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.tests.factories import RoleFactory, UserFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.issues import actions, errors
from jukugi.apps.issues.actions import NewIssue
from jukugi.apps.issues.enums import EdgeKind, IssueLevel, IssueStatus
from jukugi.apps.issues.models import Issue, IssueEdge, LineageAct
from jukugi.apps.issues.queries import levels
from jukugi.apps.issues.tests.factories import IssueFactory
from jukugi.apps.processes.errors import ProcessFinished
from jukugi.apps.processes.tests.factories import DURING, ProcessFactory
from jukugi.kit.errors import NotAllowed

pytestmark = pytest.mark.django_db

CHIIKI, KUIKI, SHIIKI, KOBETSU = IssueLevel
LATER = DURING + timedelta(days=1)


@pytest.fixture
def process():
    return ProcessFactory(is_main=True)


@pytest.fixture
def officer(client):
    person = RoleFactory().user
    client.force_login(person)
    return person


def named(process, *names, level=CHIIKI, **fields):
    return [IssueFactory(process=process, title=name, level=level, **fields) for name in names]


def merge(officer, issues, into, reason="同じ問い"):
    return actions.merge_issues(issues=issues, into=into, reason=reason, actor=officer, now=DURING)


def split(officer, issue, *titles, heir=0, divided=None, reason="別の問い"):
    parts = [NewIssue(title, CHIIKI) for title in titles]
    return actions.split_issue(
        issue=issue, parts=parts, divided=divided or {}, heir=heir, reason=reason, actor=officer, now=DURING
    )


def undo(officer, act, heir=None, reason="考え直した"):
    current = LineageAct.objects.get(pk=act.pk)
    actions.undo_lineage(act=current, heir=heir, reason=reason, actor=officer, now=LATER)


def edges() -> set[tuple[str, str, str]]:
    in_force = IssueEdge.objects.in_force()
    return set(in_force.values_list("source__title", "kind", "target__title"))


def parents(process) -> dict[str, str | None]:
    return dict(process.issues.standing().values_list("title", "parent__title"))


def connect(officer, source, kind, target, about="何か"):
    return actions.connect_issues(
        source=source, kind=kind, target=target, about=about, reason="理由", actor=officer, now=DURING
    )


def test_a_merged_issue_ends_and_stands_on_the_board_no_more(process, officer):
    a, b = named(process, "甲", "乙")

    merge(officer, [a], b)

    a.refresh_from_db()
    titles = [row.issue.title for row in levels.board(process, now=DURING).columns[0].rows]
    assert (a.ended_at, titles) == (DURING, ["乙"])


def test_a_new_issue_has_the_words_of_all_and_has_come_as_far_as_the_last(process, officer):
    (parent,) = named(process, "上")
    (a,) = named(process, "甲", keywords="会館 場", status=IssueStatus.DRAFTED, parent=parent)
    (b,) = named(process, "乙", keywords="場 見守り", status=IssueStatus.DISCUSSED, parent=a)

    merge(officer, [b, a], NewIssue(" 丙 ", KUIKI, description="説明"))

    new = Issue.objects.get(title="丙")
    assert (new.level, new.status, new.description) == (KUIKI, IssueStatus.DISCUSSED, "説明")
    assert (set(new.keywords.split()), new.parent) == ({"会館", "場", "見守り"}, parent)


def test_edges_follow_without_leading_back_to_themselves_and_come_back(process, officer):
    a, b, x = named(process, "甲", "乙", "丁", level=KOBETSU)
    connect(officer, a, EdgeKind.NEEDS, x)
    connect(officer, x, EdgeKind.CONTRADICTS, a)
    connect(officer, a, EdgeKind.SAME_AS, b)
    connect(officer, a, EdgeKind.STAYS, None)
    before = edges()

    act = merge(officer, [a], b)
    merged = edges()
    undo(officer, act)

    assert merged == {("乙", "needs", "丁"), ("丁", "contradicts", "乙"), ("乙", "stays", None)}
    assert edges() == before


def test_edges_come_back_through_two_acts_in_either_order(process, officer):
    a, b, x, y = named(process, "甲", "乙", "丙", "丁", level=KOBETSU)
    connect(officer, a, EdgeKind.NEEDS, x)
    first, second = merge(officer, [a], b), merge(officer, [x], y)
    both = edges()

    undo(officer, first)
    without_first = edges()
    undo(officer, second)

    assert (both, without_first) == ({("乙", "needs", "丁")}, {("甲", "needs", "丁")})
    assert edges() == {("甲", "needs", "丙")}


def test_an_edge_that_somebody_undid_meanwhile_does_not_come_back(process, officer):
    a, b, x = named(process, "甲", "乙", "丁", level=KOBETSU)
    connect(officer, a, EdgeKind.NEEDS, x)
    act = merge(officer, [a], b)
    actions.undo_edge(edge=IssueEdge.objects.in_force().get(), reason="誤り", actor=officer, now=DURING)

    undo(officer, act)

    assert edges() == set()


def test_an_edge_that_came_to_a_new_issue_goes_to_the_heir_when_that_is_undone(process, officer):
    a, x = named(process, "甲", "丁", level=KOBETSU)
    act = split(officer, a, "子", "丑")
    connect(officer, Issue.objects.get(title="丑"), EdgeKind.NEEDS, x)

    undo(officer, act)

    assert edges() == {("甲", "needs", "丁")}


def test_parts_follow_and_come_back(process, officer):
    a, b = named(process, "甲", "乙")
    named(process, "一", "二", parent=a)

    act = merge(officer, [a], b)
    merged = parents(process)
    undo(officer, act)

    assert merged == {"乙": None, "一": "乙", "二": "乙"}
    assert parents(process) == {"甲": None, "乙": None, "一": "甲", "二": "甲"}


def test_an_issue_that_goes_into_one_far_below_it_makes_no_circle(process, officer):
    (a,) = named(process, "甲")
    (middle,) = named(process, "中", parent=a)
    (b,) = named(process, "乙", parent=middle)

    act = merge(officer, [a], b)
    merged = parents(process)
    undo(officer, act)

    assert merged == {"中": None, "乙": "中"}
    assert parents(process) == {"甲": None, "中": "甲", "乙": "中"}
    assert len(levels.board(process, now=DURING).columns[0].rows) == 3


def test_what_came_of_an_act_is_undone_first(process, officer):
    a, b, d = named(process, "甲", "乙", "丁")
    first = merge(officer, [a, b], NewIssue("丙", CHIIKI))
    new = Issue.objects.get(title="丙")
    second = merge(officer, [d], new)

    with pytest.raises(errors.LaterLineageFirst):
        undo(officer, first)
    undo(officer, second)
    undo(officer, first)

    assert parents(process) == {"甲": None, "乙": None, "丁": None}


def test_nothing_is_undone_twice(process, officer):
    a, b = named(process, "甲", "乙")
    act = merge(officer, [a], b)
    undo(officer, act)

    with pytest.raises(errors.LineageUndone):
        undo(officer, act)


@pytest.mark.parametrize(
    ("titles", "heir", "divided", "error"),
    [
        (["子"], 0, {}, errors.WrongNumberOfParts),
        (list("一二三四五六七"), 0, {}, errors.WrongNumberOfParts),
        (["子", " 子 "], 0, {}, errors.PartsAlike),
        (["子", ""], 0, {}, errors.TitleMissing),
        (["子", "丑" * 81], 0, {}, errors.TitleTooLong),
        (["子", "丑"], 2, {}, errors.PartUnknown),
        (["子", "丑"], 0, {"opinions": {1: [7]}}, errors.PartUnknown),
    ],
)
def test_parts_that_cannot_be_are_refused_and_the_issue_stands(process, officer, titles, heir, divided, error):
    (a,) = named(process, "甲")

    with pytest.raises(error):
        split(officer, a, *titles, heir=heir, divided=divided)

    assert parents(process) == {"甲": None}


def test_a_merge_needs_two_issues_of_one_running_process_and_a_reason(process, officer):
    a, b = named(process, "甲", "乙")
    (elsewhere,) = named(ProcessFactory(), "別")

    for issues, into in ([[a], a], [[], b], [[a], NewIssue("丙", CHIIKI)], [[a, a], NewIssue("丙", CHIIKI)]):
        with pytest.raises(errors.TooFewToMerge):
            merge(officer, issues, into)
    with pytest.raises(errors.EdgeOfAnotherProcess):
        merge(officer, [a], elsewhere)
    with pytest.raises(errors.ReasonMissing):
        merge(officer, [a], b, reason=" ")
    a.process.is_finished = True
    with pytest.raises(ProcessFinished):
        merge(officer, [a], b)

    assert not LineageAct.objects.exists()


def test_an_issue_that_has_ended_is_neither_merged_nor_split_nor_edited(process, officer):
    a, b, d = named(process, "甲", "乙", "丁")
    merge(officer, [a], b)

    with pytest.raises(errors.IssueEnded):
        merge(officer, [a], d)
    with pytest.raises(errors.IssueEnded):
        merge(officer, [d], a)
    with pytest.raises(errors.IssueEnded):
        split(officer, a, "子", "丑")
    words = actions.IssueWords("直した", "")
    with pytest.raises(errors.IssueEnded):
        actions.edit_issue(issue=a, words=words, seen=a.edition, actor=officer, now=DURING)


def test_only_a_policy_officer_of_the_whole_city_merges_splits_and_undoes(process, officer):
    a, b, d = named(process, "甲", "乙", "丁")
    act = merge(officer, [a], b)
    ward = WardFactory()

    for stranger in (
        UserFactory(),
        RoleFactory(kind=RoleKind.OPERATOR).user,
        RoleFactory(kind=RoleKind.WARD_OFFICER, area=ward).user,
        RoleFactory(kind=RoleKind.POLICY_OFFICER, area=ward).user,
    ):
        with pytest.raises(NotAllowed):
            merge(stranger, [d], b)
        with pytest.raises(NotAllowed):
            split(stranger, d, "子", "丑")
        with pytest.raises(NotAllowed):
            undo(stranger, act)

    assert LineageAct.objects.get().undone_at is None


def test_the_page_of_an_ended_issue_leads_to_who_stands_in_its_place(client, process, officer):
    a, b = named(process, "甲の論点", "乙の論点")
    merge(officer, [a], b, reason="どちらも会館の話だった")

    ended, standing = (client.get(issue.get_absolute_url()) for issue in (a, b))

    assert [issue.title for issue in ended.context["shown"].successors] == ["乙の論点"]
    assert b.get_absolute_url() in ended.content.decode()
    for page in (ended, standing):
        assert "どちらも会館の話だった" in page.content.decode().replace("<wbr>", "")


def test_an_issue_whose_beginning_was_undone_leads_back(client, process, officer):
    (a,) = named(process, "甲")
    act = split(officer, a, "子", "丑")
    part = Issue.objects.get(title="子")
    undo(officer, act)

    page = client.get(part.get_absolute_url())

    assert [issue.title for issue in page.context["shown"].successors] == ["甲"]
    assert [event.title for event in page.context["shown"].events][-1] == "それを取り消し、もとの論点に戻しました"


def test_the_desk_lists_ended_issues_where_they_are_asked_for(client, process, officer):
    a, b = named(process, "甲", "乙")
    merge(officer, [a], b)

    shown = [
        [row.issue.title for row in client.get("/desk/issues/", asked).context["found"].rows]
        for asked in ({}, {"ended": "1"})
    ]

    assert shown == [["乙"], ["甲", "乙"]]


@pytest.mark.parametrize(("way", "standing"), [("this", {"甲"}), ("other", {"乙"}), ("new", {"丙"})])
def test_issues_are_merged_from_the_desk(client, process, officer, way, standing):
    a, b = named(process, "甲", "乙")
    typed = {"others": [b.pk], "way": way, "title": "丙", "level": "kuiki", "reason": "同じ問い"}

    response = client.post(f"/desk/issues/{a.pk}/merge/", typed)

    assert (response.status_code, set(parents(process))) == (302, standing)


def test_a_refused_merge_keeps_what_was_typed_and_ticked(client, process, officer):
    a, b = named(process, "甲", "乙")

    response = client.post(f"/desk/issues/{a.pk}/merge/", {"others": [b.pk], "way": "new", "reason": "手で打った理由"})

    assert (response.status_code, response.context["ticked"]) == (400, {b.pk})
    assert "手で打った理由" in response.content.decode()
    assert not LineageAct.objects.exists()


def test_an_issue_is_split_and_put_together_again_from_the_desk(client, process, officer):
    (a,) = named(process, "甲")
    way = f"/desk/issues/{a.pk}/split/?titles=子%0A丑"

    shown = client.get(way)
    made = client.post(way, {"heir": "1", "reason": "別の問い"})
    act = LineageAct.objects.get()
    undone = client.post(f"/desk/lineage/{act.pk}/undo/", {"reason": "考え直した"})

    assert shown.context["titles"] == ["子", "丑"]
    assert (made.status_code, undone.status_code) == (302, 302)
    assert parents(process) == {"甲": None}
    assert "考え直した" in client.get(f"/desk/issues/{a.pk}/lineage/").content.decode()


@pytest.mark.parametrize(
    ("query", "typed"),
    [
        ("", {"heir": "0", "reason": "理由"}),
        ("?titles=子", {"heir": "0", "reason": "理由"}),
        ("?titles=子%0A丑", {"heir": "9", "reason": "理由"}),
        ("?titles=子%0A丑", {"heir": "0", "reason": ""}),
        ("?titles=子%0A丑", {"heir": "0", "reason": "理由", "opinions-1": ["5"]}),
    ],
)
def test_nonsense_on_the_desk_splits_nothing(client, process, officer, query, typed):
    (a,) = named(process, "甲")

    response = client.post(f"/desk/issues/{a.pk}/split/{query}", typed)

    assert (response.status_code, LineageAct.objects.count()) == (400, 0)


def test_issues_to_merge_are_those_beside_it_or_those_that_hold_the_words(client, process, officer):
    a, _beside = named(process, "甲", "乙")
    named(process, "広い会館", level=SHIIKI)

    beside = client.get(f"/desk/issues/{a.pk}/merge/").context["others"]
    found = client.get(f"/desk/issues/{a.pk}/merge/", {"q": "会館"}).context["others"]

    assert ([issue.title for issue in beside], [issue.title for issue in found]) == (["乙"], ["広い会館"])
