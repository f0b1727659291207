from dataclasses import replace
from datetime import time, timedelta

import pytest

from jukugi.apps.accounts.enums import Channel, RoleKind
from jukugi.apps.accounts.tests.factories import ParticipantFactory, RoleFactory
from jukugi.apps.areas.enums import AreaLevel
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.places import actions, errors
from jukugi.apps.places.actions import HoursDraft
from jukugi.apps.places.actions.facts import town_of
from jukugi.apps.places.enums import Known, NoteKind, NoteState, PlaceAct, PlaceState
from jukugi.apps.places.models import Place, PlaceNote, PlaceWriting
from jukugi.apps.places.policies import SENT_PER_DAY
from jukugi.apps.places.sealed import writings_agree
from jukugi.apps.places.tests.factories import NOW, draft, listed, noted, proposed
from jukugi.kit.audit.models import AuditEntry
from jukugi.kit.errors import NotAllowed, WordsMissing

pytestmark = pytest.mark.django_db


def acts_of(place: Place) -> list[str]:
    return list(place.writings.order_by("pk").values_list("act", flat=True))


def test_a_place_that_lists_itself_waits_with_a_receipt_until_its_ward_has_looked():
    place = proposed()

    officer = RoleFactory(kind=RoleKind.WARD_OFFICER, area=place.ward).user
    assert (place.state, len(place.receipt), place.channel) == (PlaceState.PROPOSED, 9, Channel.WEB)
    confirmed = actions.confirm_place(place=place, actor=officer, now=NOW + timedelta(days=1))

    assert (confirmed.state, confirmed.checked_on, confirmed.checked_by) == (
        PlaceState.CONFIRMED,
        (NOW + timedelta(days=1)).date(),
        officer.actor_key,
    )
    assert acts_of(place) == [PlaceAct.PROPOSED, PlaceAct.CONFIRMED]
    assert list(AuditEntry.objects.order_by("pk").values_list("action", flat=True)) == [
        "places.proposed",
        "places.confirmed",
    ]


@pytest.mark.parametrize("act", ["confirm_place", "check_place", "decline_place", "close_place", "reopen_place"])
def test_an_officer_of_another_ward_and_an_operator_keep_nothing(act):
    place = listed() if act in ("check_place", "close_place") else proposed()
    others = [
        RoleFactory(kind=RoleKind.WARD_OFFICER, area=WardFactory()).user,
        RoleFactory(kind=RoleKind.OPERATOR).user,
    ]
    reason = {} if act in ("confirm_place", "check_place") else {"reason": "理由"}
    before = place.state

    for other in others:
        with pytest.raises(NotAllowed):
            getattr(actions, act)(place=place, **reason, actor=other, now=NOW)

    place.refresh_from_db()
    assert place.state == before


def test_a_ward_officer_cannot_move_a_place_into_another_ward():
    place = listed()
    officer = RoleFactory(kind=RoleKind.WARD_OFFICER, area=place.ward).user
    moved = replace(actions.draft_of(place), ward=WardFactory())

    with pytest.raises(NotAllowed):
        actions.correct_place(place=place, draft=moved, reason="引っ越した", actor=officer, now=NOW)


def test_a_correction_keeps_what_stood_before_with_its_reason():
    officer = RoleFactory().user
    place = listed(officer=officer, cost="100円")
    later = NOW + timedelta(days=3)

    actions.correct_place(
        place=place,
        draft=replace(
            actions.draft_of(place), cost="200円", hours=(HoursDraft(5, time(9), time(12), "42"),), step_free=Known.YES
        ),
        reason="電話で確かめた",
        actor=officer,
        now=later,
    )

    first, second = PlaceWriting.objects.order_by("pk")
    assert (first.facts["cost"], second.facts["cost"], second.reason) == ("100円", "200円", "電話で確かめた")
    assert (first.facts["hours"], second.facts["hours"]) == (
        [[1, "10:00", "15:00", ""]],
        [[5, "09:00", "12:00", "24"]],
    )
    place.refresh_from_db()
    assert (place.cost, place.step_free, place.checked_on) == ("200円", Known.YES, later.date())
    assert writings_agree().count == 0


def test_a_correction_needs_a_reason_and_a_change():
    officer = RoleFactory().user
    place = listed(officer=officer)
    same = actions.draft_of(place)

    with pytest.raises(errors.NothingChanged):
        actions.correct_place(place=place, draft=same, reason="念のため", actor=officer, now=NOW)
    with pytest.raises(errors.ReasonMissing):
        actions.correct_place(place=place, draft=replace(same, cost="無料"), reason=" ", actor=officer, now=NOW)

    assert acts_of(place) == [PlaceAct.ADDED]


def test_of_a_rough_place_nothing_exact_is_kept_anywhere():
    place = listed(is_rough=True, address="桜本二丁目4-1", lat=35.52165, lon=139.72679)

    place.refresh_from_db()
    facts = place.writings.get().facts
    assert (place.lat, place.lon, place.address) == (35.52, 139.725, "桜本二丁目")
    assert (facts["lat"], facts["lon"], facts["address"]) == (35.52, 139.725, "桜本二丁目")


@pytest.mark.parametrize(
    ("address", "town"),
    [
        ("台町3-5", "台町"),
        ("桜本2丁目4-1", "桜本2丁目"),
        ("桜本二丁目4番1号", "桜本二丁目"),
        ("東田町", "東田町"),
        ("三番町三番地", "三番町"),
        ("１２丁目３", "１２丁目"),
    ],
)
def test_an_address_ends_with_its_town(address, town):
    assert town_of(address) == town


