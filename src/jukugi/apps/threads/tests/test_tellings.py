"""A telling is written by one, counted, approved by another; nobody is told twice of one gate."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from jukugi.apps.accounts.enums import Channel, RoleKind
from jukugi.apps.accounts.tests.factories import BEFORE, RoleFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.opinions.enums import LinkKind, OpinionState
from jukugi.apps.opinions.tests.factories import IssueLinkFactory, OpinionFactory
from jukugi.apps.processes.enums import gate_conditions
from jukugi.apps.processes.models import Gate
from jukugi.apps.processes.tests.factories import ProcessFactory
from jukugi.apps.threads import errors
from jukugi.apps.threads.actions import tellings as actions
from jukugi.apps.threads.enums import OCCASION_LIMIT, NoticeState, TellingState
from jukugi.apps.threads.models import Notice, Telling
from jukugi.apps.threads.queries.tellings import untold_gates
from jukugi.apps.threads.tests.factories import AddressFactory, TellingFactory, passed_gate
from jukugi.kit.errors import NotAllowed

pytestmark = pytest.mark.django_db

WORDS = {"occasion": "中間報告を公表しました", "words": "論点ごとの方向を書きました。"}


@pytest.fixture
def officer():
    return RoleFactory(kind=RoleKind.POLICY_OFFICER, area=None).user


@pytest.fixture
def other():
    return RoleFactory(kind=RoleKind.POLICY_OFFICER, area=None).user


def draft(officer, process, *, gate=None, now=BEFORE, **words) -> Telling:
    return actions.draft_telling(process=process, gate=gate, **(WORDS | words), actor=officer, now=now)


def counted(officer, process, **options) -> Telling:
    telling = draft(officer, process, **options)
    actions.count_telling(telling=telling, now=BEFORE)
    telling.refresh_from_db()
    return telling


def test_a_draft_is_counted_by_fate_with_one_number_as_an_example(officer):
    process = ProcessFactory()
    linked = IssueLinkFactory(opinion__submission__process=process).opinion.submission
    ended = [
        IssueLinkFactory(
            opinion__submission__process=process, issue=None, kind=LinkKind.NOT_TAKEN_UP, reason="国の決まりです。"
        ).opinion.submission
        for _ in range(2)
    ]
    for voice in (linked, *ended):
        AddressFactory(process=process, receipt=voice.receipt)
    OpinionFactory(submission__process=process, submission__channel=Channel.CARD)
    OpinionFactory(submission__process=process, submission__channel=Channel.WEB)
    AddressFactory()

    telling = counted(officer, process)

    assert [(row["code"], row["mail"]) for row in telling.counted] == [("opinions.ended", 2), ("opinions.linked", 1)]
    assert telling.counted[1]["example"] == linked.receipt
    assert (telling.mails, telling.letters) == (3, 1)


def test_one_writes_and_another_approves(officer, other):
    process = AddressFactory().process
    telling = counted(officer, process)

    with pytest.raises(errors.ApprovedByWriter):
        actions.approve_telling(telling=telling, actor=officer, now=BEFORE)
    actions.approve_telling(telling=telling, actor=other, now=BEFORE)

    telling.refresh_from_db()
    assert (telling.state, telling.approved_by) == (TellingState.SENDING, other.actor_key)
    with pytest.raises(errors.TellingNotDraft):
        actions.approve_telling(telling=telling, actor=other, now=BEFORE)


def test_the_database_keeps_four_eyes_too(officer):
    with pytest.raises(IntegrityError), transaction.atomic():
        TellingFactory(drafted_by="one", approved_by="one")


def test_who_rewrites_a_draft_has_it_counted_anew_and_does_not_approve_it(officer, other):
    telling = counted(officer, AddressFactory().process)

    actions.rewrite_telling(telling=telling, **(WORDS | {"words": "直しました。"}), actor=other, now=BEFORE)

    with pytest.raises(errors.TellingNotCounted):
        actions.approve_telling(telling=telling, actor=officer, now=BEFORE)
    actions.count_telling(telling=telling, now=BEFORE)
    with pytest.raises(errors.ApprovedByWriter):
        actions.approve_telling(telling=telling, actor=other, now=BEFORE)
    actions.approve_telling(telling=telling, actor=officer, now=BEFORE)


def test_a_telling_for_nobody_is_not_approved(officer, other):
    telling = counted(officer, ProcessFactory())

    with pytest.raises(errors.NobodyToTell):
        actions.approve_telling(telling=telling, actor=other, now=BEFORE)


@pytest.mark.parametrize(
    ("words", "refusal"),
    [
        ({"occasion": " "}, errors.OccasionMissing),
        ({"words": " \n"}, errors.WordsMissing),
        ({"occasion": "長" * (OCCASION_LIMIT + 1)}, errors.WordsTooLong),
        ({"words": "長" * 1501}, errors.WordsTooLong),
    ],
)
def test_a_telling_says_what_happened_in_few_words(officer, words, refusal):
    with pytest.raises(refusal):
        draft(officer, ProcessFactory(), **words)
    assert not Telling.objects.exists()


def test_people_are_told_once_of_a_gate_and_only_after_it_was_passed(officer):
    gate = passed_gate()
    ahead = Gate.objects.create(process=gate.process, phase=gate.phase, title="素案の公表")

    with pytest.raises(errors.GateNotPassed):
        draft(officer, gate.process, gate=ahead)
    with pytest.raises(errors.GateNotPassed):
        draft(officer, ProcessFactory(), gate=gate)
    first = draft(officer, gate.process, gate=gate)
    with pytest.raises(errors.GateToldAlready):
        draft(officer, gate.process, gate=gate)

    actions.cancel_telling(telling=first, reason="題を直すため", actor=officer, now=BEFORE)
    assert draft(officer, gate.process, gate=gate).gate == gate


@pytest.mark.parametrize("kind", [RoleKind.WARD_OFFICER, RoleKind.OPERATOR])
def test_who_is_no_policy_officer_of_the_city_tells_nobody(kind, officer):
    area = WardFactory() if kind == RoleKind.WARD_OFFICER else None
    stranger = RoleFactory(kind=kind, area=area).user
    telling = counted(officer, AddressFactory().process)

    with pytest.raises(NotAllowed):
        draft(stranger, telling.process)
    with pytest.raises(NotAllowed):
        actions.rewrite_telling(telling=telling, **WORDS, actor=stranger, now=BEFORE)
    with pytest.raises(NotAllowed):
        actions.approve_telling(telling=telling, actor=stranger, now=BEFORE)
    with pytest.raises(NotAllowed):
        actions.cancel_telling(telling=telling, reason="理由", actor=stranger, now=BEFORE)
    with pytest.raises(NotAllowed):
        actions.send_unsure_again(telling=telling, actor=stranger, now=BEFORE)
    telling.refresh_from_db()
    assert telling.state == TellingState.DRAFT


def test_a_telling_is_given_up_with_a_reason_and_only_once(officer):
    telling = TellingFactory()

    with pytest.raises(errors.CancelReasonMissing):
        actions.cancel_telling(telling=telling, reason=" ", actor=officer, now=BEFORE)
    actions.cancel_telling(telling=telling, reason="誤りがあったため", actor=officer, now=BEFORE)

    telling.refresh_from_db()
    assert (telling.state, telling.cancelled_reason) == (TellingState.CANCELLED, "誤りがあったため")
    with pytest.raises(errors.TellingOver):
        actions.cancel_telling(telling=telling, reason="もう一度", actor=officer, now=BEFORE)
    with pytest.raises(errors.TellingOver):
        actions.send_unsure_again(telling=telling, actor=officer, now=BEFORE)


def test_what_may_have_gone_out_is_sent_again_by_a_person_alone(officer):
    telling = TellingFactory(state=TellingState.DONE, ended_at=BEFORE, listed_at=BEFORE)
    address = AddressFactory(process=telling.process)
    notice = Notice.objects.create(
        telling=telling, receipt=address.receipt, address=address, state=NoticeState.UNSURE, settled_at=BEFORE
    )

    count = actions.send_unsure_again(telling=telling, actor=officer, now=BEFORE)

    notice.refresh_from_db()
    telling.refresh_from_db()
    assert (count, notice.state, telling.state) == (1, NoticeState.WAITING, TellingState.SENDING)
    with pytest.raises(errors.NothingUnsure):
        actions.send_unsure_again(telling=telling, actor=officer, now=BEFORE)


def test_a_gate_asks_that_people_were_told_of_the_gates_before(officer):
    gate = passed_gate()
    check = gate_conditions["threads.told"].check

    untold = check(gate.process, BEFORE)
    telling = draft(officer, gate.process, gate=gate)
    unsent = check(gate.process, BEFORE)
    Telling.objects.filter(pk=telling.pk).update(
        state=TellingState.DONE, approved_by="reader", approved_at=BEFORE, ended_at=BEFORE
    )
    told = check(gate.process, BEFORE)

    assert (untold.is_met, unsent.is_met, told.is_met) == (False, False, True)
    assert "知らせていない関門は1" in untold.said


def test_a_gate_of_which_nobody_was_told_is_late_after_fourteen_days():
    gate = passed_gate()

    soon, late = (untold_gates(gate.process, now=BEFORE + timedelta(days=days))[0] for days in (13, 14))

    assert (soon.is_late, late.is_late) == (False, True)


def test_an_opinion_that_is_not_public_tells_no_reason_and_no_words(officer):
    process = ProcessFactory()
    hidden = OpinionFactory(submission__process=process, text="鈴木さんの電話は", state=OpinionState.HIDDEN)
    AddressFactory(process=process, receipt=hidden.submission.receipt)

    telling = counted(officer, process)

    assert [row["code"] for row in telling.counted] == ["opinions.hidden"]
    assert "鈴木" not in str(telling.counted)
