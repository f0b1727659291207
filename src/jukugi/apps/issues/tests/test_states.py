"""How far the city has come with an issue: the table of steps, who takes them, what is refused, what is shown."""

import os
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.tests.factories import RoleFactory, UserFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.issues import actions, errors
from jukugi.apps.issues.enums import IssueStatus
from jukugi.apps.issues.models import Issue, StatusChange
from jukugi.apps.issues.policies import STEPS
from jukugi.apps.issues.queries.stories import story_of
from jukugi.apps.issues.tests.factories import IssueFactory
from jukugi.apps.organizations.tests.factories import MembershipFactory
from jukugi.apps.processes.errors import ProcessFinished
from jukugi.apps.processes.tests.factories import DURING
from jukugi.kit.audit.models import AuditEntry
from jukugi.kit.errors import NotAllowed, words_for

pytestmark = pytest.mark.django_db

PAPER = Path(__file__).resolve().parents[5] / "docs" / "reference" / "issue-states.md"
PAIRS = [(was, became) for was in IssueStatus for became in IssueStatus]
ALLOWED = {(step.was, step.became) for step in STEPS}


def change(issue, became, *, actor=None, seen=None, reason="理由", now=DURING):
    return actions.change_status(
        issue=issue,
        became=became,
        seen=issue.status if seen is None else seen,
        reason=reason,
        actor=actor or RoleFactory().user,
        now=now,
    )


@pytest.mark.parametrize(("was", "became"), PAIRS)
def test_exactly_the_steps_of_the_table_are_taken_and_each_is_a_row(was, became):
    issue = IssueFactory(status=was, direction="方向")

    if (was, became) in ALLOWED:
        change(issue, became)
        issue.refresh_from_db()
        assert (issue.status, [(c.was, c.became) for c in StatusChange.objects.all()]) == (became, [(was, became)])
    else:
        with pytest.raises(errors.StepNotAllowed):
            change(issue, became)
        issue.refresh_from_db()
        assert (issue.status, StatusChange.objects.count()) == (was, 0)


def test_every_status_can_be_reached_and_none_is_a_dead_end():
    reached, waiting = {IssueStatus.RAISED}, [IssueStatus.RAISED]
    while waiting:
        here = waiting.pop()
        fresh = {became for was, became in ALLOWED if was == here} - reached
        reached |= fresh
        waiting += fresh

    assert reached == set(IssueStatus)
    assert {was for was, _became in ALLOWED} == set(IssueStatus)


def test_a_refused_step_tells_which_ones_there_are():
    issue = IssueFactory(title="居場所", status=IssueStatus.ADOPTED)

    with pytest.raises(errors.StepNotAllowed) as refused:
        change(issue, IssueStatus.RAISED)

    words = words_for(refused.value)
    assert "居場所" in words.what
    assert "「行っている」、「話し合っている」" in words.todo


def test_a_direction_is_shown_only_where_one_is_written():
    issue = IssueFactory(status=IssueStatus.DISCUSSED, direction="")

    with pytest.raises(errors.DirectionMissing):
        change(issue, IssueStatus.DIRECTED)

    assert not StatusChange.objects.exists()


@pytest.mark.parametrize(
    ("reason", "error"),
    [("", errors.ReasonMissing), (" \n　", errors.ReasonMissing), ("字" * 2001, errors.WordsTooLong)],
)
def test_every_step_needs_a_reason(reason, error):
    issue = IssueFactory()

    with pytest.raises(error):
        change(issue, IssueStatus.DISCUSSED, reason=reason)

    issue.refresh_from_db()
    assert issue.status == IssueStatus.RAISED


def test_a_step_keeps_who_took_it_for_which_department_and_when():
    membership = MembershipFactory()
    RoleFactory(user=membership.person, kind=RoleKind.POLICY_OFFICER)
    issue = IssueFactory()

    change(issue, IssueStatus.DISCUSSED, actor=membership.person, reason=" 会議で取り上げた\r\n")

    row = StatusChange.objects.get()
    assert (row.actor_key, row.department, row.made_at, row.reason) == (
        membership.person.actor_key, membership.organization, DURING, "会議で取り上げた",
    )  # fmt: skip
    assert AuditEntry.objects.get(action="issues.status_changed").details == {"became": "discussed"}


def test_who_looked_at_an_older_status_is_told_so():
    issue = IssueFactory()
    first, second = Issue.objects.get(pk=issue.pk), Issue.objects.get(pk=issue.pk)
    change(first, IssueStatus.DISCUSSED)

    with pytest.raises(errors.IssueChangedMeanwhile):
        change(second, IssueStatus.NOT_TAKEN_UP)

    assert StatusChange.objects.count() == 1