def test_what_cannot_be_kept_is_refused_with_its_reason():
    officer = RoleFactory().user
    city, ward = WardFactory().parent, WardFactory()
    district = WardFactory(level=AreaLevel.SCHOOL_DISTRICT, parent=WardFactory())
    wrong = {
        errors.WardMissing: draft(city),
        errors.AnotherDistrict: draft(ward, district=district),
        errors.PositionIncomplete: draft(ward, lat=139.7, lon=35.5),
        errors.NoSuchHours: draft(ward, hours=(HoursDraft(1, time(15), time(10)),)),
        errors.ContactNotAgreed: draft(ward, contact="044-000-0000"),
        WordsMissing: draft(ward, name=" "),
    }

    for error, given in wrong.items():
        with pytest.raises(error):
            actions.add_place(draft=given, actor=officer, now=NOW)

    assert not Place.objects.exists()


def test_a_declined_place_tells_why_and_is_not_confirmed_afterwards():
    officer, place = RoleFactory().user, proposed()

    with pytest.raises(errors.ReasonMissing):
        actions.decline_place(place=place, reason="", actor=officer, now=NOW)
    actions.decline_place(place=place, reason="閉じた会員だけの集まりのため", actor=officer, now=NOW)

    with pytest.raises(errors.AlreadyAnswered):
        actions.confirm_place(place=place, actor=officer, now=NOW)
    assert place.writings.first().reason == "閉じた会員だけの集まりのため"


def test_a_place_closes_and_opens_again_with_its_reasons():
    officer = RoleFactory().user
    place = listed(officer=officer)

    actions.close_place(place=place, reason="家主が変わった", actor=officer, now=NOW)
    assert list(Place.objects.confirmed()) == []
    assert list(Place.objects.public()) == [place]
    actions.reopen_place(place=place, reason="となりで始めた", actor=officer, now=NOW)

    assert acts_of(place) == [PlaceAct.ADDED, PlaceAct.CLOSED, PlaceAct.REOPENED]


def test_after_a_year_a_place_asks_to_be_looked_at_again():
    officer = RoleFactory().user
    old, new = listed(officer=officer, now=NOW - timedelta(days=366)), listed(officer=officer)
    today = NOW.date()

    assert list(Place.objects.unchecked_since(today)) == [old]
    actions.check_place(place=old, actor=officer, now=NOW)

    assert list(Place.objects.unchecked_since(today)) == []
    assert acts_of(old) == [PlaceAct.ADDED, PlaceAct.CHECKED]
    assert acts_of(new) == [PlaceAct.ADDED]


def test_paper_is_typed_in_by_its_ward_and_waits_like_the_web():
    ward = WardFactory()
    officer = RoleFactory(kind=RoleKind.WARD_OFFICER, area=ward).user

    place = actions.enter_place(
        draft=draft(ward), channel=Channel.CARD, received_at=NOW - timedelta(days=2), actor=officer, now=NOW
    )

    assert (place.state, place.channel, len(place.receipt)) == (PlaceState.PROPOSED, Channel.CARD, 9)
    with pytest.raises(errors.WrongChannel):
        actions.enter_place(draft=draft(ward), channel=Channel.WEB, received_at=NOW, actor=officer, now=NOW)
    with pytest.raises(errors.ReceivedInTheFuture):
        actions.enter_place(
            draft=draft(ward), channel=Channel.FAX, received_at=NOW + timedelta(days=1), actor=officer, now=NOW
        )
    with pytest.raises(NotAllowed):
        actions.enter_place(draft=draft(WardFactory()), channel=Channel.CARD, received_at=NOW, actor=officer, now=NOW)


def test_one_device_sends_so_many_a_day():
    author, place = ParticipantFactory(), listed()
    for number in range(SENT_PER_DAY):
        actions.send_note(place=place, kind=NoteKind.OTHER, text=f"その{number}", author=author, now=NOW)

    with pytest.raises(errors.TooManySent):
        actions.send_note(place=place, kind=NoteKind.OTHER, text="もう一つ", author=author, now=NOW)
    with pytest.raises(errors.TooManySent):
        actions.propose_place(draft=draft(place.ward), author=author, now=NOW)
    later = NOW + timedelta(days=1, minutes=1)
    actions.send_note(place=place, kind=NoteKind.OTHER, text="もう一つ", author=author, now=later)

    assert PlaceNote.objects.count() == SENT_PER_DAY + 1


def test_a_note_is_answered_once_in_words_by_its_ward():
    note = noted(listed())
    officer = RoleFactory(kind=RoleKind.WARD_OFFICER, area=note.place.ward).user
    other = RoleFactory(kind=RoleKind.WARD_OFFICER, area=WardFactory()).user

    with pytest.raises(NotAllowed):
        actions.answer_note(note=note, is_taken=True, answer="直した", actor=other, now=NOW)
    with pytest.raises(errors.ReasonMissing):
        actions.answer_note(note=note, is_taken=True, answer=" ", actor=officer, now=NOW)
    answered = actions.answer_note(note=note, is_taken=False, answer="いまも開いています", actor=officer, now=NOW)

    assert (answered.state, answered.answer) == (NoteState.LEFT, "いまも開いています")
    with pytest.raises(errors.AlreadyAnswered):
        actions.answer_note(note=note, is_taken=True, answer="直した", actor=officer, now=NOW)


def test_a_note_by_telephone_is_typed_in_and_a_waiting_place_takes_none():
    officer, place, waiting = RoleFactory().user, listed(), proposed()

    note = actions.enter_note(
        place=place,
        kind=NoteKind.CLOSED,
        text="貼り紙を見た。",
        channel=Channel.PHONE,
        received_at=NOW,
        actor=officer,
        now=NOW,
    )

    assert (note.channel, note.state) == (Channel.PHONE, NoteState.WAITING)
    with pytest.raises(errors.AlreadyAnswered):
        noted(waiting)
