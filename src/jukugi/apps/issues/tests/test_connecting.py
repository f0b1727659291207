"""Edges between issues: what they join, whom they are refused, and how they are undone."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.tests.factories import RoleFactory, UserFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.issues import actions, errors
from jukugi.apps.issues.enums import EdgeKind, IssueLevel
from jukugi.apps.issues.models import IssueEdge
from jukugi.apps.issues.queries.neighbours import issue_page, moves_of
from jukugi.apps.issues.tests.factories import IssueFactory
from jukugi.apps.organizations.tests.factories import MembershipFactory
from jukugi.apps.processes.errors import ProcessFinished
from jukugi.apps.processes.tests.factories import DURING, ProcessFactory
from jukugi.kit.audit.models import AuditEntry
from jukugi.kit.errors import NotAllowed, words_for

pytestmark = pytest.mark.django_db

CHIIKI, KUIKI, SHIIKI, KOBETSU = IssueLevel
LATER = DURING + timedelta(days=1)


def officer():
    return RoleFactory(kind=RoleKind.POLICY_OFFICER).user


def pair(first: IssueLevel, second: IssueLevel):
    """Two issues of one process."""
    source = IssueFactory(level=first)
    return source, IssueFactory(process=source.process, level=second)


def connect(source, kind, target, *, actor=None, about="会館を貸す手引き", reason="区をまたぐため", now=DURING):
    return actions.connect_issues(
        source=source, kind=kind, target=target, about=about, reason=reason, actor=actor or officer(), now=now
    )


@pytest.mark.parametrize(
    ("kind", "first", "second"),
    [
        (EdgeKind.ROLLS_UP_TO, CHIIKI, KUIKI),
        (EdgeKind.ROLLS_UP_TO, CHIIKI, SHIIKI),
        (EdgeKind.ROLLS_UP_TO, KUIKI, SHIIKI),
        (EdgeKind.ROLLS_UP_TO, KOBETSU, CHIIKI),
        (EdgeKind.ROLLS_UP_TO, SHIIKI, KOBETSU),
        (EdgeKind.SPLITS_INTO, SHIIKI, KUIKI),
        (EdgeKind.SPLITS_INTO, KUIKI, CHIIKI),
        (EdgeKind.SPLITS_INTO, KOBETSU, SHIIKI),
        (EdgeKind.SAME_AS, CHIIKI, CHIIKI),
        (EdgeKind.CONTRADICTS, SHIIKI, CHIIKI),
        (EdgeKind.NEEDS, CHIIKI, SHIIKI),
    ],
)
def test_an_edge_keeps_what_it_joins_why_who_and_when(kind, first, second):
    membership = MembershipFactory()
    RoleFactory(user=membership.person, kind=RoleKind.POLICY_OFFICER)
    source, target = pair(first, second)

    edge = connect(source, kind, target, actor=membership.person, about=" 会館を\n貸す手引き ", reason="一\r\n二\n")

    kept = IssueEdge.objects.get()
    assert kept == edge
    assert (kept.source, kept.target, kept.kind) == (source, target, kind)
    assert (kept.about, kept.reason) == ("会館を 貸す手引き", "一\n二")
    assert (kept.actor_key, kept.department) == (membership.person.actor_key, membership.organization)
    assert (kept.made_at, kept.undone_at) == (DURING, None)


def test_what_stays_in_its_level_has_no_target():
    source = IssueFactory(level=KUIKI)

    edge = connect(source, EdgeKind.STAYS, None)

    assert (edge.target, [move.heading for move in moves_of(source)]) == (None, ["区域にとどめる"])


def test_what_stays_is_refused_a_target():
    source, target = pair(CHIIKI, KUIKI)

    with pytest.raises(errors.TargetNotWanted):
        connect(source, EdgeKind.STAYS, target)

    assert not IssueEdge.objects.exists()


@pytest.mark.parametrize("kind", [kind for kind in EdgeKind if kind != EdgeKind.STAYS])
def test_every_other_kind_needs_a_target_that_is_another_issue_of_the_same_process(kind):
    source = IssueFactory(level=KUIKI)

    with pytest.raises(errors.TargetMissing):
        connect(source, kind, None)
    with pytest.raises(errors.EdgeToItself):
        connect(source, kind, source)
    with pytest.raises(errors.EdgeOfAnotherProcess):
        connect(source, kind, IssueFactory(level=SHIIKI))

    assert not IssueEdge.objects.exists()


@pytest.mark.parametrize(
    ("kind", "first", "second"),
    [
        (EdgeKind.ROLLS_UP_TO, SHIIKI, CHIIKI),
        (EdgeKind.ROLLS_UP_TO, KUIKI, KUIKI),
        (EdgeKind.SPLITS_INTO, CHIIKI, SHIIKI),
        (EdgeKind.SPLITS_INTO, SHIIKI, SHIIKI),
    ],
)
def test_up_is_a_wider_level_and_down_a_narrower_one(kind, first, second):
    source, target = pair(first, second)

    with pytest.raises(errors.WrongDirection) as refused:
        connect(source, kind, target)

    assert target.title in words_for(refused.value).what


def test_what_was_moved_up_cannot_come_back_as_moved_up():
    source, target = pair(CHIIKI, KUIKI)
    connect(source, EdgeKind.ROLLS_UP_TO, target)

    with pytest.raises(errors.WrongDirection):
        connect(target, EdgeKind.ROLLS_UP_TO, source)

    assert IssueEdge.objects.count() == 1


def titled(process, *names):
    return [IssueFactory(process=process, title=name, level=KOBETSU) for name in names]


def test_what_needs_each_other_in_a_circle_is_refused_with_the_way_it_would_go():
    first, second, third = titled(ProcessFactory(), "甲", "乙", "丙")
    connect(first, EdgeKind.NEEDS, second)
    connect(second, EdgeKind.NEEDS, third)

    with pytest.raises(errors.EdgeMakesCycle) as refused:
        connect(third, EdgeKind.NEEDS, first)

    assert "「丙」→「甲」→「乙」→「丙」" in words_for(refused.value).what


def test_up_and_down_are_one_order_and_make_no_circle_through_the_single_items():
    process = ProcessFactory()
    first, second = titled(process, "甲", "乙")
    low = IssueFactory(process=process, level=CHIIKI, title="丙")
    connect(low, EdgeKind.ROLLS_UP_TO, first)
    connect(second, EdgeKind.SPLITS_INTO, first)

    with pytest.raises(errors.EdgeMakesCycle) as refused:
        connect(second, EdgeKind.ROLLS_UP_TO, low)

    assert "「乙」→「丙」→「甲」→「乙」" in words_for(refused.value).what
    assert connect(first, EdgeKind.ROLLS_UP_TO, second, about="ほか").pk
    assert connect(low, EdgeKind.NEEDS, second).pk


def test_an_edge_that_was_undone_closes_no_circle():
    first, second = titled(ProcessFactory(), "甲", "乙")
    edge = connect(first, EdgeKind.NEEDS, second)
    actions.undo_edge(edge=edge, reason="取り違え", actor=officer(), now=LATER)

    assert connect(second, EdgeKind.NEEDS, first, now=LATER).pk


@pytest.mark.parametrize("kind", [EdgeKind.SAME_AS, EdgeKind.CONTRADICTS])
def test_what_reads_the_same_from_either_end_is_said_once(kind):
    source, target = pair(CHIIKI, KUIKI)
    connect(source, kind, target)

    with pytest.raises(errors.AlreadyConnected):
        connect(target, kind, source)


@pytest.mark.parametrize("ended", ["source", "target"])
def test_no_edge_leads_from_or_to_an_issue_that_has_ended(ended):
    source, target = pair(CHIIKI, KUIKI)
    gone = {"source": source, "target": target}[ended]
    gone.ended_at = DURING
    gone.save()

    with pytest.raises(errors.IssueEnded) as refused:
        connect(source, EdgeKind.NEEDS, target)

    assert gone.title in words_for(refused.value).what
    assert not IssueEdge.objects.exists()


def test_the_same_edge_is_refused_while_it_is_in_force_and_made_anew_once_it_was_undone():
    source, target = pair(CHIIKI, KUIKI)
    edge = connect(source, EdgeKind.SAME_AS, target)
    with pytest.raises(errors.AlreadyConnected):
        connect(source, EdgeKind.SAME_AS, target, about=" 会館を貸す手引き\n")
    actions.undo_edge(edge=edge, reason="取り違え", actor=officer(), now=LATER)

    connect(source, EdgeKind.SAME_AS, target, now=LATER)

    assert [(edge.made_at, edge.undone_at) for edge in IssueEdge.objects.all()] == [(DURING, LATER), (LATER, None)]


def test_what_stays_is_refused_twice_too():
    source = IssueFactory()
    connect(source, EdgeKind.STAYS, None)

    with pytest.raises(errors.AlreadyConnected):
        connect(source, EdgeKind.STAYS, None)


def test_two_issues_can_have_more_to_do_with_each_other_than_one_thing():
    source, target = pair(CHIIKI, KUIKI)
    connect(source, EdgeKind.ROLLS_UP_TO, target, about="保険")

    connect(source, EdgeKind.ROLLS_UP_TO, target, about="会計")
    connect(source, EdgeKind.NEEDS, target, about="保険")

    assert IssueEdge.objects.in_force().count() == 3


@pytest.mark.parametrize(
    ("about", "reason", "error"),
    [
        ("", "理由", errors.AboutMissing),
        (" \n　", "理由", errors.AboutMissing),
        ("字" * 81, "理由", errors.AboutTooLong),
        ("何か", "", errors.ReasonMissing),
        ("何か", " \r\n\t　", errors.ReasonMissing),
        ("何か", "字" * 2001, errors.WordsTooLong),
        ("何か", "見えない\x00字", errors.WordsHaveControls),
    ],
)
def test_an_edge_without_words_that_the_public_can_read_is_refused(about, reason, error):
    with pytest.raises(error):
        connect(IssueFactory(), EdgeKind.STAYS, None, about=about, reason=reason)

    assert not IssueEdge.objects.exists()


def test_words_may_be_as_long_as_the_limit():
    edge = connect(IssueFactory(), EdgeKind.STAYS, None, about="字" * 80, reason="字" * 2000)

    assert (len(edge.about), len(edge.reason)) == (80, 2000)


def strangers():
    """Everybody who may not arrange issues."""
    ward = WardFactory()
    return [
        AnonymousUser(),
        UserFactory(),
        RoleFactory(kind=RoleKind.OPERATOR).user,
        RoleFactory(kind=RoleKind.WARD_OFFICER, area=ward).user,
        RoleFactory(kind=RoleKind.POLICY_OFFICER, area=ward).user,
        MembershipFactory().person,
    ]


def test_only_a_policy_officer_of_the_whole_city_connects_undoes_and_edits():
    issue = IssueFactory()
    edge = connect(issue, EdgeKind.STAYS, None)
    words = actions.IssueWords("直した", "")

    for stranger in strangers():
        with pytest.raises(NotAllowed):
            connect(issue, EdgeKind.STAYS, None, actor=stranger, about="ほか")
        with pytest.raises(NotAllowed):
            actions.undo_edge(edge=edge, reason="理由", actor=stranger, now=LATER)
        with pytest.raises(NotAllowed):
            actions.edit_issue(issue=issue, words=words, seen=issue.edition, actor=stranger, now=LATER)

    issue.refresh_from_db()
    assert (issue.description, list(IssueEdge.objects.in_force())) == ("", [edge])


def test_an_officer_without_a_department_leaves_the_edge_without_one():
    assert connect(IssueFactory(), EdgeKind.STAYS, None).department is None


def test_an_undone_edge_stays_readable_with_both_reasons_and_is_counted_no_more():
    source, target = pair(CHIIKI, KUIKI)
    edge = connect(source, EdgeKind.ROLLS_UP_TO, target)
    actor = officer()

    actions.undo_edge(edge=edge, reason=" 取り違え ", actor=actor, now=LATER)

    kept = IssueEdge.objects.get()
    assert (kept.reason, kept.undone_reason, kept.undone_at) == ("区をまたぐため", "取り違え", LATER)
    assert kept.undone_by == actor.actor_key
    for issue in (source, target):
        page = issue_page(issue, now=LATER)
        assert (page.moves, [move.edge for move in page.undone]) == ((), [edge])


@pytest.mark.parametrize(
    ("reason", "error"),
    [
        ("", errors.ReasonMissing),
        ("　\n", errors.ReasonMissing),
        ("字" * 2001, errors.WordsTooLong),
        ("\x1b[31m", errors.WordsHaveControls),
    ],
)
def test_nothing_is_undone_without_a_reason(reason, error):
    edge = connect(IssueFactory(), EdgeKind.STAYS, None)

    with pytest.raises(error):
        actions.undo_edge(edge=edge, reason=reason, actor=officer(), now=LATER)

    assert list(IssueEdge.objects.in_force()) == [edge]


def test_the_second_to_undo_an_edge_is_refused_and_the_first_reason_stays():
    edge = connect(IssueFactory(), EdgeKind.STAYS, None)
    seen_before = IssueEdge.objects.get(pk=edge.pk)
    actions.undo_edge(edge=edge, reason="一人め", actor=officer(), now=LATER)

    with pytest.raises(errors.EdgeUndone):
        actions.undo_edge(edge=seen_before, reason="二人め", actor=officer(), now=LATER)

    assert IssueEdge.objects.get().undone_reason == "一人め"


def test_an_edge_reads_from_both_of_its_ends():
    source, target = pair(CHIIKI, SHIIKI)
    for kind in (EdgeKind.ROLLS_UP_TO, EdgeKind.SAME_AS, EdgeKind.CONTRADICTS, EdgeKind.NEEDS):
        connect(source, kind, target)

    assert [move.heading for move in moves_of(source)] == [
        "→ 市域",
        "市域の論点と同じことを扱う",
        "市域の論点と両立しない",
        "市域の論点が先に要る",
    ]
    assert [move.heading for move in moves_of(target)] == [
        "← 地域から",
        "地域の論点と同じことを扱う",
        "地域の論点と両立しない",
        "地域の論点より先に要る",
    ]


def test_the_log_tells_that_it_was_connected_and_undone_without_the_words():
    edge = connect(IssueFactory(), EdgeKind.STAYS, None, reason="秘めた理由")
    actions.undo_edge(edge=edge, reason="秘めた取り消し", actor=officer(), now=LATER)

    told = list(AuditEntry.objects.filter(action__startswith="issues.").order_by("pk"))

    assert [record.action for record in told] == ["issues.connected", "issues.edge_undone"]
    assert "秘めた" not in str([vars(record) for record in told])


@pytest.mark.parametrize(
    "broken",
    [
        {"kind": EdgeKind.SAME_AS},
        {"reason": ""},
        {"about": ""},
        {"undone_at": DURING},
        {"undone_reason": "理由だけ"},
    ],
)
def test_the_database_refuses_an_edge_that_no_action_makes(broken):
    right = {"kind": EdgeKind.STAYS, "about": "何か", "reason": "理由", "actor_key": "x", "made_at": DURING}
    issue = IssueFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        IssueEdge.objects.create(source=issue, **(right | broken))

    assert IssueEdge.objects.create(source=issue, **right).pk


def test_an_issue_of_a_process_without_edges_has_none():
    assert moves_of(IssueFactory(process=ProcessFactory())) == []


def test_the_record_of_a_finished_process_is_joined_and_undone_no_more():
    source, target = pair(CHIIKI, KUIKI)
    edge = connect(source, EdgeKind.ROLLS_UP_TO, target)
    source.process.is_finished = True

    with pytest.raises(ProcessFinished):
        connect(source, EdgeKind.SAME_AS, target)
    with pytest.raises(ProcessFinished):
        actions.undo_edge(edge=edge, reason="理由", actor=officer(), now=LATER)

    assert IssueEdge.objects.get().undone_at is None