def test_an_issue_that_ended_and_a_finished_process_stay_as_they_are():
    ended, finished = IssueFactory(ended_at=DURING), IssueFactory(process__is_finished=True)

    with pytest.raises(errors.IssueEnded):
        change(ended, IssueStatus.DISCUSSED)
    with pytest.raises(ProcessFinished):
        change(finished, IssueStatus.DISCUSSED)


def test_only_a_policy_officer_of_the_whole_city_takes_a_step():
    issue, ward = IssueFactory(), WardFactory()
    strangers = [
        AnonymousUser(),
        UserFactory(),
        RoleFactory(kind=RoleKind.OPERATOR).user,
        RoleFactory(kind=RoleKind.WARD_OFFICER, area=ward).user,
        RoleFactory(kind=RoleKind.POLICY_OFFICER, area=ward).user,
    ]

    for stranger in strangers:
        with pytest.raises(NotAllowed):
            change(issue, IssueStatus.DISCUSSED, actor=stranger)

    assert not StatusChange.objects.exists()


@pytest.mark.parametrize("broken", [{"reason": ""}, {"was": "discussed"}])
def test_the_database_refuses_a_step_that_no_action_takes(broken):
    right = {"was": "raised", "became": "discussed", "reason": "理由", "actor_key": "x", "made_at": DURING}

    with pytest.raises(IntegrityError), transaction.atomic():
        StatusChange.objects.create(issue=IssueFactory(), **(right | broken))


def test_the_steps_are_told_as_a_story_on_the_issues_page_and_as_a_word_on_the_board(client):
    issue = IssueFactory(process__is_main=True)
    change(issue, IssueStatus.DISCUSSED, reason="市民会議の題になった")

    page = client.get(issue.get_absolute_url()).content.decode().replace("<wbr>", "")
    board = client.get("/issues/").content.decode().replace("<wbr>", "")

    assert [event.title for event in story_of(issue)] == ["「挙がっている」から「話し合っている」へ"]
    assert "市民会議の題になった" in page
    assert "話し合っている" in board


def test_a_step_is_taken_from_the_desk_and_a_refused_one_keeps_what_was_typed(client):
    client.force_login(RoleFactory().user)
    issue = IssueFactory(status=IssueStatus.DISCUSSED)
    way = f"/desk/issues/{issue.pk}/status/"

    refused = client.post(way, {"became": "directed", "reason": "手で打った理由", "seen": "discussed"})
    taken = client.post(way, {"became": "not_taken_up", "reason": "市の仕事でない", "seen": "discussed"})

    issue.refresh_from_db()
    assert (refused.status_code, set(refused.context["form"].errors)) == (400, {"became"})
    assert "手で打った理由" in refused.content.decode()
    assert (taken.status_code, issue.status) == (302, "not_taken_up")
    assert "市の仕事でない" in client.get(way).content.decode()


@pytest.mark.parametrize("typed", [{}, {"became": "nonsense"}, {"became": "adopted", "reason": "x", "seen": "raised"}])
def test_nonsense_on_the_desk_changes_nothing(client, typed):
    client.force_login(RoleFactory().user)
    issue = IssueFactory()

    response = client.post(f"/desk/issues/{issue.pk}/status/", typed)

    assert (response.status_code, StatusChange.objects.count()) == (400, 0)


def document() -> str:
    """The paper on states, from the table alone."""
    head = (
        "# 論点の状態\n\n"
        "この表は `issues/policies.py` の `STEPS` からつくる。表を変えたら "
        "`ISSUE_STATES=write pytest src/jukugi/apps/issues/tests/test_states.py` で書き直し、読んでから残す。\n\n"
        "どの段も、理由を書いて進む。だれが（課）、いつ、なぜを残し、論点のページで公開する。"
        "行は変えず、消さない（封印 `issue_states`）。\n"
        "論点がほかにまとめられたり分けられたりすると終わり、状態は変えられなくなる。\n\n"
        "## 状態\n\n| 値 | 画面の言葉 |\n|---|---|\n"
    )
    words = "".join(f"| `{status.value}` | {status.label} |\n" for status in IssueStatus)
    rows = "".join(f"| {s.was.label} | {s.became.label} | {s.label} | {s.when} |\n" for s in STEPS)
    return f"{head}{words}\n## 進める段\n\n| いま | 次 | 段の名 | どんなとき |\n|---|---|---|---|\n{rows}"


def test_the_paper_on_states_says_what_the_table_says():
    if os.environ.get("ISSUE_STATES") == "write":
        PAPER.write_text(document(), encoding="utf-8")

    assert PAPER.read_text(encoding="utf-8") == document()
