"""An association's sheet: its editions, who reads it, who is in charge."""

from datetime import timedelta

import pytest
from django.utils import timezone

from jukugi.apps.accounts.enums import Channel, RoleKind
from jukugi.apps.accounts.tests.factories import BEFORE, RoleFactory, UserFactory
from jukugi.apps.organizations.permissions import Representation
from jukugi.apps.organizations.tests.factories import AssociationFactory, MembershipFactory
from jukugi.apps.support import errors, permissions
from jukugi.apps.support.actions import accompanying, proposing
from jukugi.apps.support.actions.accompanying import SheetDraft
from jukugi.apps.support.enums import MatchAnswer, MoneyClass, Need
from jukugi.apps.support.models import Charge, Match, SheetOpening, SituationSheet
from jukugi.apps.support.sealed import sheets_agree
from jukugi.apps.support.tests.factories import ChargeFactory, OfferFactory, SituationSheetFactory, SupporterFactory
from jukugi.kit.audit.models import AuditEntry
from jukugi.kit.errors import NotAllowed

pytestmark = pytest.mark.django_db
DRAFT = SheetDraft(wants=(Need.BOOKS,), wants_words="帳簿のつけ方を知りたい", money=MoneyClass.TIGHT)


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def body():
    return AssociationFactory()


@pytest.fixture
def own(body, now):
    return Representation(body, "device", timezone.localdate(now), None)


class TestWriting:
    def test_each_change_is_a_new_edition_and_the_seal_agrees(self, body, own, now):
        first = accompanying.write_sheet(organization=body, draft=DRAFT, actor=own, now=now)
        accompanying.write_sheet(organization=body, draft=SheetDraft(worries=(Need.HANDS,)), actor=own, now=now)

        numbers = list(SituationSheet.objects.values_list("number", "wants_words"))
        first.refresh_from_db()
        assert numbers == [(2, ""), (1, "帳簿のつけ方を知りたい")]
        assert (first.told, sheets_agree().count) == (
            ["unknown", "unknown", "unknown", "tight", "no", ["books"], [], "帳簿のつけ方を知りたい", "", ""],
            0,
        )

    def test_words_that_were_changed_behind_its_back_are_found(self, body, own, now):
        accompanying.write_sheet(organization=body, draft=DRAFT, actor=own, now=now)

        SituationSheet.objects.update(wants_words="ほかのこと")

        assert sheets_agree().count == 1

    def test_the_same_again_is_refused(self, body, own, now):
        accompanying.write_sheet(organization=body, draft=DRAFT, actor=own, now=now)

        with pytest.raises(errors.SheetTheSame):
            accompanying.write_sheet(organization=body, draft=DRAFT, actor=own, now=now)

    def test_a_sheet_without_want_or_worry_is_refused(self, body, own, now):
        with pytest.raises(errors.SheetEmpty):
            accompanying.write_sheet(organization=body, draft=SheetDraft(), actor=own, now=now)

    def test_another_association_cannot_write_it(self, own, now):
        with pytest.raises(NotAllowed):
            accompanying.write_sheet(organization=AssociationFactory(), draft=DRAFT, actor=own, now=now)

    def test_the_officer_in_charge_types_in_paper_and_it_says_so(self, body, now):
        officer = ChargeFactory(organization=body).officer

        sheet = accompanying.write_sheet(
            organization=body, draft=DRAFT, channel=Channel.CARD, actor=officer, now=now, told_on=timezone.localdate()
        )

        assert (sheet.is_from_paper, sheet.channel) == (True, "card")

    def test_an_officer_cannot_write_as_the_web(self, body, now):
        with pytest.raises(errors.NotOnPaper):
            accompanying.write_sheet(
                organization=body, draft=DRAFT, actor=ChargeFactory(organization=body).officer, now=now
            )

    def test_paper_from_tomorrow_is_refused(self, body, now):
        with pytest.raises(errors.ToldInTheFuture):
            accompanying.write_sheet(
                organization=body,
                draft=DRAFT,
                channel=Channel.CARD,
                actor=ChargeFactory(organization=body).officer,
                now=now,
                told_on=timezone.localdate(now) + timedelta(days=1),
            )

    def test_an_officer_of_the_ward_who_is_not_named_cannot_type_in(self, body, now):
        other = RoleFactory(kind=RoleKind.WARD_OFFICER, area=body.area).user

        with pytest.raises(NotAllowed):
            accompanying.write_sheet(organization=body, draft=DRAFT, channel=Channel.CARD, actor=other, now=now)


class TestReading:
    def test_who_is_in_charge_reads_and_the_association_is_told(self, body, now):
        officer = ChargeFactory(organization=body).officer

        for _ in range(2):
            access = permissions.sheet_access(officer, body, day=timezone.localdate())
            accompanying.open_sheet(access=access, now=now)

        assert [one.person for one in SheetOpening.objects.all()] == [officer]
        entries = AuditEntry.objects.filter(action="support.sheet_opened").values_list("actor_key", flat=True)
        assert list(entries) == [officer.actor_key] * 2

    def test_a_body_that_was_named_reads_until_that_is_withdrawn(self, body, own, now):
        person = UserFactory()
        centre = MembershipFactory(person=person, organization=SupporterFactory()).organization
        day = timezone.localdate(now)
        reader = accompanying.name_reader(organization=body, reader=centre, actor=own, now=now)
        assert permissions.sheet_access(person, body, day=day).body == centre

        accompanying.withdraw_reader(reader=reader, actor=own, now=now)

        with pytest.raises(NotAllowed):
            permissions.sheet_access(person, body, day=day)

    @pytest.mark.parametrize("kind", [RoleKind.POLICY_OFFICER, RoleKind.OPERATOR, RoleKind.WARD_OFFICER])
    def test_nobody_else_reads_not_even_in_the_ward(self, body, kind):
        area = body.area if kind == RoleKind.WARD_OFFICER else None

        with pytest.raises(NotAllowed):
            permissions.sheet_access(RoleFactory(kind=kind, area=area).user, body, day=timezone.localdate())

    def test_who_left_the_ward_reads_no_more(self, body):
        charge = ChargeFactory(organization=body)
        charge.officer.roles.all().delete()

        with pytest.raises(NotAllowed):
            permissions.sheet_access(charge.officer, body, day=timezone.localdate())

    def test_a_body_is_named_once(self, body, own, now):
        centre = SupporterFactory()
        accompanying.name_reader(organization=body, reader=centre, actor=own, now=now)

        with pytest.raises(errors.AlreadyReader):
            accompanying.name_reader(organization=body, reader=centre, actor=own, now=now)


