"""Mails of a telling at a real (small) mail server: each is told once, whatever breaks."""

import time
from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from django.utils import timezone

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.tests.factories import BEFORE, RoleFactory
from jukugi.apps.threads.actions import tellings
from jukugi.apps.threads.actions.addresses import stop_telling
from jukugi.apps.threads.actions.sending import send_due
from jukugi.apps.threads.enums import AddressState, NoticeState, TellingState
from jukugi.apps.threads.models import Address, Notice, Telling
from jukugi.apps.threads.policies import CLAIM_HOLDS
from jukugi.apps.threads.queries.tellings import mail_trouble, progress_of
from jukugi.apps.threads.tests.factories import AddressFactory, TellingFactory, passed_gate
from jukugi.kit.mail import FIRST_WAIT, TRIES_AT_MOST
from tests.mailed_city import WORDS, start_worker, told_city
from tools.mail_sink import BREAKS, MailSink

MANY = 2000
KILLS = 2


@pytest.fixture
def sink(settings):
    """A mail server that takes everything, and is where the settings say."""
    with MailSink() as listening:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", listening.port
        settings.EMAIL_TIMEOUT = 5
        settings.MAIL_PER_MINUTE = 0
        yield listening


def send(at=BEFORE) -> int:
    return send_due(clock=lambda: at)


def states(telling: Telling) -> dict[str, str]:
    """What became of each address that is still there."""
    return {notice.receipt: notice.state for notice in telling.notices.all()}


@pytest.mark.django_db(transaction=True)
def test_nobody_is_told_twice_though_the_worker_is_killed_again_and_again(sink):
    telling = told_city(MANY)
    for kill in range(1, KILLS + 1):
        worker = start_worker(sink.port)
        try:
            while sink.taken.total() < MANY * kill // (KILLS + 2) and worker.poll() is None:
                time.sleep(0.005)
        finally:
            worker.kill()
            worker.wait()
    assert 0 < sink.taken.total() < MANY

    while send_due(clock=lambda: timezone.now() + CLAIM_HOLDS):
        pass

    telling.refresh_from_db()
    found = progress_of([telling.pk])[telling.pk]
    assert telling.state == TellingState.DONE
    assert (found.total, found.open, found.sent + found.unsure) == (MANY, 0, MANY)
    assert found.unsure <= KILLS
    assert set(sink.taken.values()) == {1}
    assert set(sink.ids.values()) == {1}
    assert found.sent <= len(sink.taken) <= found.sent + found.unsure


@pytest.mark.django_db
def test_a_mail_tells_the_number_and_the_fate_and_how_to_stop_but_no_words(sink):
    telling = told_city(1)
    address = Address.objects.get()

    send()

    letter = sink.texts["person0@example.jp"]
    head = letter.partition(b"\r\n\r\n")[0].decode()
    message = message_from_bytes(letter, policy=policy.default)
    body = message.get_content()
    assert f"受付番号 {address.receipt[:4]}-{address.receipt[4:8]}-{address.receipt[8:]}" in body
    assert "の声として、検討しています。" in body
    assert f"/threads/{address.receipt}/" in body
    assert telling.words.split("\n")[0] in body
    assert WORDS not in body
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message["List-Unsubscribe"].endswith("/stop/>")
    assert message["Message-ID"].startswith(f"<telling-{telling.pk}-")
    assert "Auto-Submitted: auto-generated" in head


@pytest.mark.django_db
def test_many_letters_go_through_one_connection(sink):
    told_city(30)

    send()

    assert (sink.connections, sink.taken.total()) == (1, 30)


@pytest.mark.django_db
def test_a_refused_address_is_recorded_by_its_code_and_not_tried_again(sink):
    telling = told_city(3)
    sink.answers["person1@example.jp"] = "550"

    send()
    send(BEFORE + timedelta(days=9))

    refused = Notice.objects.get(state=NoticeState.REFUSED)
    assert (refused.reason, refused.tries) == ("550", 1)
    assert sink.taken.total() == 2
    assert Telling.objects.get(pk=telling.pk).state == TellingState.DONE


@pytest.mark.django_db
def test_a_full_letter_box_is_tried_again_ever_later_and_then_given_up(sink):
    told_city(1)
    sink.answers["person0@example.jp"] = "450"
    moment, waits = BEFORE, []

    for _ in range(TRIES_AT_MOST):
        send(moment)
        send(moment + timedelta(seconds=1))
        notice = Notice.objects.get()
        if notice.next_try_at is not None:
            waits.append(notice.next_try_at - moment)
            moment = notice.next_try_at

    assert waits == [FIRST_WAIT * 4**n for n in range(TRIES_AT_MOST - 1)]
    assert (notice.state, notice.tries, notice.reason) == (NoticeState.GIVEN_UP, TRIES_AT_MOST, "450")


