"""April: the officers of a whole ward change by one list. Old access ends, nothing of what was before is lost."""

import io
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.cache import cache
from openpyxl import Workbook

from jukugi.apps.accounts.actions import new_token
from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.organizations import actions, permissions
from jukugi.apps.organizations.enums import OfficerListState, OfficerRole
from jukugi.apps.organizations.errors import (
    CodeNotYet,
    CodeTooLate,
    CodeUnknown,
    CodeUnreadable,
    ListDecided,
    TooManyCodes,
)
from jukugi.apps.organizations.models import (
    AccessCode,
    AccessDevice,
    HouseholdCount,
    Officer,
    OfficerList,
    Organization,
)
from jukugi.apps.organizations.tests.factories import AssociationFactory, HandOverNoteFactory, OfficerFactory
from jukugi.kit.audit.models import AuditEntry
from jukugi.kit.errors import NotAllowed

pytestmark = pytest.mark.django_db

TOKYO = ZoneInfo("Asia/Tokyo")
APRIL = date(2027, 4, 1)
MARCH_20 = datetime(2027, 3, 20, 10, tzinfo=TOKYO)
HEADING = "台帳番号,団体名,役職,氏名,氏名の公開,電話,メール,世帯数,加入世帯数\n"


@pytest.fixture(autouse=True)
def fresh_cache():
    cache.clear()


@pytest.fixture
def ward():
    return WardFactory(name="中原区")


@pytest.fixture
def officer(ward):
    return RoleFactory(kind=RoleKind.WARD_OFFICER, area=ward).user


def on(day, hour=10):
    return datetime(day.year, day.month, day.day, hour, tzinfo=TOKYO)


def bring(ward, actor, text, *, now=MARCH_20, ends_on=None):
    content = text if isinstance(text, bytes) else text.encode()
    return actions.bring_list(
        ward=ward, file_name="役員.csv", content=content, starts_on=APRIL, ends_on=ends_on, actor=actor, now=now
    )


def take(ward, actor, text, *, takes_good=False, now=MARCH_20):
    return actions.take_list(officer_list=bring(ward, actor, text), takes_good=takes_good, actor=actor, now=now)


def opens(token, day):
    return [each.organization.name for each in permissions.representations(user=None, token=token, day=day)]


def enter(given, *, day, token=None):
    token = token or new_token()
    actions.open_device(typed=given.shown, token=token, place="here", now=on(day))
    return token


