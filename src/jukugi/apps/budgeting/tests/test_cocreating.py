from dataclasses import replace
from datetime import date, timedelta

import pytest

from jukugi.apps.accounts.enums import Channel, RoleKind
from jukugi.apps.accounts.tests.factories import ParticipantFactory, RoleFactory, UserFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.budgeting.actions import cocreating as acts
from jukugi.apps.budgeting.enums.cocreation import DAYS_CONTACT_STAYS, SENT_PER_DAY, CoAct, CoState
from jukugi.apps.budgeting.errors import cocreation as errors
from jukugi.apps.budgeting.models import CoContact, CoProposal, CoStep
from jukugi.apps.budgeting.sealed_ledger import steps_agree
from jukugi.apps.budgeting.tests.cocreation_factories import CONTACT, NOW, answered, co_draft, proposed, shown
from jukugi.apps.budgeting.tests.ledger_factories import published, written
from jukugi.kit.audit.models import AuditEntry
from jukugi.kit.errors import NotAllowed, WordsMissing

pytestmark = pytest.mark.django_db


def test_a_proposal_comes_in_with_a_receipt_and_a_day_for_the_answer():
    made = proposed()

    assert (made.state, made.is_shown, len(made.receipt)) == (CoState.WAITING, False, 9)
    assert made.answer_due_on == date(2026, 7, 5)
    assert made.contact.email == "hanako@example.jp"
    assert "hanako" not in str(made.steps.get().facts)


@pytest.mark.parametrize(
    ("draft", "contact", "error"),
    [
        ({"interests": " "}, {}, errors.InterestsMissing),
        ({"brings": ""}, {}, WordsMissing),
        ({}, {"email": ""}, errors.ContactMissing),
        ({}, {"name": ""}, errors.ContactMissing),
    ],
)
def test_a_proposal_that_nobody_could_answer_is_refused(draft, contact, error):
    with pytest.raises(error):
        acts.propose_together(
            draft=co_draft(**draft), contact=replace(CONTACT, **contact), author=ParticipantFactory(), now=NOW
        )

    assert not CoProposal.objects.exists()


def test_one_device_sends_a_few_a_day():
    author = ParticipantFactory()
    for _ in range(SENT_PER_DAY):
        proposed(author=author)

    with pytest.raises(errors.TooManyProposals):
        proposed(author=author)


def test_a_paper_is_typed_in_and_waits_like_one_from_the_web():
    officer = RoleFactory().user
    told = {"draft": co_draft(), "contact": CONTACT, "actor": officer, "now": NOW}

    made = acts.enter_together(channel=Channel.POST, received_at=NOW - timedelta(days=3), **told)

    assert (made.channel, made.state, made.answer_due_on) == (Channel.POST, CoState.WAITING, date(2026, 7, 2))
    with pytest.raises(errors.WrongPaper):
        acts.enter_together(channel=Channel.WEB, received_at=NOW, **told)
    with pytest.raises(errors.ReceivedLater):
        acts.enter_together(channel=Channel.POST, received_at=NOW + timedelta(days=1), **told)


def test_the_city_asks_and_who_made_it_replies_from_the_same_device():
    author, officer = ParticipantFactory(), RoleFactory().user
    made = shown(author=author)

    asked = acts.ask_back(proposal=made, question="雨の日は？", actor=officer, now=NOW)
    with pytest.raises(errors.NotYours):
        acts.reply(proposal=made, words="別人です。", author=ParticipantFactory(), now=NOW)
    later = NOW + timedelta(days=10)
    replied = acts.reply(proposal=made, words="休みます。", author=author, now=later)

    assert (asked.state, replied.state, replied.answer_due_on) == (CoState.ASKED, CoState.SHOWN, date(2026, 7, 15))
    assert [one.act for one in made.steps.all()] == [CoAct.RECEIVED, CoAct.SHOWN, CoAct.ASKED, CoAct.REPLIED]


def test_an_answer_has_its_reason_conditions_and_department():
    made = answered()

    assert (made.state, made.answer, made.conditions) == (CoState.AGREED, "住む人の声に合う。", "月に二回。")
    assert made.department is not None
    with pytest.raises(errors.CoNotInState):
        acts.ask_back(proposal=made, question="まだ？", actor=RoleFactory().user, now=NOW)


