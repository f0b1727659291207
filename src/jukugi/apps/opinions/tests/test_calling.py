"""Asking for opinions at an event, a place or a meeting: what comes in for a call is bound to it, on every channel."""

from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from jukugi.apps.accounts.enums import Channel, RoleKind
from jukugi.apps.accounts.tests.factories import ParticipantFactory, RoleFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.issues.tests.factories import IssueFactory
from jukugi.apps.opinions import actions, policies
from jukugi.apps.opinions.enums import CallKind
from jukugi.apps.opinions.errors import (
    CallEnded,
    CallEndsBeforeItBegins,
    CallNeedsTitle,
    CallNotOpen,
    CallOfAnotherProcess,
    IssueOfAnotherProcess,
)
from jukugi.apps.opinions.models import Call, Submission
from jukugi.apps.opinions.tests.factories import CallFactory, hearing_process
from jukugi.apps.opinions.tests.tables import bring, check, codes, run
from jukugi.apps.processes.errors import PhaseNotOpen, ProcessFinished
from jukugi.apps.processes.tests.factories import CLOSES, DURING, ProcessFactory
from jukugi.kit.errors import NotAllowed

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
COLUMNS = {"words": "意見", "day": "日付"}
# The second came in a day before the call began.
SHEET = "意見,日付\n坂が急です。,2026-11-01\nバス停が遠い。,2026-10-31\n".encode()


def open_call(actor, process, **changes) -> Call:
    wish = {
        "kind": CallKind.EVENT,
        "title": "区民まつり",
        "question": "",
        "ward": None,
        "place": "等々力緑地",
        "about": None,
        "opens_at": DURING - HOUR,
        "closes_at": DURING + HOUR,
        "now": DURING - HOUR,
    }
    return actions.open_call(process=process, actor=actor, **{**wish, **changes})


def send(process, call, **changes) -> Submission:
    wish = {"text": "坂が急です。", "ward": None, "age_band": "", "about": None, "form_key": "k" * 22, "now": DURING}
    return actions.send_opinion(process=process, call=call, author=ParticipantFactory(), **{**wish, **changes})


def enter(actor, process, **changes) -> Submission:
    wish = {
        "channel": Channel.CARD,
        "text": "バス停にベンチを。",
        "place": "",
        "ward": None,
        "age_band": "",
        "about": None,
        "received_at": DURING,
        "card_number": "",
        "form_key": "k",
        "now": DURING + 5 * HOUR,
    }
    return actions.enter_paper(process=process, actor=actor, **{**wish, **changes})


@pytest.fixture
def officer():
    return RoleFactory().user


def test_a_call_has_a_short_address_that_nobody_mixes_up(officer):
    call = open_call(officer, hearing_process())

    assert len(call.code) == policies.CODE_LENGTH
    assert set(call.code) <= set(policies.CODE_LETTERS)
    assert not set(policies.CODE_LETTERS) & set("01loi")
    assert call.get_absolute_url() == f"/opinions/at/{call.code}/"


def test_what_is_sent_from_its_page_is_bound_to_it_and_tells_its_place(officer):
    process = hearing_process()
    call = open_call(officer, process)

    sent = send(process, call)

    assert (sent.call, sent.place, sent.channel) == (call, "等々力緑地", Channel.WEB)


def test_paper_that_was_received_while_it_asked_is_typed_in_after_its_end(officer):
    process = hearing_process()
    call = open_call(officer, process)

    entered = enter(officer, process, call=call)

    assert entered.call == call
    with pytest.raises(CallNotOpen):
        enter(officer, process, call=call, received_at=DURING + 2 * HOUR, form_key="k2")


def test_words_on_a_sheet_of_another_room_are_taken_while_its_call_asks():
    call = CallFactory(needs_hearing=False, closes_at=DURING)
    sheet = {"channel": Channel.WEB, "ward": None, "age_band": "", "about": None, "sheet_key": "k"}

    with pytest.raises(CallNotOpen):
        actions.send_with_sheet(
            call=call,
            texts=["場所がほしい。"],
            author=ParticipantFactory(),
            actor=ParticipantFactory(),
            received_at=DURING,
            now=DURING,
            **sheet,
        )


def test_a_card_printed_for_a_call_brings_it_along(officer):
    process = hearing_process()
    call = open_call(officer, process)
    card = actions.print_cards(count=1, place="", call=call, actor=officer, now=DURING)[0]

    entered = enter(officer, process, card_number=card.receipt)

    assert entered.call == call


def test_a_table_brought_for_a_call_binds_every_row(officer):
    process = hearing_process()
    call = open_call(officer, process)

    checked = check(
        bring(process, SHEET, actor=officer, call=call), actions.Meaning(COLUMNS, {"channel": "card"}), actor=officer
    )
    actions.take_table(opinion_import=checked, actor=officer, now=DURING)
    run(checked)

    assert [sent.call for sent in Submission.objects.all()] == [call]
    assert codes(checked) == [(3, "日付", "day_not_heard")]