class TestAWholeWard:
    def test_eight_associations_change_their_officers_and_nothing_is_lost(self, ward, officer):
        bodies = [AssociationFactory(area=ward, name=f"見本{place}丁目町会") for place in range(1, 9)]
        former = [OfficerFactory(organization=body, name=f"前任 {n}郎") for n, body in enumerate(bodies)]
        treasurer = OfficerFactory(organization=bodies[0], role=OfficerRole.TREASURER, name="続ける 一子")
        notes = [HandOverNoteFactory(organization=body) for body in bodies]
        given = actions.give_codes(officers=former, actor=officer, now=on(date(2026, 4, 2)))
        old = [enter(each, day=date(2026, 5, 1)) for each in given]
        rows = [f",見本{n + 1}丁目町内会,会長,後任 {n}美,可,,,{500 + n},{300 + n}\n" for n in range(8)]

        plan = take(ward, officer, HEADING + "".join(rows) + ",見本1丁目町会,会計,続ける一子,,044-000-0000,,,\n")

        assert (plan.faults, plan.counts["arriving"], plan.counts["leaving"], plan.counts["staying"]) == ([], 8, 8, 1)
        assert [opens(token, APRIL - timedelta(days=1)) for token in old] == [[body.name] for body in bodies]
        assert [opens(token, APRIL) for token in old] == [[]] * 8
        now_in_office = Officer.objects.in_term(APRIL)
        assert [each.name for each in now_in_office.filter(role=OfficerRole.PRESIDENT)] == [
            f"後任 {n}美" for n in range(8)
        ]
        treasurer.refresh_from_db()
        assert (treasurer.ends_on, treasurer.phone) == (None, "044-000-0000")
        successors = list(now_in_office.filter(role=OfficerRole.PRESIDENT))
        letters = actions.give_codes(officers=successors, actor=officer, now=MARCH_20)
        new = [enter(each, day=APRIL) for each in letters]
        assert [opens(token, APRIL) for token in new] == [[body.name] for body in bodies]
        assert sorted(Officer.objects.filter(pk__in=[each.pk for each in former]).values_list("name", "ends_on")) == [
            (f"前任 {n}郎", APRIL) for n in range(8)
        ]
        assert [list(body.hand_over_notes.standing()) for body in bodies] == [[note] for note in notes]
        assert HouseholdCount.objects.count() == 8
        assert AuditEntry.objects.filter(action="organizations.office_ended").count() == 8

    def test_a_list_taken_twice_changes_nothing_more(self, ward, officer):
        body = AssociationFactory(area=ward, name="見本橋町内会")
        OfficerFactory(organization=body, name="前任 一郎")
        text = (
            HEADING
            + ",見本橋町内会,会長,後任 一美,可,,,500,300\n,見本橋町内会,副会長,,,,,,\n,見本橋町内会,副会長,,,,,,\n"
        )
        take(ward, officer, text)
        before = sorted(Officer.objects.values_list("pk", "name", "starts_on", "ends_on"))

        plan = take(ward, officer, text)

        assert [plan.counts[name] for name in ("arriving", "staying", "leaving")] == [0, 3, 0]
        assert sorted(Officer.objects.values_list("pk", "name", "starts_on", "ends_on")) == before
        assert HouseholdCount.objects.count() == 1

    def test_a_workbook_is_read_as_a_text_is(self, ward, officer):
        AssociationFactory(area=ward, name="見本橋町内会", register_number="N20")
        book = Workbook()
        for row in (["台帳番号", "団体名", "役職", "氏名"], ["N20", "", "会長", "後任 一美"]):
            book.active.append(row)
        content = io.BytesIO()
        book.save(content)

        plan = take(ward, officer, content.getvalue())

        assert [change.arriving[0].person.name for change in plan.changes] == ["後任 一美"]

    def test_a_first_list_fills_the_register_and_a_name_like_one_there_waits_for_a_person(self, ward, officer):
        AssociationFactory(area=ward, name="見本川端町内会")
        text = (
            "台帳番号,団体名,役職,氏名,区域,世帯数\n"
            "N1,見本橋町内会,会長,見本 花,見本1丁目,50\nN1,見本橋町会,会計,見本 草,,\n"
            ",見本区町会連合会,会長,見本 木,,\n,見本川橋町内会,会長,見本 石,,\n"
        )
        brought = actions.bring_list(
            ward=ward,
            file_name="はじめ.csv",
            content=text.encode(),
            starts_on=APRIL,
            ends_on=None,
            adds_unknown=True,
            actor=officer,
            now=MARCH_20,
        )

        plan = actions.take_list(officer_list=brought, takes_good=True, actor=officer, now=MARCH_20)

        assert [fault.row for fault in plan.faults] == [5]
        added = Organization.objects.neighbours().exclude(name="見本川端町内会")
        assert [(body.kind, body.name, body.register_number, body.served) for body in added] == [
            ("federation", "見本区町会連合会", "", ""),
            ("association", "見本橋町内会", "N1", "見本1丁目"),
        ]
        assert Officer.objects.filter(organization__name="見本橋町内会").count() == 2
        assert HouseholdCount.objects.get().households == 50

    def test_a_term_in_a_list_ends_when_the_list_says(self, ward, officer):
        AssociationFactory(area=ward, name="見本橋町内会")
        brought = bring(ward, officer, HEADING + ",見本橋町会,会長,後任 一美,,,,,\n", ends_on=date(2028, 4, 1))

        actions.take_list(officer_list=brought, takes_good=False, actor=officer, now=MARCH_20)

        assert list(Officer.objects.values_list("starts_on", "ends_on")) == [(APRIL, date(2028, 4, 1))]


