"""What is kept of associations: figures by year, contact rules, consents, officers, what became of them."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from jukugi.apps.accounts.enums import Channel, RoleKind
from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.areas.tests.factories import CityFactory, WardFactory
from jukugi.apps.organizations import actions, permissions, queries
from jukugi.apps.organizations.enums import (
    ConsentItem,
    ContactWay,
    OfficerRole,
    OrganizationKind,
)
from jukugi.apps.organizations.errors import (
    CountIsTheSame,
    CountNeedsFigures,
    DayLiesAhead,
    MoreMembersThanHouseholds,
    NeedsContactWay,
    NeedsPublicContact,
    OfficerErased,
    OfficerOverlaps,
)
from jukugi.apps.organizations.models import Consent, HouseholdCount, Officer
from jukugi.apps.organizations.tests.factories import (
    AssociationFactory,
    ConsentFactory,
    DepartmentFactory,
    HandOverNoteFactory,
    HouseholdCountFactory,
    MembershipFactory,
    OfficerFactory,
)
from jukugi.kit.errors import NotAllowed

pytestmark = pytest.mark.django_db

TODAY = date(2026, 9, 30)
NOW = datetime(2026, 9, 30, 10, tzinfo=ZoneInfo("Asia/Tokyo"))
TOKEN = "t" * 43


def count(body, actor, **given):
    told = {"as_of": date(2026, 4, 1), "households": 400, "member_households": 240, "source": "現況届"}
    return actions.record_households(organization=body, **told | given, actor=actor, now=NOW)


def choose(body, actor, items, *, contact="", day=TODAY):
    actions.choose_consents(
        organization=body, items=items, contact=contact, channel=Channel.POST, chosen_on=day, actor=actor, now=NOW
    )


def set_rule(body, actor, *, ways=(ContactWay.POST,), day=TODAY):
    return actions.set_contact_rule(
        organization=body, ways=list(ways), wishes="夜", channel=Channel.WEB, agreed_on=day, actor=actor, now=NOW
    )


def write(body, actor, *, subject="夏まつり", **given):
    told = {"text": "届け出", "papers": "棚", "due_on": None}
    return actions.write_note(organization=body, subject=subject, **told | given, actor=actor, now=NOW)


class TestHouseholds:
    def test_a_count_of_the_same_day_takes_the_place_of_the_former_which_is_kept(self, body, officer):
        count(body, officer)

        count(body, officer, member_households=241)

        assert [year.count.member_households for year in queries.years_of(body)] == [241]
        assert HouseholdCount.objects.count() == 2

    def test_the_share_and_how_it_moved_stand_by_year(self, body, officer):
        count(body, officer, as_of=date(2025, 4, 1), member_households=260)
        count(body, officer, as_of=date(2024, 4, 1), member_households=None)

        count(body, officer)

        shown = [(each.count.share, each.points and round(each.points, 1)) for each in queries.years_of(body)]
        assert shown == [(0.6, -5.0), (0.65, None), (None, None)]

    @pytest.mark.parametrize(
        ("given", "refusal"),
        [
            ({"households": None, "member_households": None}, CountNeedsFigures),
            ({"member_households": 401}, MoreMembersThanHouseholds),
            ({"as_of": TODAY + timedelta(days=1)}, DayLiesAhead),
            ({"source": "別の資料"}, CountIsTheSame),
        ],
    )
    def test_what_cannot_be_is_refused(self, body, officer, given, refusal):
        HouseholdCountFactory(organization=body)

        with pytest.raises(refusal):
            count(body, officer, **given)

        assert HouseholdCount.objects.count() == 1

    def test_sums_are_of_those_whose_figures_are_known_beside_all(self, ward, body):
        HouseholdCountFactory(organization=body)
        HouseholdCountFactory(organization=body, as_of=date(2025, 4, 1), member_households=300)
        HouseholdCountFactory(organization__area=ward, households=None, member_households=50)
        AssociationFactory(area=ward)
        AssociationFactory(area=ward, kind=OrganizationKind.FEDERATION)

        of_ward, of_city = (row.total for row in queries.totals([ward], day=TODAY, is_public=False))

        assert (of_ward.bodies, of_ward.counted, of_ward.households, of_ward.members) == (3, 1, 400, 240)
        assert of_ward == of_city

    def test_public_sums_leave_out_who_did_not_agree(self, ward, body):
        HouseholdCountFactory(organization=body)
        other = HouseholdCountFactory(organization__area=ward, households=100, member_households=99).organization
        ConsentFactory(organization=other, item=ConsentItem.HOUSEHOLDS)

        total = queries.totals([ward], day=TODAY, is_public=True)[0].total

        assert (total.bodies, total.counted, total.households, total.members) == (2, 1, 100, 99)
        years = queries.yearly(ward=ward, day=TODAY, is_public=True)
        assert [(each.year, each.total.counted) for each in years] == [(2026, 1)]


class TestConsents:
    def test_what_is_chosen_is_agreed_and_what_is_left_out_is_withdrawn_and_kept(self, body, own):
        choose(body, own, [ConsentItem.LISTED, ConsentItem.OFFICERS])

        choose(body, own, [ConsentItem.LISTED, ConsentItem.CONTACT], contact="会館")

        assert set(queries.consents_of(body)) == {"listed", "contact"}
        assert sorted(Consent.objects.values_list("item", "withdrawn_on")) == [
            ("contact", None),
            ("listed", None),
            ("officers", TODAY),
        ]

    def test_a_public_contact_needs_its_words(self, body, own):
        with pytest.raises(NeedsPublicContact):
            choose(body, own, [ConsentItem.CONTACT], contact="　")

    def test_nothing_is_shown_that_was_not_agreed_to(self, body):
        body.served, body.parent = "見本1丁目", AssociationFactory(kind=OrganizationKind.FEDERATION, name="連合会")
        body.save()
        HouseholdCountFactory(organization=body)
        OfficerFactory(organization=body, name="見本 花", name_agreed_on=TODAY)
        assert queries.public_association(body.pk, day=TODAY) is None
        ConsentFactory(organization=body)

        shown = queries.public_association(body.pk, day=TODAY)

        assert (shown.served, shown.federation, shown.years, shown.officers, shown.contact) == (
            "",
            None,
            None,
            None,
            "",
        )
        assert "見本1丁目" not in str(queries.public_list(ward=None, typed="", number="1", day=TODAY))
        found = queries.public_list(ward=None, typed="見本1丁目", number="1", day=TODAY)
        assert list(found.page.object_list) == []

    def test_a_name_is_shown_where_person_and_association_agreed(self, body):
        for item in (ConsentItem.LISTED, ConsentItem.OFFICERS):
            ConsentFactory(organization=body, item=item)
        OfficerFactory(organization=body, name="見本 花", name_agreed_on=TODAY)
        OfficerFactory(organization=body, name="見本 草", role=OfficerRole.TREASURER)
        OfficerFactory(organization=body, name="前の人", name_agreed_on=TODAY, ends_on=date(2026, 9, 1))

        shown = queries.public_association(body.pk, day=TODAY)

        assert [(each.role, each.name) for each in shown.officers] == [("会長", "見本 花"), ("会計", "")]

    def test_who_is_not_listed_is_found_by_nobody(self, ward, body):
        ConsentFactory(organization=AssociationFactory(area=ward, name="見本堤自治会"))

        found = queries.public_list(ward=ward, typed="", number="1", day=TODAY)

        assert [row.organization.name for row in found.page.object_list] == ["見本堤自治会"]
        assert (found.listed, found.standing) == (1, 2)

    def test_one_who_did_not_agree_is_not_named_in_the_story_of_another(self, ward, body, officer):
        ConsentFactory(organization=body)
        quiet = AssociationFactory(area=ward, name="静かな町会")
        actions.merge_associations(
            organizations=[quiet], into=body, name="", on=TODAY, reason="加わりました。", actor=officer, now=NOW
        )

        passage = queries.public_association(body.pk, day=TODAY).passages[0]

        assert ([each.name for each in passage.before], [each.name for each in passage.after]) == ([], ["見本橋町内会"])


class TestContactRules:
    def test_a_new_rule_ends_the_former_and_may_be_withdrawn(self, body, own):
        first = set_rule(body, own)
        second = set_rule(body, own, ways=[ContactWay.PHONE, ContactWay.POST, ContactWay.PHONE])
        assert queries.contact_rule_of(body) == second
        assert second.ways == ["phone", "post"]

        actions.withdraw_contact_rule(organization=body, actor=own, now=NOW)

        assert queries.contact_rule_of(body) is None
        first.refresh_from_db()
        assert first.ended_on == TODAY

    def test_a_rule_without_a_way_or_of_a_coming_day_is_refused(self, body, own):
        with pytest.raises(NeedsContactWay):
            set_rule(body, own, ways=[])
        with pytest.raises(DayLiesAhead):
            set_rule(body, own, day=TODAY + timedelta(days=1))


class TestOfficers:
    def add(self, body, actor, **given):
        told = {"role": OfficerRole.PRESIDENT, "person": actions.Person("見本 花", agrees=True), "starts_on": TODAY}
        return actions.add_officer(organization=body, **told | {"ends_on": None} | given, actor=actor, now=NOW)

    def test_one_person_holds_one_office_once_at_a_time(self, body, officer):
        self.add(body, officer)

        with pytest.raises(OfficerOverlaps):
            self.add(body, officer, person=actions.Person("見本花"))

        self.add(body, officer, role=OfficerRole.TREASURER)
        assert Officer.objects.count() == 2

    def test_a_name_may_be_unknown_and_then_nobody_can_agree_to_show_it(self, body, officer):
        added = self.add(body, officer, person=actions.Person("", agrees=True))

        assert (added.name, added.name_agreed_on) == ("", None)

    def test_a_consent_keeps_its_day_and_ends_with_another_name(self, body, officer):
        added = self.add(body, officer)
        later = NOW + timedelta(days=9)

        actions.tell_officer(officer=added, person=actions.Person("見本 花", True, "044"), actor=officer, now=later)
        added.refresh_from_db()
        kept = added.name_agreed_on
        actions.tell_officer(officer=added, person=actions.Person("見本 草"), actor=officer, now=later)
        added.refresh_from_db()

        assert (kept, added.name_agreed_on) == (TODAY, None)

    def test_erasing_leaves_the_term_and_nothing_of_the_person(self, body, officer):
        added = self.add(body, officer, person=actions.Person("見本 花", True, "044", "a@example.jp"))

        actions.erase_officer(officer=added, actor=officer, now=NOW)

        added.refresh_from_db()
        kept = (added.name, added.phone, added.email, added.name_agreed_on, added.erased_on, added.starts_on)
        assert kept == ("", "", "", None, TODAY, TODAY)
        for act in (
            lambda: actions.erase_officer(officer=added, actor=officer, now=NOW),
            lambda: actions.tell_officer(officer=added, person=actions.Person("また"), actor=officer, now=NOW),
        ):
            with pytest.raises(OfficerErased):
                act()

    def test_contacts_go_thirty_days_after_the_term_and_names_stay(self, body):
        ended = OfficerFactory(organization=body, phone="044", email="a@example.jp", ends_on=TODAY - timedelta(days=30))
        running = OfficerFactory(organization=body, phone="044")

        erased = actions.erase_old_contacts(now=NOW)

        ended.refresh_from_db()
        running.refresh_from_db()
        assert (erased, ended.phone, ended.email, ended.name != "", running.phone) == (1, "", "", True, "044")

    def test_only_the_officer_whose_code_it_is_chooses_the_own_name(self, body, own, officer):
        president = OfficerFactory(organization=body)

        with pytest.raises(NotAllowed):
            actions.choose_own_name(officer=president, agrees=True, by=own, now=NOW)


class TestWhoMay:
    def test_another_ward_an_operator_and_an_outsider_change_nothing(self, body):
        president, note = OfficerFactory(organization=body), HandOverNoteFactory(organization=body)
        strangers = [
            RoleFactory(kind=RoleKind.WARD_OFFICER, area=WardFactory()).user,
            RoleFactory(kind=RoleKind.OPERATOR).user,
            MembershipFactory(organization=DepartmentFactory(area=body.area)).person,
        ]
        step = {"on": TODAY, "reason": "理由", "now": NOW}
        person = actions.Person("別の人")
        for actor in strangers:
            for act in (
                lambda: count(body, actor),  # noqa: B023
                lambda: choose(body, actor, []),  # noqa: B023
                lambda: set_rule(body, actor),  # noqa: B023
                lambda: actions.withdraw_contact_rule(organization=body, actor=actor, now=NOW),  # noqa: B023
                lambda: write(body, actor),  # noqa: B023
                lambda: actions.settle_note(note=note, is_done=True, actor=actor, now=NOW),  # noqa: B023
                lambda: actions.tell_officer(officer=president, person=person, actor=actor, now=NOW),  # noqa: B023
                lambda: actions.end_officer(officer=president, ends_on=TODAY, actor=actor, now=NOW),  # noqa: B023
                lambda: actions.erase_officer(officer=president, actor=actor, now=NOW),  # noqa: B023
                lambda: actions.describe_area(
                    organization=body,
                    served="",
                    school_districts=[],
                    register_number="",
                    parent=None,
                    actor=actor,  # noqa: B023
                    now=NOW,
                ),
                lambda: actions.rename_association(organization=body, name="別名", actor=actor, **step),  # noqa: B023
                lambda: actions.dissolve_association(
                    organization=body,
                    aftermath="",
                    actor=actor,  # noqa: B023
                    **step,
                ),
            ):
                with pytest.raises(NotAllowed):
                    act()

    def test_one_association_tells_nothing_of_another(self, ward, own):
        other = AssociationFactory(area=ward)
        note = HandOverNoteFactory(organization=other)

        for act in (
            lambda: choose(other, own, [ConsentItem.LISTED]),
            lambda: set_rule(other, own),
            lambda: actions.withdraw_contact_rule(organization=other, actor=own, now=NOW),
            lambda: write(other, own),
            lambda: write(own.organization, own, replaces=note),
            lambda: actions.settle_note(note=note, is_done=True, actor=own, now=NOW),
        ):
            with pytest.raises(NotAllowed):
                act()

    def test_a_policy_officer_of_the_city_looks_after_every_association(self, body):
        assert permissions.looks_after(RoleFactory().user, body)

    def test_a_member_in_term_acts_for_the_association_without_a_code(self, body):
        membership = MembershipFactory(organization=body)

        def acts(day):
            found = permissions.representations(user=membership.person, token="", day=day)
            return [each.organization for each in found]

        assert (acts(date(2026, 3, 31)), acts(TODAY)) == ([], [body])

    def test_an_area_is_described_with_districts_and_federation(self, ward, body, officer):
        district = WardFactory(level="school_district", parent=ward, name="見本小学校区")
        federation = AssociationFactory(area=ward, kind=OrganizationKind.FEDERATION)
        CityFactory()

        actions.describe_area(
            organization=body,
            served="見本1丁目",
            school_districts=[district],
            register_number="N1",
            parent=federation,
            actor=officer,
            now=NOW,
        )

        body.refresh_from_db()
        kept = (body.served, list(body.school_districts.all()), body.register_number, body.parent)
        assert kept == ("見本1丁目", [district], "N1", federation)
