from datetime import timedelta

import pytest
from django.utils import timezone

from jukugi.apps.accounts.enums import Channel, RoleKind
from jukugi.apps.accounts.tests.factories import ParticipantFactory, RoleFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.circles import actions, errors
from jukugi.apps.circles.actions import SeekDraft
from jukugi.apps.circles.enums import Consent, SeekKind, SeekSide
from jukugi.apps.circles.models import EmergenceEdition, Match, MatchReply, Seek
from jukugi.apps.circles.tests.factories import NOW, begun
from jukugi.kit.audit.models import AuditEntry
from jukugi.kit.errors import NotAllowed

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate(NOW)
YES = {"is_yes": True, "name": "棟梁", "contact": "090-0000-0000"}
NO = {"is_yes": False, "name": "", "contact": ""}


def sought(text: str, side=SeekSide.OFFER, kind=SeekKind.SKILL, consent=Consent.MATCHED, author=None, **fields) -> Seek:
    draft = SeekDraft(side=side, kind=kind, text=text, consent=consent, **fields)
    return actions.write_seek(draft=draft, author=author or ParticipantFactory(), now=NOW)


def pair(**fields) -> tuple[Seek, Seek]:
    carpenter = sought("木工ができます。ベンチを作れます。", **fields)
    student = sought("ベンチを作りたい。", side=SeekSide.NEED, **fields)
    return carpenter, student


def matched(**fields) -> tuple[Match, Seek, Seek]:
    carpenter, student = pair(**fields)
    actions.find_matches(now=NOW)
    return Match.objects.get(), carpenter, student


def answer(match: Match, seek: Seek, said) -> Match:
    return actions.answer_match(match=match, seek=seek, author=seek.participant, now=NOW, **said)


def test_two_who_agreed_are_proposed_once_and_told_why():
    ward = WardFactory()
    match, carpenter, student = matched(ward=ward)

    again = actions.find_matches(now=NOW)

    assert (again, match.first_id, match.second_id) == (0, carpenter.pk, student.pk)
    assert match.why == {
        "words": ["ベンチ"],
        "kind": "skill",
        "same_ward": True,
        "same_district": None,
        "covers": None,
    }


def test_who_keeps_it_for_themselves_is_never_proposed():
    sought("木工ができます。ベンチを作れます。", consent=Consent.MINE)
    sought("ベンチを作りたい。", side=SeekSide.NEED)

    assert actions.find_matches(now=NOW) == 0


def test_contacts_are_exchanged_when_both_said_yes():
    match, carpenter, student = matched()

    assert answer(match, carpenter, YES).met_at is None
    assert answer(match, student, YES | {"name": "まなぶ"}).met_at == NOW


def test_a_yes_needs_a_way_to_be_reached():
    match, carpenter, _student = matched()

    with pytest.raises(errors.ContactMissing):
        answer(match, carpenter, YES | {"contact": " "})


def test_a_no_carries_nothing_and_meets_nobody():
    match, carpenter, student = matched()

    answer(match, carpenter, NO | {"contact": "090"})

    assert answer(match, student, YES).met_at is None
    assert MatchReply.objects.get(seek=carpenter).contact == ""


def test_an_answer_stands():
    match, carpenter, _student = matched()
    answer(match, carpenter, NO)

    with pytest.raises(errors.AlreadyAnswered):
        answer(match, carpenter, YES)


def test_nobody_answers_for_another():
    match, carpenter, student = matched()

    with pytest.raises(NotAllowed):
        actions.answer_match(match=match, seek=carpenter, author=student.participant, now=NOW, **YES)
    with pytest.raises(errors.MatchOver):
        answer(match, sought("花を植えます。"), YES)


def test_an_officer_answers_only_for_paper_of_the_ward():
    ward = WardFactory()
    officer = RoleFactory(kind=RoleKind.WARD_OFFICER, area=ward).user
    match, carpenter, _student = matched(ward=ward)

    with pytest.raises(NotAllowed):
        actions.answer_match_for(match=match, seek=carpenter, actor=officer, now=NOW, **YES)
    Seek.objects.filter(pk=carpenter.pk).update(channel=Channel.CARD)
    carpenter.refresh_from_db()

    actions.answer_match_for(match=match, seek=carpenter, actor=officer, now=NOW, **YES)
    with pytest.raises(NotAllowed):
        actions.answer_match_for(match=match, seek=carpenter, actor=RoleFactory(
            kind=RoleKind.WARD_OFFICER, area=WardFactory()).user, now=NOW, **YES)  # fmt: skip