class TestBeingInCharge:
    def test_an_officer_of_the_ward_takes_it_on(self, body, now):
        officer = RoleFactory(kind=RoleKind.WARD_OFFICER, area=body.area).user

        accompanying.name_officer(organization=body, officer=officer, actor=officer, now=now)

        assert permissions.is_in_charge(officer, body)

    def test_the_new_one_sees_what_is_open_and_the_former_one_loses_sight(self, body, now):
        charge = ChargeFactory(organization=body)
        new = RoleFactory(kind=RoleKind.WARD_OFFICER, area=body.area).user

        accompanying.hand_over(charge=charge, officer=new, note="夜に電話を。", actor=charge.officer, now=now)

        assert (permissions.is_in_charge(charge.officer, body), permissions.is_in_charge(new, body)) == (False, True)
        assert Charge.objects.running().get().note == "夜に電話を。"

    def test_somebody_of_another_ward_hands_nothing_over(self, body, now):
        charge = ChargeFactory(organization=body)
        new = RoleFactory(kind=RoleKind.WARD_OFFICER, area=body.area).user
        stranger = RoleFactory(kind=RoleKind.WARD_OFFICER, area=AssociationFactory().area).user

        with pytest.raises(NotAllowed):
            accompanying.hand_over(charge=charge, officer=new, note="", actor=stranger, now=now)

        assert permissions.is_in_charge(charge.officer, body)

    def test_somebody_of_another_ward_cannot_be_in_charge(self, body, now):
        officer = RoleFactory(kind=RoleKind.WARD_OFFICER, area=body.area).user
        stranger = RoleFactory(kind=RoleKind.WARD_OFFICER, area=AssociationFactory().area).user

        with pytest.raises(errors.NotOfTheWard):
            accompanying.name_officer(organization=body, officer=stranger, actor=officer, now=now)
        with pytest.raises(NotAllowed):
            accompanying.name_officer(organization=body, officer=stranger, actor=stranger, now=now)

    def test_whose_role_is_over_cannot_be_in_charge(self, body, now):
        officer = RoleFactory(kind=RoleKind.WARD_OFFICER, area=body.area).user
        over = {"starts_on": BEFORE.date(), "ends_on": timezone.localdate(now) - timedelta(days=1)}
        former = RoleFactory(kind=RoleKind.WARD_OFFICER, area=body.area, **over).user

        with pytest.raises(errors.NotOfTheWard):
            accompanying.name_officer(organization=body, officer=former, actor=officer, now=now)

    @pytest.mark.parametrize("kind", [RoleKind.POLICY_OFFICER, RoleKind.OPERATOR])
    def test_the_city_s_officers_name_nobody(self, body, kind, now):
        actor = RoleFactory(kind=kind).user

        with pytest.raises(NotAllowed):
            accompanying.name_officer(organization=body, officer=actor, actor=actor, now=now)


class TestMatches:
    def test_a_new_edition_brings_proposals_and_takes_unanswered_ones_away(self, body, own, now):
        books, hands = OfferFactory(), OfferFactory()
        books.needs.create(need=Need.BOOKS)
        hands.needs.create(need=Need.HANDS)
        accompanying.write_sheet(organization=body, draft=DRAFT, actor=own, now=now)
        assert [match.offer for match in Match.objects.all()] == [books]

        accompanying.write_sheet(organization=body, draft=SheetDraft(worries=(Need.HANDS,)), actor=own, now=now)

        match = Match.objects.get()
        assert (match.offer, match.reason_words) == (hands, ["「役員や手伝う人」を心配しています。"])

    def test_what_was_set_aside_needs_a_reason_and_is_not_proposed_again(self, body, own, now):
        OfferFactory().needs.create(need=Need.BOOKS)
        accompanying.write_sheet(organization=body, draft=DRAFT, actor=own, now=now)
        match = Match.objects.get()

        proposing.answer_match(match=match, answer=MatchAnswer.SET_ASIDE, reason="遠い", actor=own, now=now)
        accompanying.write_sheet(organization=body, draft=SheetDraft(wants=(Need.BOOKS,)), actor=own, now=now)

        match.refresh_from_db()
        assert (Match.objects.count(), match.answer, match.answered_by_association) == (1, "set_aside", True)

    def test_an_answer_is_given_once(self, body, own, now):
        sheet = SituationSheetFactory(organization=body)
        match = Match.objects.create(
            organization=body, sheet=sheet, offer=OfferFactory(), reasons=[["wanted", "money"]], proposed_at=now
        )
        proposing.answer_match(match=match, answer=MatchAnswer.ACCEPTED, reason="", actor=own, now=now)

        with pytest.raises(errors.AnsweredBefore):
            proposing.answer_match(match=match, answer=MatchAnswer.ACCEPTED, reason="", actor=own, now=now)