class TestFaults:
    FAULTY = HEADING + (
        ",見本橋町内会,会長,後任 一美,可,,,500,300\n"
        ",見本川橋町内会,会長,後任 二美,,,,,\n"
        ",見本川端町内会,団長,後任 三美,,,,,\n"
        ",見本丘自治会,会長,後任 四美,たぶん,,,,\n"
        ",見本坂自治会,会長,後任 五美,,,誤,,\n"
        ",見本台自治会,会長,後任 六美,,,,300,500\n"
        ",見本森自治会,会長,後任 七美,,,,多い,\n"
        ",見本谷自治会,会長,後任 八美,,,,,\n"
        ",見本谷自治会,会長,後任 九美,,,,,\n"
        ",,会長,後任 十美,,,,,\n"
    )

    @pytest.fixture
    def bodies(self, ward):
        names = [
            "見本橋町内会",
            "見本川端町内会",
            "見本丘自治会",
            "見本坂自治会",
            "見本台自治会",
            "見本森自治会",
            "見本谷自治会",
        ]
        return [AssociationFactory(area=ward, name=name) for name in names]

    def test_all_faults_are_told_at_once_with_row_and_column(self, ward, officer, bodies):
        plan = actions.plan_of(bring(ward, officer, self.FAULTY))

        assert [(fault.row, fault.column) for fault in plan.faults] == [
            (3, "団体名"),
            (4, "役職"),
            (5, "氏名の公開"),
            (6, "メール"),
            (7, "加入世帯数"),
            (8, "世帯数"),
            (10, "役職"),
            (11, "団体名"),
        ]
        assert "見本川端町内会" in plan.faults[0].words
        assert [change.organization.name for change in plan.changes] == ["見本橋町内会"]

    def test_with_faults_nothing_is_taken_and_the_list_waits(self, ward, officer, bodies):
        former = OfficerFactory(organization=bodies[0])
        brought = bring(ward, officer, self.FAULTY)

        actions.take_list(officer_list=brought, takes_good=False, actor=officer, now=MARCH_20)

        assert list(Officer.objects.values_list("pk", "ends_on")) == [(former.pk, None)]
        assert OfficerList.objects.get().state == OfficerListState.WAITING

    def test_the_good_associations_are_taken_and_a_faulty_one_stays_as_it_was(self, ward, officer, bodies):
        former = [OfficerFactory(organization=body) for body in bodies[:2]]

        take(ward, officer, self.FAULTY, takes_good=True)

        assert [Officer.objects.get(pk=each.pk).ends_on for each in former] == [APRIL, None]
        taken = OfficerList.objects.get()
        assert (taken.state, bytes(taken.content), taken.outcome["faults"]) == (OfficerListState.TAKEN, b"", 8)

    @pytest.mark.parametrize("text", ["", "あいう\n1\n", "団体名,氏名\n見本橋町内会,後任\n", HEADING])
    def test_a_table_that_is_none_is_refused_as_a_whole(self, ward, officer, bodies, text):
        plan = take(ward, officer, text, takes_good=True)

        assert plan.is_unreadable
        assert OfficerList.objects.get().state == OfficerListState.WAITING

    def test_two_associations_of_one_key_are_asked_for_by_their_full_name(self, ward, officer):
        for name in ("見本橋町内会", "見本橋自治会"):
            AssociationFactory(area=ward, name=name)

        plan = actions.plan_of(bring(ward, officer, "団体名,役職\n見本橋町会,会長\n見本橋自治会,会計\n"))

        assert [fault.row for fault in plan.faults] == [2]
        assert [change.organization.name for change in plan.changes] == ["見本橋自治会"]


class TestWhoMay:
    def test_another_ward_brings_takes_and_drops_nothing(self, ward, officer):
        AssociationFactory(area=ward, name="見本橋町内会")
        other = RoleFactory(kind=RoleKind.WARD_OFFICER, area=WardFactory()).user
        operator = RoleFactory(kind=RoleKind.OPERATOR).user
        brought = bring(ward, officer, HEADING + ",見本橋町内会,会長,後任,,,,,\n")

        for stranger in (other, operator):
            with pytest.raises(NotAllowed):
                bring(ward, stranger, HEADING)
            with pytest.raises(NotAllowed):
                actions.take_list(officer_list=brought, takes_good=True, actor=stranger, now=MARCH_20)
            with pytest.raises(NotAllowed):
                actions.drop_list(officer_list=brought, actor=stranger, now=MARCH_20)

        assert (Officer.objects.count(), OfficerList.objects.count()) == (0, 1)

    def test_a_list_is_decided_once(self, ward, officer):
        brought = bring(ward, officer, HEADING)
        actions.drop_list(officer_list=brought, actor=officer, now=MARCH_20)

        with pytest.raises(ListDecided):
            actions.drop_list(officer_list=brought, actor=officer, now=MARCH_20)
        with pytest.raises(ListDecided):
            actions.take_list(officer_list=brought, takes_good=True, actor=officer, now=MARCH_20)

        assert bytes(OfficerList.objects.get().content) == b""

    def test_a_list_left_for_a_month_is_dropped_with_its_names(self, ward, officer):
        bring(ward, officer, HEADING)

        assert actions.drop_old_lists(now=MARCH_20 + timedelta(days=29)) == 0
        assert actions.drop_old_lists(now=MARCH_20 + timedelta(days=30)) == 1
        assert bytes(OfficerList.objects.get().content) == b""