@pytest.mark.django_db
def test_a_connection_that_breaks_within_a_letter_leaves_it_to_a_person(sink):
    telling = told_city(3)
    sink.answers["person1@example.jp"] = BREAKS

    send()
    send(BEFORE + timedelta(days=1))

    unsure = Notice.objects.get(state=NoticeState.UNSURE)
    assert unsure.reason == "broken-off"
    assert dict(sink.taken) == {f"person{n}@example.jp": 1 for n in range(3)}
    assert sorted(states(telling).values()) == ["sent", "sent", "unsure"]


@pytest.mark.django_db
def test_sent_again_by_a_person_it_is_the_same_letter(sink):
    telling = told_city(1)
    sink.answers["person0@example.jp"] = BREAKS
    send()
    sink.answers.clear()

    officer = RoleFactory(kind=RoleKind.POLICY_OFFICER, area=None).user
    tellings.send_unsure_again(telling=telling, actor=officer, now=BEFORE)
    send()

    assert list(sink.ids.values()) == [2]
    assert Telling.objects.get().state == TellingState.DONE


@pytest.mark.django_db
def test_without_a_mail_server_nothing_is_claimed_and_the_desk_says_so(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    with MailSink() as gone:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", gone.port
    telling = told_city(2)

    send()

    assert set(states(telling).values()) == {NoticeState.WAITING}
    assert mail_trouble() == "no-connection"


@pytest.mark.django_db
def test_what_a_dead_worker_claimed_is_unsure_after_ten_minutes_not_sent_again(sink):
    telling = told_city(2)
    send()
    Notice.objects.filter(pk=Notice.objects.first().pk).update(state=NoticeState.CLAIMED, claimed_at=BEFORE)
    Telling.objects.update(state=TellingState.SENDING, ended_at=None)

    send(BEFORE + CLAIM_HOLDS - timedelta(seconds=1))
    early = sorted(states(telling).values())
    send(BEFORE + CLAIM_HOLDS)

    assert early == ["claimed", "sent"]
    assert sorted(states(telling).values()) == ["sent", "unsure"]
    assert sink.taken.total() == 2


@pytest.mark.django_db
def test_who_stops_before_the_turn_comes_gets_nothing(sink, settings):
    settings.MAIL_PER_MINUTE = 6
    telling = told_city(2)
    send()
    waiting = telling.notices.get(state=NoticeState.WAITING)

    stop_telling(address=waiting.address, now=BEFORE)
    send()

    waiting.refresh_from_db()
    assert (waiting.state, waiting.address) == (NoticeState.STOPPED, None)
    assert sink.taken.total() == 1
    assert Telling.objects.get().state == TellingState.DONE


@pytest.mark.django_db
def test_no_more_go_in_a_turn_than_the_rate_allows(sink, settings):
    settings.MAIL_PER_MINUTE = 30
    told_city(12)

    assert [send() for _ in range(4)] == [5, 5, 2, 0]


@pytest.mark.django_db
def test_a_telling_that_is_given_up_sends_no_more(sink, settings):
    settings.MAIL_PER_MINUTE = 6
    telling = told_city(3)
    send()
    officer = RoleFactory(kind=RoleKind.POLICY_OFFICER, area=None).user
    tellings.cancel_telling(telling=telling, reason="誤り", actor=officer, now=BEFORE)

    send()

    assert sink.taken.total() == 1
    assert progress_of([telling.pk])[telling.pk].open == 2


@pytest.mark.django_db
def test_who_was_told_of_a_gate_is_not_told_again_by_the_telling_that_replaces_it(sink, settings):
    settings.MAIL_PER_MINUTE = 6
    first = told_city(2)
    gate = passed_gate(first.process)
    Telling.objects.update(gate=gate)
    send()
    Telling.objects.update(state=TellingState.CANCELLED, cancelled_reason="誤り", ended_at=BEFORE)

    second = TellingFactory(process=first.process, gate=gate)
    send()
    send()

    assert sorted(sink.taken.values()) == [1, 1]
    assert progress_of([second.pk])[second.pk].total == 1


@pytest.mark.django_db
def test_addresses_that_nobody_confirmed_and_other_processes_are_told_nothing(sink):
    telling = TellingFactory()
    AddressFactory(process=telling.process, state=AddressState.MAILED, confirmed_at=None)
    AddressFactory()

    send()

    assert sink.taken.total() == 0
    assert Telling.objects.get().state == TellingState.DONE


@pytest.mark.django_db
def test_a_first_mail_that_is_refused_leaves_no_address_behind(sink):
    address = AddressFactory(state=AddressState.ASKED, confirmed_at=None, next_try_at=BEFORE, email="nobody@example.jp")
    sink.answers["nobody@example.jp"] = "550"

    send()

    address.refresh_from_db()
    assert (address.state, address.sealed, address.digest, address.reason) == (AddressState.REFUSED, "", "", "550")


@pytest.mark.django_db
def test_queries_of_a_turn_grow_by_the_row_not_by_the_voice(sink, django_assert_max_num_queries):
    told_city(40)

    with django_assert_max_num_queries(40 * 4 + 30):
        send()