def test_a_note_of_a_meeting_is_taken_once_whoever_takes_it(officer):
    process = ProcessFactory()  # no phase hears opinions: the meeting itself asks
    call = open_call(officer, process, kind=CallKind.MEETING, needs_hearing=False)
    taken = [
        actions.take_note(
            call=call, text=words, place="3テーブル", received_at=DURING, note_key="n1", actor=actor, now=DURING
        )
        for words, actor in [("木かげがほしい。", officer), ("木かげがほしい。", RoleFactory().user)]
    ]

    assert taken[0] == taken[1]
    assert (taken[0].channel, taken[0].call, taken[0].place) == (Channel.MEETING, call, "3テーブル")


def test_a_call_that_needs_a_hearing_asks_only_while_opinions_are_heard(officer):
    process = hearing_process()
    call = open_call(officer, process, opens_at=CLOSES - HOUR, closes_at=CLOSES + HOUR)

    with pytest.raises(PhaseNotOpen):
        send(process, call, now=CLOSES)

    assert Submission.objects.count() == 0


def test_an_ended_call_asks_no_more_and_ends_once(officer):
    process = hearing_process()
    call = open_call(officer, process)

    ended = actions.end_call(call=call, actor=officer, now=DURING)

    with pytest.raises(CallNotOpen):
        send(process, ended)
    with pytest.raises(CallEnded):
        actions.end_call(call=call, actor=officer, now=DURING)
    assert enter(officer, process, call=ended, received_at=DURING - HOUR / 2).call == call


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"title": "　"}, CallNeedsTitle),
        ({"closes_at": DURING - HOUR}, CallEndsBeforeItBegins),
    ],
)
def test_a_call_without_name_or_length_is_refused(officer, changes, error):
    with pytest.raises(error):
        open_call(officer, hearing_process(), **changes)

    assert list(Call.objects.all()) == []


def test_a_call_and_its_issue_are_of_the_same_process(officer):
    process = hearing_process()

    with pytest.raises(IssueOfAnotherProcess):
        open_call(officer, process, about=IssueFactory())
    with pytest.raises(CallOfAnotherProcess):
        send(hearing_process(), open_call(officer, process))
    with pytest.raises(CallOfAnotherProcess):
        bring(hearing_process(), SHEET, actor=officer, call=Call.objects.get())


def test_a_finished_process_asks_for_nothing(officer):
    with pytest.raises(ProcessFinished):
        open_call(officer, hearing_process(is_finished=True))


def test_a_ward_officer_asks_in_the_own_ward_alone():
    ward, process = WardFactory(), hearing_process()
    actor = RoleFactory(kind=RoleKind.WARD_OFFICER, area=ward).user

    call = open_call(actor, process, ward=ward)

    assert call.ward == ward
    for elsewhere in (None, WardFactory()):
        with pytest.raises(NotAllowed):
            open_call(actor, process, ward=elsewhere)
    with pytest.raises(NotAllowed):
        actions.end_call(call=CallFactory(process=process), actor=actor, now=DURING)


def test_an_operator_and_a_stranger_ask_for_nothing():
    for kind in (RoleKind.OPERATOR,):
        with pytest.raises(NotAllowed):
            open_call(RoleFactory(kind=kind).user, hearing_process())


def test_a_day_without_an_hour_is_taken_for_an_hour_at_which_the_call_asked(officer):
    call = open_call(officer, hearing_process(), opens_at=DURING + 2 * HOUR, closes_at=DURING + 4 * HOUR)
    day = timezone.localdate(DURING)

    def moment(now, day=day):
        return policies.received_moment(day, now=now, periods=policies.periods_of(call.process, call))

    assert moment(DURING + 30 * HOUR) == DURING + 2 * HOUR
    assert moment(DURING + 3 * HOUR) == DURING + 3 * HOUR
    assert moment(DURING + 30 * HOUR, day - timedelta(days=1)) == DURING - 24 * HOUR


@given(st.integers(-3, 3), st.one_of(st.none(), st.integers(1, 3)), st.one_of(st.none(), st.integers(-1, 3)))
def test_a_call_is_open_from_its_first_moment_to_before_its_last(at, closes, ends):
    call = Call(
        opens_at=DURING,
        closes_at=None if closes is None else DURING + closes * HOUR,
        ended_at=None if ends is None else DURING + ends * HOUR,
    )

    is_open = call.is_open_at(DURING + at * HOUR)

    assert is_open == (at >= 0 and (closes is None or at < closes) and (ends is None or at < ends))


def test_the_calls_found_open_are_those_that_say_so(officer):
    process = hearing_process()
    calls = [
        CallFactory(process=process, opens_at=DURING, closes_at=DURING + HOUR),
        CallFactory(process=process, opens_at=DURING, closes_at=None),
        CallFactory(process=process, opens_at=DURING, ended_at=DURING + HOUR, ended_by="見本"),
        CallFactory(process=process, opens_at=DURING + HOUR, closes_at=None),
    ]

    for moment in (DURING - HOUR, DURING, DURING + HOUR / 2, DURING + HOUR, DURING + 2 * HOUR):
        found = set(Call.objects.open_at(moment))
        assert found == {call for call in calls if call.is_open_at(moment)}