def test_a_proposal_ends_after_a_month():
    match, carpenter, _student = matched()

    with pytest.raises(errors.MatchOver):
        actions.answer_match(
            match=match, seek=carpenter, author=carpenter.participant, now=NOW + timedelta(days=31), **YES
        )


@pytest.mark.parametrize("take_back", [True, False])
def test_taking_back_takes_matches_and_contacts_with_it(take_back):
    match, carpenter, student = matched()
    answer(match, carpenter, YES)
    answer(match, student, YES)

    if take_back:
        actions.close_seek(seek=carpenter, author=carpenter.participant, now=NOW)
    else:
        actions.set_consent(seek=carpenter, consent=Consent.MINE, author=carpenter.participant, now=NOW)

    assert not Match.objects.exists()
    assert not MatchReply.objects.exists()
    assert actions.find_matches(now=NOW) == 0


def test_what_is_taken_back_says_nothing_any_more():
    seek = sought("木工ができます。", ward=WardFactory())

    closed = actions.close_seek(seek=seek, author=seek.participant, now=NOW)

    assert (closed.text, closed.ward, closed.consent) == ("", None, Consent.MINE)


def test_what_is_over_is_forgotten_a_month_later():
    seek = sought("木工ができます。", expires_on=TODAY)
    late = NOW + timedelta(days=32)

    assert (actions.forget_old(now=NOW), actions.forget_old(now=late), actions.forget_old(now=late)) == (0, 1, 0)
    seek.refresh_from_db()
    assert seek.text == ""


def test_contacts_are_forgotten_three_months_after_two_met():
    match, carpenter, student = matched(expires_on=TODAY + timedelta(days=300))
    answer(match, carpenter, YES)
    answer(match, student, YES)

    actions.erase_contacts(now=NOW + timedelta(days=91))

    assert set(MatchReply.objects.values_list("name", "contact")) == {("", "")}


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"kind": None}, errors.KindMissing),
        ({"side": SeekSide.INTEREST}, errors.KindMissing),
        ({"kind": SeekKind.MONEY}, errors.SumMissing),
        ({"up_to_yen": 100}, errors.SumMissing),
        ({"expires_on": TODAY - timedelta(days=1)}, errors.ExpiryOutOfRange),
        ({"expires_on": TODAY + timedelta(days=999)}, errors.ExpiryOutOfRange),
    ],
)
def test_what_cannot_be_is_refused(fields, error):
    with pytest.raises(error):
        sought("木工", **fields)


def test_nobody_seeks_for_a_circle_that_they_are_not_in():
    with pytest.raises(errors.NotInCircle):
        sought("木工", circle=begun())


def test_one_device_does_not_fill_the_list():
    author = ParticipantFactory()
    for _ in range(20):
        sought("木工", author=author)

    with pytest.raises(errors.TooManySent):
        sought("木工", author=author)


def test_an_officer_hides_what_everybody_sees_and_nothing_else():
    officer = RoleFactory(kind=RoleKind.POLICY_OFFICER).user
    public, kept = sought("売ります。", consent=Consent.SHOWN), sought("木工")

    actions.hide_seek(seek=public, reason="売り買いのため", actor=officer, now=NOW)

    assert list(Seek.objects.shown()) == []
    with pytest.raises(errors.AlreadySo):
        actions.hide_seek(seek=kept, reason="見えないはず", actor=officer, now=NOW)


def test_the_log_tells_neither_wish_nor_answer():
    match, carpenter, student = matched()
    before = AuditEntry.objects.count()
    answer(match, carpenter, YES)
    answer(match, student, NO)

    yes, no = AuditEntry.objects.order_by("pk")[before:]

    assert (yes.action, yes.details) == (no.action, no.details)
    assert not any("木工" in str(entry.__dict__) or "090-" in str(entry.__dict__) for entry in AuditEntry.objects.all())


def test_a_picture_of_few_people_shows_no_figures_and_waits_for_five_more():
    matched()

    edition = actions.count_due(now=NOW)

    assert edition is not None
    assert edition.document["people"] is None
    assert {line["people"] for line in edition.document["lines"]} == {None, 0}
    sought("一人ふえた。", consent=Consent.SHOWN)
    assert actions.count_due(now=NOW + timedelta(hours=1)) is None
    assert EmergenceEdition.objects.count() == 1
