import pytest
from django.utils import timezone

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.tests.factories import ParticipantFactory, RoleFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.circles import actions, errors
from jukugi.apps.circles.enums import CircleProposalState, HelpState
from jukugi.apps.circles.tests.factories import NOW, begun, starter_of
from jukugi.apps.issues.tests.factories import IssueFactory
from jukugi.apps.places.tests.factories import listed, proposed
from jukugi.kit.errors import NotAllowed

pytestmark = pytest.mark.django_db


def officer_of(ward):
    return RoleFactory(kind=RoleKind.WARD_OFFICER, area=ward).user


def test_a_circle_asks_for_a_room_and_the_ward_answers():
    ward = WardFactory()
    circle = begun(ward)
    ask = actions.ask_place(
        circle=circle, place=listed(ward), text="日曜の朝に使いたい。", author=starter_of(circle), now=NOW
    )

    with pytest.raises(NotAllowed):
        actions.answer_help(ask=ask, is_given=True, answer="どうぞ。", actor=officer_of(WardFactory()), now=NOW)
    answered = actions.answer_help(ask=ask, is_given=True, answer="鍵は管理人に。", actor=officer_of(ward), now=NOW)

    assert answered.state == HelpState.GIVEN
    with pytest.raises(errors.AlreadyAnswered):
        actions.answer_help(ask=ask, is_given=False, answer="やはり。", actor=officer_of(ward), now=NOW)


def test_nobody_asks_for_a_place_that_is_not_listed_or_for_others():
    circle = begun()

    with pytest.raises(errors.SourceHidden):
        actions.ask_place(circle=circle, place=proposed(), text="使いたい。", author=starter_of(circle), now=NOW)
    with pytest.raises(errors.NotInCircle):
        actions.ask_advice(circle=circle, offer=None, text="教えて。", author=ParticipantFactory(), now=NOW)


def test_an_issue_calls_and_a_circle_answers_and_proposes():
    ward = WardFactory()
    issue = IssueFactory(area=ward)
    officer = officer_of(ward)
    call = actions.open_call(
        issue=issue, title="坂で休める所を", text="手作りの工夫を。", closes_on=None, actor=officer, now=NOW
    )
    circle = begun(ward, call=call)

    proposal = actions.propose_to_issue(
        circle=circle, issue=issue, text="坂ごとに一つ。", author=starter_of(circle), now=NOW
    )
    answered = actions.answer_proposal(proposal=proposal, is_taken=True, answer="次の会議で。", actor=officer, now=NOW)
    ended = actions.end_call(call=call, actor=officer, now=NOW)

    assert (circle.issue, answered.state) == (issue, CircleProposalState.TAKEN)
    assert not ended.is_open_on(timezone.localdate(NOW))
    with pytest.raises(errors.AlreadySo):
        actions.end_call(call=call, actor=officer, now=NOW)


def test_a_ward_officer_calls_on_no_issue_of_the_city():
    with pytest.raises(NotAllowed):
        actions.open_call(
            issue=IssueFactory(),
            title="呼びかけ",
            text="求めます。",
            closes_on=None,
            actor=officer_of(WardFactory()),
            now=NOW,
        )


def test_a_second_proposal_waits_for_the_first():
    circle, issue = begun(), IssueFactory()
    actions.propose_to_issue(circle=circle, issue=issue, text="一つ目。", author=starter_of(circle), now=NOW)

    with pytest.raises(errors.AlreadySo):
        actions.propose_to_issue(circle=circle, issue=issue, text="二つ目。", author=starter_of(circle), now=NOW)