def test_a_trial_has_a_day_to_look_back_and_is_answered_again_after_it():
    with pytest.raises(errors.LookBackMissing):
        answered(CoAct.TRIED, look_back_on=None)
    made, officer = answered(CoAct.TRIED), RoleFactory().user

    assert list(CoProposal.objects.to_look_back(date(2026, 12, 1))) == [made]
    acts.tell_what_came(proposal=made, words="三回走った。", actor=officer, now=NOW)
    assert not CoProposal.objects.to_look_back(date(2026, 12, 1)).exists()
    again = acts.AnswerDraft(act=CoAct.NOT_AGREED, reason="使う人が少なかった。", department=made.department)
    ended = acts.answer_proposal(proposal=made, draft=again, actor=officer, now=NOW)

    assert (ended.state, ended.closed_at) == (CoState.NOT_AGREED, NOW)


def test_its_money_stands_in_the_ledger_once_that_is_public():
    made, officer, investment = answered(), RoleFactory().user, published()

    for code in (written().code, "ない"):
        with pytest.raises(errors.InvestmentUnknown):
            acts.tie_investment(proposal=made, code=code, actor=officer, now=NOW)
    acts.tie_investment(proposal=made, code=investment.code, actor=officer, now=NOW)

    assert list(made.investments.all()) == [investment]


def test_what_is_kept_back_and_what_is_withdrawn_goes_no_further():
    author, officer = ParticipantFactory(), RoleFactory().user
    back = acts.keep_back(proposal=proposed(), reason="人の名前がある。", actor=officer, now=NOW)
    gone = acts.withdraw_proposal(proposal=shown(author=author), reason="", author=author, now=NOW)

    assert (back.is_shown, gone.state) == (False, CoState.WITHDRAWN)
    for one in (back, gone):
        with pytest.raises(errors.CoNotInState):
            acts.show_proposal(proposal=one, actor=officer, now=NOW)


def test_contacts_are_opened_on_record_and_erased_in_time():
    made, officer = answered(CoAct.NOT_AGREED), RoleFactory().user

    assert acts.open_contact(proposal=made, actor=officer, now=NOW).name == "見本 花子"
    assert AuditEntry.objects.filter(action="cocreation.contact_opened").count() == 1
    assert acts.erase_contacts(now=NOW + timedelta(days=DAYS_CONTACT_STAYS)) == 0
    assert acts.erase_contacts(now=NOW + timedelta(days=DAYS_CONTACT_STAYS + 1)) == 1
    assert not CoContact.objects.exists()
    with pytest.raises(errors.ContactErased):
        acts.open_contact(proposal=made, actor=officer, now=NOW)


def test_a_ward_officer_keeps_the_proposals_of_the_ward_and_others_none():
    ward, made = WardFactory(), proposed(WardFactory())
    people = [RoleFactory(kind=RoleKind.WARD_OFFICER, area=ward).user, UserFactory()]
    people.append(RoleFactory(kind=RoleKind.OPERATOR).user)

    for person in people:
        for act in (
            lambda actor: acts.show_proposal(proposal=made, actor=actor, now=NOW),
            lambda actor: acts.keep_back(proposal=made, reason="だめ。", actor=actor, now=NOW),
            lambda actor: acts.ask_back(proposal=made, question="何？", actor=actor, now=NOW),
            lambda actor: acts.enter_reply(proposal=made, words="はい。", actor=actor, now=NOW),
            lambda actor: acts.tell_what_came(proposal=made, words="。", actor=actor, now=NOW),
            lambda actor: acts.open_contact(proposal=made, actor=actor, now=NOW),
        ):
            with pytest.raises(NotAllowed):
                act(person)
    own = acts.show_proposal(proposal=proposed(ward), actor=people[0], now=NOW)
    assert own.is_shown


def test_a_step_that_was_tampered_with_is_found():
    made = shown()
    assert steps_agree().count == 0

    CoStep.objects.filter(proposal=made, act=CoAct.RECEIVED).update(facts={"title": "別"})

    assert steps_agree().count == 1
