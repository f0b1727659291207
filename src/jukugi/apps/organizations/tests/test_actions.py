"""Bodies and terms: what may stand in the records, and who may write it."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.tests.factories import RoleFactory, UserFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.organizations import actions, queries
from jukugi.apps.organizations.enums import MembershipRole, OrganizationKind
from jukugi.apps.organizations.errors import (
    MembershipEnded,
    MembershipOverlaps,
    OrganizationEnded,
    OrganizationExists,
    OrganizationHasMembers,
    OrganizationNeedsName,
    SuccessorIsPredecessor,
    TermEndsBeforeItStarts,
)
from jukugi.apps.organizations.models import Membership, Organization
from jukugi.apps.organizations.tests.factories import DepartmentFactory, MembershipFactory
from jukugi.kit.audit.models import AuditEntry
from jukugi.kit.errors import NotAllowed, words_for

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 6, 1, 3, tzinfo=UTC)
APRIL = date(2026, 4, 1)
JULY = date(2026, 7, 1)


@pytest.fixture
def officer():
    return RoleFactory().user


@pytest.fixture
def ward():
    return WardFactory()


@pytest.fixture
def ward_officer(ward):
    return RoleFactory(kind=RoleKind.WARD_OFFICER, area=ward).user


def add(actor, **given):
    return actions.add_organization(
        **{"kind": OrganizationKind.DEPARTMENT, "name": "見本課", "area": None} | given, actor=actor, now=NOW
    )


def join(organization, actor, **given):
    values = {"person": UserFactory(), "role": MembershipRole.OFFICER, "starts_on": APRIL, "ends_on": None} | given
    return actions.add_member(organization=organization, **values, actor=actor, now=NOW)


def edit(organization, actor, **given):
    values = {"name": organization.name, "note": "", "source": "", "ended_on": None} | given
    actions.edit_organization(organization=organization, **values, actor=actor, now=NOW)


class TestBodies:
    def test_a_body_is_added_with_its_words_tidied_and_recorded_without_its_name(self, officer, ward):
        added = add(officer, name=" 見本\u200b  地域\n振興課 ", area=ward, note="\r\n受付は2階\n\n\n", source=" 資料1 ")

        kept = Organization.objects.get()
        assert (kept, kept.name, kept.note, kept.source) == (added, "見本 地域 振興課", "受付は2階", "資料1")
        entry = AuditEntry.objects.get()
        assert (entry.action, entry.actor_key) == ("organizations.organization_added", officer.actor_key)
        assert entry.details == {"kind": "department"}

    @pytest.mark.parametrize("name", ["", "  ", "\x00\x07", "🍵🍵", "・・・", "2026", "あ" * 81, "あ" * 5_000_000])
    def test_a_name_that_says_nothing_or_far_too_much_is_refused(self, officer, name):
        with pytest.raises(OrganizationNeedsName):
            add(officer, name=name)

        assert Organization.objects.count() == 0

    def test_the_same_name_stands_once_in_an_area_and_once_for_the_city(self, officer, ward):
        for area in (None, ward, WardFactory()):
            add(officer, area=area)
        add(officer, kind=OrganizationKind.ASSOCIATION, area=ward)

        for area in (None, ward):
            with pytest.raises(OrganizationExists):
                add(officer, area=area)

        assert Organization.objects.count() == 4

    def test_a_body_is_corrected_but_not_to_the_name_of_another(self, officer):
        department = add(officer)
        add(officer, name="ほかの課")

        edit(department, officer, name="見本施策課", note="窓口は3階")
        with pytest.raises(OrganizationExists):
            edit(department, officer, name="ほかの課")

        department.refresh_from_db()
        assert (department.name, department.note) == ("見本施策課", "窓口は3階")

    def test_a_body_ends_when_nobodys_term_goes_on(self, officer):
        department = add(officer)
        membership = join(department, officer, ends_on=JULY)

        with pytest.raises(OrganizationHasMembers):
            edit(department, officer, ended_on=date(2026, 6, 30))
        edit(department, officer, ended_on=JULY)

        assert list(Organization.objects.standing(date(2026, 6, 30))) == [department]
        assert list(Organization.objects.standing(JULY)) == []
        with pytest.raises(OrganizationEnded):
            join(department, officer, starts_on=JULY)
        assert list(Membership.objects.all()) == [membership]


class TestTerms:
    def test_a_term_runs_from_its_first_day_to_the_day_before_its_end(self, officer):
        department = DepartmentFactory()
        membership = join(department, officer, ends_on=JULY)

        days = [date(2026, 3, 31), APRIL, date(2026, 6, 30), JULY]

        assert [queries.department_of(membership.person, day=day) for day in days] == [
            None,
            department,
            department,
            None,
        ]
        assert membership.last_on == date(2026, 6, 30)

    @pytest.mark.parametrize("ends_on", [APRIL, date(2026, 3, 1)])
    def test_a_term_without_a_day_is_refused(self, officer, ends_on):
        with pytest.raises(TermEndsBeforeItStarts):
            join(DepartmentFactory(), officer, ends_on=ends_on)

    @pytest.mark.parametrize(
        ("starts_on", "ends_on"),
        [(APRIL, None), (date(2026, 3, 1), date(2026, 4, 2)), (date(2026, 6, 30), None), (date(2020, 1, 1), None)],
    )
    def test_two_terms_of_one_person_in_one_role_may_share_no_day(self, officer, starts_on, ends_on):
        held = MembershipFactory(ends_on=JULY)

        with pytest.raises(MembershipOverlaps) as refused:
            join(held.organization, officer, person=held.person, starts_on=starts_on, ends_on=ends_on)

        assert str(words_for(refused.value)).startswith(
            f"{held.person}さんは、その期間すでに「{held.organization}」の担当"
        )

    def test_terms_that_meet_and_other_roles_stand_side_by_side(self, officer):
        held = MembershipFactory(ends_on=JULY)

        join(held.organization, officer, person=held.person, starts_on=JULY)
        join(held.organization, officer, person=held.person, starts_on=date(2026, 3, 1), ends_on=APRIL)
        join(held.organization, officer, person=held.person, role=MembershipRole.LEAD)
        join(DepartmentFactory(), officer, person=held.person)

        assert held.person.memberships.count() == 5

    def test_a_term_is_ended_once(self, officer):
        held = MembershipFactory()

        actions.end_membership(membership=held, ends_on=date(2026, 5, 1), actor=officer, now=NOW)
        with pytest.raises(MembershipEnded):
            actions.end_membership(membership=held, ends_on=JULY, actor=officer, now=NOW)

        held.refresh_from_db()
        assert held.ends_on == date(2026, 5, 1)
        assert AuditEntry.objects.get().details == {
            "organization": held.organization_id,
            "person": held.person.actor_key,
            "role": "officer",
            "starts_on": "2026-04-01",
            "ends_on": "2026-05-01",
        }

    def test_an_end_that_lies_ahead_may_be_moved_but_not_before_the_start(self, officer):
        held = MembershipFactory(ends_on=JULY)

        actions.end_membership(membership=held, ends_on=date(2026, 6, 15), actor=officer, now=NOW)
        with pytest.raises(TermEndsBeforeItStarts):
            actions.end_membership(membership=held, ends_on=APRIL, actor=officer, now=NOW)

        held.refresh_from_db()
        assert held.ends_on == date(2026, 6, 15)

    def test_handing_over_ends_one_term_and_begins_the_next_on_the_same_day(self, officer):
        held = MembershipFactory(role=MembershipRole.LEAD)
        successor = UserFactory()

        begun = actions.hand_over(membership=held, successor=successor, starts_on=JULY, actor=officer, now=NOW)

        held.refresh_from_db()
        assert (held.ends_on, begun.starts_on, begun.ends_on) == (JULY, JULY, None)
        assert (begun.person, begun.role, begun.organization) == (successor, "lead", held.organization)

    def test_a_successor_who_cannot_begin_leaves_the_predecessor_in_office(self, officer):
        held = MembershipFactory()
        there = MembershipFactory(organization=held.organization)

        with pytest.raises(MembershipOverlaps):
            actions.hand_over(membership=held, successor=there.person, starts_on=JULY, actor=officer, now=NOW)
        with pytest.raises(SuccessorIsPredecessor):
            actions.hand_over(membership=held, successor=held.person, starts_on=JULY, actor=officer, now=NOW)

        held.refresh_from_db()
        assert (held.ends_on, AuditEntry.objects.count()) == (None, 0)

    def test_the_database_refuses_a_second_open_term_and_an_end_before_the_start(self):
        held = MembershipFactory()

        for given in ({}, {"person": UserFactory(), "ends_on": date(2026, 3, 1)}):
            with pytest.raises(IntegrityError), transaction.atomic():
                MembershipFactory(**{"person": held.person, "organization": held.organization} | given)

        assert Membership.objects.count() == 1


class TestWhoMay:
    def test_a_ward_officer_changes_departments_and_associations_of_the_ward_and_nothing_else(self, ward, ward_officer):
        own = add(ward_officer, area=ward)
        held = join(own, ward_officer)
        others = [
            DepartmentFactory(),
            DepartmentFactory(area=WardFactory()),
            DepartmentFactory(kind=OrganizationKind.ASSOCIATION, area=WardFactory()),
            DepartmentFactory(kind=OrganizationKind.COMPANY, area=ward),
        ]

        for other in others:
            with pytest.raises(NotAllowed):
                join(other, ward_officer)
            with pytest.raises(NotAllowed):
                edit(other, ward_officer, name="別の名前")
            with pytest.raises(NotAllowed):
                add(ward_officer, kind=other.kind, area=other.area, name="別の名前")

        assert list(Membership.objects.all()) == [held]

    @pytest.mark.parametrize("kind", [RoleKind.POLICY_OFFICER, RoleKind.OPERATOR])
    def test_policy_officers_and_operators_change_every_body(self, kind, ward):
        actor = RoleFactory(kind=kind).user

        for body in (DepartmentFactory(), DepartmentFactory(kind=OrganizationKind.ASSOCIATION, area=ward)):
            join(body, actor)

        assert Membership.objects.count() == 2

    def test_somebody_without_a_role_or_switched_off_changes_nothing(self, officer):
        held = MembershipFactory()
        officer.is_active = False

        for actor in (UserFactory(), officer):
            with pytest.raises(NotAllowed):
                join(held.organization, actor)
            with pytest.raises(NotAllowed):
                actions.end_membership(membership=held, ends_on=JULY, actor=actor, now=NOW)
            with pytest.raises(NotAllowed):
                actions.hand_over(membership=held, successor=UserFactory(), starts_on=JULY, actor=actor, now=NOW)
