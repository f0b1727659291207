"""An address is left by whoever holds the device or by staff, confirmed by a link, and gone when its owner says so."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.tests.factories import BEFORE, RoleFactory
from jukugi.apps.opinions.enums import RECEIPT_KIND
from jukugi.apps.opinions.tests.factories import OpinionFactory
from jukugi.apps.processes.tests.factories import ProcessFactory
from jukugi.apps.threads import errors, policies
from jukugi.apps.threads.actions import addresses as actions
from jukugi.apps.threads.actions.sending import send_due
from jukugi.apps.threads.enums import AddressState
from jukugi.apps.threads.models import Address
from jukugi.apps.threads.queries.links import address_behind, token_of
from jukugi.apps.threads.tests.factories import AddressFactory
from jukugi.kit.audit.models import AuditEntry
from jukugi.kit.errors import NotAllowed
from jukugi.kit.pages.voices import Voice

pytestmark = pytest.mark.django_db

EMAIL = "Hanako@example.jp"


def voice_of(opinion, *, is_own: bool = True) -> Voice:
    submission = opinion.submission
    return Voice(
        kind=RECEIPT_KIND,
        key=submission.pk,
        number=submission.receipt,
        channel=submission.channel,
        ward="",
        received_at=submission.received_at,
        words=(opinion.text,),
        is_public=True,
        subject=submission.process,
        record=submission,
        is_own=is_own,
    )


def leave(voice: Voice, email: str = EMAIL, *, user=None, now=BEFORE) -> Address:
    return actions.leave_address(voice=voice, email=email, user=user, now=now)


def test_an_address_is_kept_encrypted_and_apart_from_the_voice():
    left = leave(voice_of(OpinionFactory()))

    assert left.state == AddressState.ASKED
    assert "example" not in left.sealed + left.digest
    assert actions.opened(left) == EMAIL
    assert [entry.details for entry in AuditEntry.objects.filter(action="threads.address_left")] == [
        {"by_staff": False}
    ]


def test_the_first_mail_carries_a_link_and_no_words_of_the_voice():
    opinion = OpinionFactory(text="近所に集まれる場所がほしい。")
    left = leave(voice_of(opinion))

    send_due(clock=lambda: BEFORE)
    send_due(clock=lambda: BEFORE + timedelta(hours=1))

    left.refresh_from_db()
    assert left.state == AddressState.MAILED
    assert [(one.to, one.subject) for one in mail.outbox] == [([EMAIL], "【川崎市 熟議】メールで知らせるための確かめ")]
    assert reverse("threads:address", args=[token_of(left)]) in mail.outbox[0].body
    assert "集まれる場所" not in mail.outbox[0].body


def test_an_owner_confirms_by_the_link_within_three_days_and_twice_is_once():
    left = leave(voice_of(OpinionFactory()))

    actions.confirm_address(address=left, now=BEFORE + timedelta(days=2))
    actions.confirm_address(address=left, now=BEFORE + timedelta(days=9))

    left.refresh_from_db()
    assert (left.state, left.confirmed_at) == (AddressState.CONFIRMED, BEFORE + timedelta(days=2))


def test_a_link_that_is_too_old_confirms_nothing():
    left = leave(voice_of(OpinionFactory()))

    with pytest.raises(errors.LinkNotValid):
        actions.confirm_address(address=left, now=BEFORE + policies.CONFIRM_WITHIN)


def test_nobody_leaves_an_address_for_the_voice_of_another():
    voice = voice_of(OpinionFactory(), is_own=False)

    with pytest.raises(errors.AddressNotYours):
        leave(voice)
    with pytest.raises(errors.AddressNotYours):
        actions.withdraw_address(voice=voice, user=RoleFactory(kind=RoleKind.OPERATOR).user, now=BEFORE)


def test_staff_leave_the_address_that_stands_on_a_card_and_it_says_so():
    officer = RoleFactory().user

    left = leave(voice_of(OpinionFactory(), is_own=False), user=officer)

    assert left.left_by == officer.actor_key


def test_a_new_address_stands_in_place_of_the_old_one_whose_link_is_dead():
    voice = voice_of(OpinionFactory())
    first = leave(voice, "first@example.jp")
    token = token_of(first)

    second = leave(voice, "second@example.jp")

    assert [address.pk for address in Address.objects.all()] == [second.pk]
    assert address_behind(token) is None
    assert actions.opened(second) == "second@example.jp"


def test_the_same_address_again_changes_nothing_once_it_is_confirmed():
    voice = voice_of(OpinionFactory())
    left = leave(voice)
    actions.confirm_address(address=left, now=BEFORE)

    again = leave(voice, " hanako@EXAMPLE.jp ")

    assert again.pk == left.pk


def test_a_strangers_letter_box_is_not_filled_from_here():
    for _ in range(policies.MAILS_TO_AN_ADDRESS):
        leave(voice_of(OpinionFactory()), "stranger@example.jp")

    with pytest.raises(errors.TooManyMails):
        leave(voice_of(OpinionFactory()), "stranger@example.jp")


def test_one_number_asks_for_a_few_mails_a_day():
    voice = voice_of(OpinionFactory())
    for place in range(policies.MAILS_FOR_A_NUMBER):
        leave(voice, f"one{place}@example.jp")

    with pytest.raises(errors.TooManyMails):
        leave(voice, "another@example.jp")


def test_no_mail_is_promised_where_the_site_has_no_mail_server(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"

    with pytest.raises(errors.MailStaysHere):
        leave(voice_of(OpinionFactory()))
    assert leave(voice_of(OpinionFactory(submission__process__is_sample=True)))


def test_a_finished_process_takes_no_addresses():
    with pytest.raises(errors.NothingIsTold):
        leave(voice_of(OpinionFactory(submission__process__is_finished=True)))


def test_taken_back_nothing_of_an_address_remains():
    voice = voice_of(OpinionFactory())
    leave(voice)

    actions.withdraw_address(voice=voice, user=None, now=BEFORE)

    assert not Address.objects.exists()
    assert [entry.details for entry in AuditEntry.objects.filter(action="threads.address_erased")] == [
        {"why": "withdrawn"}
    ]
    with pytest.raises(errors.NoSuchAddress):
        actions.withdraw_address(voice=voice, user=None, now=BEFORE)


def test_staff_erase_an_address_from_every_number_at_once():
    AddressFactory(email="gone@example.jp")
    AddressFactory(email="GONE@example.jp ".strip())
    kept = AddressFactory()

    erased = actions.forget_address(email=" gone@example.jp", actor=RoleFactory().user, now=BEFORE)

    assert erased == 2
    assert list(Address.objects.all()) == [kept]
    with pytest.raises(errors.NoSuchAddress):
        actions.forget_address(email="gone@example.jp", actor=RoleFactory().user, now=BEFORE)


def test_who_is_no_officer_erases_nothing():
    address = AddressFactory(email="kept@example.jp")
    operator = RoleFactory(kind=RoleKind.OPERATOR).user

    with pytest.raises(NotAllowed):
        actions.forget_address(email="kept@example.jp", actor=operator, now=BEFORE)
    with pytest.raises(NotAllowed):
        actions.note_returned(receipt=address.receipt, actor=operator, now=BEFORE)
    assert Address.objects.count() == 1


def test_addresses_go_when_their_time_is_over():
    ends_on = BEFORE.date()
    ended = AddressFactory(process=ProcessFactory(ends_on=ends_on, starts_on=ends_on))
    unconfirmed = AddressFactory(state=AddressState.MAILED, confirmed_at=None)
    kept = AddressFactory()

    early = actions.erase_old_addresses(now=BEFORE + policies.CONFIRM_WITHIN - timedelta(seconds=1))
    after_days = actions.erase_old_addresses(now=BEFORE + policies.CONFIRM_WITHIN)
    late = actions.erase_old_addresses(now=BEFORE + policies.KEPT_AFTER_PROCESS + timedelta(days=2))

    assert (early, after_days, late) == (0, 1, 1)
    assert not Address.objects.filter(pk__in=[ended.pk, unconfirmed.pk]).exists()
    assert list(Address.objects.all()) == [kept]


def test_a_changed_secret_makes_addresses_unreadable_and_breaks_no_link_check(settings):
    address = AddressFactory()
    token = token_of(address)
    settings.SECRET_KEY = "another secret, long enough and known to everybody: 9876543210"

    assert actions.opened(address) is None
    assert address_behind(token) is None


def test_a_link_that_was_changed_leads_nowhere():
    address = AddressFactory()

    assert address_behind(token_of(address)) == address
    assert address_behind(token_of(address)[:-1] + "x") is None
    assert address_behind(f"{address.pk}") is None
    assert address_behind("") is None
