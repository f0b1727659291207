import pytest

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.tests.factories import RoleFactory, UserFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.issues.tests.factories import IssueFactory
from jukugi.apps.opinions import actions
from jukugi.apps.opinions.actions import LinkDraft
from jukugi.apps.opinions.enums import HidingRule, LinkKind, OpinionState
from jukugi.apps.opinions.errors import IssueOfAnotherProcess, ReasonMissing, ReviewChangesNothing, RuleMissing
from jukugi.apps.opinions.models import IssueLink, Opinion, OpinionReview
from jukugi.apps.opinions.tests.factories import OpinionFactory
from jukugi.apps.processes.tests.factories import DURING
from jukugi.kit.audit.models import AuditEntry
from jukugi.kit.errors import NotAllowed

pytestmark = pytest.mark.django_db


def review(opinion: Opinion, state: OpinionState = OpinionState.SHOWN, **fields) -> OpinionReview:
    actor = fields.pop("actor", None) or RoleFactory().user
    return actions.review_opinion(opinion=opinion, state=state, **fields, actor=actor, now=DURING)


def state_of(opinion: Opinion) -> tuple[str, int]:
    """How it stands in the database, and how many decisions led there."""
    return Opinion.objects.get(pk=opinion.pk).state, opinion.reviews.count()


def test_publishing_changes_the_state_and_nothing_of_the_words():
    opinion, officer = OpinionFactory(text="夜も開けて。\nたのむ"), RoleFactory().user

    made = review(opinion, actor=officer)

    assert state_of(opinion) == (OpinionState.SHOWN, 1)
    assert Opinion.objects.get().text == "夜も開けて。\nたのむ"
    assert (made.rule, made.reason, made.actor_key, made.decided_at) == ("", "", officer.actor_key, DURING)
    entry = AuditEntry.objects.get(action="opinions.reviewed")
    assert (entry.subject_key, entry.details) == (str(opinion.pk), {"state": "shown"})


def test_hiding_keeps_its_rule_and_its_reason_in_one_line():
    opinion = OpinionFactory()

    made = review(opinion, OpinionState.HIDDEN, rule=HidingRule.PERSONAL, reason=" 電話番号がありました。 ")

    assert state_of(opinion) == (OpinionState.HIDDEN, 1)
    assert (made.rule, made.reason) == (HidingRule.PERSONAL, "電話番号がありました。")


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"rule": "", "reason": "理由"}, RuleMissing),
        ({"rule": "我流", "reason": "理由"}, RuleMissing),
        ({"rule": HidingRule.PERSONAL, "reason": ""}, ReasonMissing),
        ({"rule": HidingRule.PERSONAL, "reason": " 　\n"}, ReasonMissing),
    ],
)
def test_hiding_without_a_known_rule_and_a_reason_is_refused(fields, error):
    opinion = OpinionFactory()

    with pytest.raises(error):
        review(opinion, OpinionState.HIDDEN, **fields)

    assert state_of(opinion) == (OpinionState.WAITING, 0)


@pytest.mark.parametrize("state", [OpinionState.WAITING, OpinionState.SHOWN, OpinionState.HIDDEN])
def test_an_opinion_is_not_decided_to_be_what_it_is(state):
    opinion = OpinionFactory(state=state)

    with pytest.raises(ReviewChangesNothing):
        review(opinion, state, rule=HidingRule.PERSONAL, reason="理由")

    assert state_of(opinion) == (state, 0)


@pytest.mark.parametrize("state", [OpinionState.SHOWN, OpinionState.HIDDEN])
def test_nothing_that_was_decided_goes_back_to_waiting(state):
    opinion = OpinionFactory(state=state)

    with pytest.raises(ReviewChangesNothing):
        review(opinion, OpinionState.WAITING)

    assert state_of(opinion) == (state, 0)


def test_who_decides_on_an_old_page_is_told_that_somebody_was_quicker():
    opinion = OpinionFactory()
    old = Opinion.objects.get(pk=opinion.pk)
    review(opinion)

    with pytest.raises(ReviewChangesNothing):
        review(old)

    assert state_of(opinion) == (OpinionState.SHOWN, 1)


def test_a_decision_may_be_changed_and_both_stay():
    opinion = OpinionFactory()
    review(opinion, OpinionState.HIDDEN, rule=HidingRule.UNREADABLE, reason="読めません。")

    review(opinion)

    assert [(r.state, r.reason) for r in opinion.reviews.all()] == [("hidden", "読めません。"), ("shown", "")]


def test_publishing_and_linking_are_one_step():
    opinion = OpinionFactory()
    issue = IssueFactory(process=opinion.submission.process)

    review(opinion, links=[LinkDraft(issue, LinkKind.PARTLY, "「会館」")])

    link = IssueLink.objects.get()
    assert (link.opinion, link.issue, link.kind, link.reason) == (opinion, issue, LinkKind.PARTLY, "「会館」")
    assert state_of(opinion) == (OpinionState.SHOWN, 1)


def test_when_linking_is_refused_nothing_is_published():
    opinion = OpinionFactory()

    with pytest.raises(IssueOfAnotherProcess):
        review(opinion, links=[LinkDraft(IssueFactory(), LinkKind.ABOUT, "「会館」")])

    assert state_of(opinion) == (OpinionState.WAITING, 0)
    assert not AuditEntry.objects.filter(action="opinions.reviewed").exists()


def test_a_ward_officer_decides_on_voices_of_the_ward_and_of_no_other():
    ward, other = WardFactory(), WardFactory()
    officer = RoleFactory(kind=RoleKind.WARD_OFFICER, area=ward).user
    mine, foreign, nobodys = (OpinionFactory(submission__ward=area) for area in (ward, other, None))

    review(mine, actor=officer)
    for opinion in (foreign, nobodys):
        with pytest.raises(NotAllowed):
            review(opinion, actor=officer)

    assert [state_of(o)[0] for o in (mine, foreign, nobodys)] == ["shown", "waiting", "waiting"]


def test_without_an_officers_role_nothing_is_decided():
    opinion = OpinionFactory()

    for person in (UserFactory(), RoleFactory(kind=RoleKind.OPERATOR).user):
        with pytest.raises(NotAllowed):
            review(opinion, actor=person)

    assert state_of(opinion) == (OpinionState.WAITING, 0)