class TestCodes:
    @pytest.fixture
    def president(self, ward):
        return OfficerFactory(organization=AssociationFactory(area=ward), starts_on=APRIL)

    def given(self, president, actor, now=MARCH_20):
        return actions.give_codes(officers=[president], actor=actor, now=now)[0]

    def test_the_code_itself_is_kept_nowhere(self, president, officer):
        given = self.given(president, officer)

        row = AccessCode.objects.get()
        kept = " ".join(str(getattr(row, field.attname)) for field in AccessCode._meta.fields)
        assert given.digits not in kept + str(AuditEntry.objects.latest("pk").details)

    def test_it_opens_from_the_first_day_until_the_last_day_of_entering(self, president, officer):
        given = self.given(president, officer)

        with pytest.raises(CodeNotYet):
            enter(given, day=APRIL - timedelta(days=1))
        with pytest.raises(CodeTooLate):
            enter(given, day=APRIL + timedelta(days=91))
        token = enter(given, day=APRIL + timedelta(days=90))

        assert opens(token, APRIL + timedelta(days=400)) == [president.organization.name]

    @pytest.mark.parametrize("shape", [str.lower, lambda s: s.replace("-", ""), lambda s: s.replace("-", "　ー")])
    def test_it_is_read_however_it_is_typed(self, president, officer, shape):
        given = self.given(president, officer)
        wide = "".join(chr(ord(c) + 0xFEE0) if c.isdigit() else c for c in given.shown)

        assert actions.read_code(shape(wide)) == given.digits

    def test_a_slip_of_a_digit_is_told_and_not_counted_as_a_try(self, president, officer):
        given = self.given(president, officer)
        slipped = given.digits[:-1] + str((int(given.digits[-1]) + 1) % 10)

        for _ in range(30):
            with pytest.raises(CodeUnreadable):
                actions.open_device(typed=slipped, token=new_token(), place="here", now=on(APRIL))

        assert enter(given, day=APRIL)

    def test_after_ten_wrong_codes_one_place_waits_and_others_do_not(self, president, officer):
        given = self.given(president, officer)
        wrong = "0000000000000000"
        for _ in range(10):
            with pytest.raises(CodeUnknown):
                actions.open_device(typed=wrong, token=new_token(), place="there", now=on(APRIL))

        with pytest.raises(TooManyCodes):
            actions.open_device(typed=given.shown, token=new_token(), place="there", now=on(APRIL))

        assert enter(given, day=APRIL)

    def test_a_new_code_closes_the_former_one_and_its_devices(self, president, officer):
        lost = self.given(president, officer)
        token = enter(lost, day=APRIL)

        renewed = self.given(president, officer, now=on(APRIL, 12))

        assert opens(token, APRIL) == []
        with pytest.raises(CodeUnknown):
            enter(lost, day=APRIL)
        assert opens(enter(renewed, day=APRIL), APRIL) == [president.organization.name]

    def test_another_ward_gives_and_closes_no_code(self, president, officer):
        stranger = RoleFactory(kind=RoleKind.WARD_OFFICER, area=WardFactory()).user
        given = self.given(president, officer)

        with pytest.raises(NotAllowed):
            self.given(president, stranger)
        with pytest.raises(NotAllowed):
            actions.close_code(code=given.code, actor=stranger, now=MARCH_20)

        assert opens(enter(given, day=APRIL), APRIL) != []

    def test_one_device_may_hold_two_associations_and_forget_them(self, president, officer, ward):
        other = OfficerFactory(organization=AssociationFactory(area=ward), starts_on=APRIL)
        token = enter(self.given(president, officer), day=APRIL)
        enter(self.given(other, officer), day=APRIL, token=token)
        assert len(opens(token, APRIL)) == 2

        actions.close_device(token=token, now=on(APRIL))

        assert (opens(token, APRIL), AccessDevice.objects.count()) == ([], 0)

    def test_the_device_of_one_acts_for_no_other(self, president, officer, ward):
        other = AssociationFactory(area=ward)
        token = enter(self.given(president, officer), day=APRIL)
        own = permissions.representation_for(president.organization_id, user=None, token=token, day=APRIL)

        with pytest.raises(NotAllowed):
            permissions.representation_for(other.pk, user=None, token=token, day=APRIL)
        with pytest.raises(NotAllowed):
            permissions.check_acts_for(own, other)

    def test_rows_of_devices_go_a_month_after_their_code(self, president, officer):
        given = self.given(president, officer)
        enter(given, day=APRIL)
        actions.end_officer(officer=president, ends_on=APRIL + timedelta(days=10), actor=officer, now=on(APRIL))

        assert actions.forget_old_devices(now=on(APRIL + timedelta(days=39))) == 0
        assert actions.forget_old_devices(now=on(APRIL + timedelta(days=40))) == 1
