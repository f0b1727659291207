"""``jukugi staff``: a sign-in is made, and what an operator does with it later."""

import io
import re
from datetime import date

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils.timezone import localdate

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.models import Role, User
from jukugi.apps.accounts.tests.factories import RoleFactory, UserFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.organizations.enums import OrganizationKind
from jukugi.apps.organizations.models import Membership
from jukugi.apps.organizations.tests.factories import DepartmentFactory, MembershipFactory
from jukugi.kit.audit.models import AuditEntry
from jukugi.project.cli import main

pytestmark = pytest.mark.django_db

JAPANESE = re.compile("[ぁ-んァ-ン一-龠]")


class TestMaking:
    """``jukugi staff USERNAME DISPLAY_NAME ROLE``."""

    def add(self, monkeypatch, *arguments: str, password: str = "a long enough password") -> int:
        monkeypatch.setattr("sys.stdin", io.StringIO(f"{password}\n"))
        return main(["staff", "okada", "岡田", *arguments])

    def test_somebody_gets_a_sign_in(self, monkeypatch):
        code = self.add(monkeypatch, "policy_officer")

        assert code == 0
        assert User.objects.get().check_password("a long enough password") is True
        assert list(Role.objects.values_list("kind", "area")) == [(RoleKind.POLICY_OFFICER, None)]

    def test_a_ward_officer_gets_a_ward(self, monkeypatch):
        ward = WardFactory()

        code = self.add(monkeypatch, "ward_officer", "--ward", ward.code)

        assert code == 0
        assert Role.objects.get().area == ward

    @pytest.mark.parametrize("arguments", [["ward_officer"], ["ward_officer", "--ward", "999999"]])
    def test_a_ward_officer_without_a_ward_is_refused(self, monkeypatch, capsys, arguments):
        code = self.add(monkeypatch, *arguments)

        assert code == 1
        assert "--ward" in capsys.readouterr().err
        assert User.objects.count() == 0

    def test_another_role_with_a_ward_is_refused(self, monkeypatch):
        code = self.add(monkeypatch, "operator", "--ward", WardFactory().code)

        assert (code, User.objects.count()) == (1, 0)

    @pytest.mark.parametrize("password", ["short", "password1234", ""])
    def test_a_weak_password_is_refused_and_not_repeated(self, monkeypatch, capsys, password):
        code = self.add(monkeypatch, "operator", password=password)

        said = capsys.readouterr()
        assert (code, User.objects.count()) == (1, 0)
        assert not password or password not in said.err + said.out

    def test_twice_is_once_and_the_password_stays(self, monkeypatch):
        self.add(monkeypatch, "operator")

        code = self.add(monkeypatch, "operator", password="another long password")

        assert (code, User.objects.count(), Role.objects.count()) == (0, 1, 1)
        assert User.objects.get().check_password("a long enough password") is True


class TestDepartment:
    """``jukugi staff USERNAME DISPLAY_NAME ROLE --department NAME``."""

    def add(self, monkeypatch, *arguments: str) -> int:
        monkeypatch.setattr("sys.stdin", io.StringIO("a long enough password\n"))
        return main(["staff", "okada", "岡田", *arguments])

    def test_somebody_joins_a_department_from_today_and_twice_is_once(self, monkeypatch, capsys):
        department = DepartmentFactory(name="見本施策課")

        codes = [self.add(monkeypatch, "policy_officer", "--department", "見本施策課") for _ in range(2)]

        membership = Membership.objects.get()
        assert codes == [0, 0]
        assert (membership.organization, membership.person.username) == (department, "okada")
        assert (membership.role, membership.starts_on, membership.ends_on) == ("officer", localdate(), None)
        assert "すでに「見本施策課」にいます" in capsys.readouterr().out

    def test_of_departments_of_one_name_the_one_of_the_ward_is_meant(self, monkeypatch):
        ward, other = WardFactory(), WardFactory()
        departments = [DepartmentFactory(name="地域振興課", area=area) for area in (other, ward)]

        code = self.add(monkeypatch, "ward_officer", "--ward", ward.code, "--department", "地域振興課")

        assert (code, Membership.objects.get().organization) == (0, departments[1])

    def test_a_name_that_says_not_which_department_is_refused_and_nothing_is_made(self, monkeypatch, capsys):
        for area in (WardFactory(name="東区"), WardFactory(name="西区")):
            DepartmentFactory(name="地域振興課", area=area)

        code = self.add(monkeypatch, "policy_officer", "--department", "地域振興課")

        assert (code, User.objects.count()) == (1, 0)
        assert "2つあります（東区、西区）" in capsys.readouterr().err

    @pytest.mark.parametrize("name", ["見本のない課", "", "廃止した課", "見本町内会"])
    def test_a_department_that_is_not_there_is_told_and_nothing_is_made(self, monkeypatch, capsys, name):
        DepartmentFactory(name="廃止した課", ended_on=date(2020, 4, 1))
        DepartmentFactory(name="見本町内会", kind=OrganizationKind.ASSOCIATION)

        code = self.add(monkeypatch, "policy_officer", "--department", name)

        assert (code, User.objects.count()) == (1, 0)
        assert f"「{name}」という課はありません。" in capsys.readouterr().err

    def test_a_term_that_is_to_begin_later_is_told_in_words(self, monkeypatch, capsys):
        department = DepartmentFactory(name="見本施策課")
        MembershipFactory(person__username="okada", organization=department, starts_on=date(2199, 4, 1))

        code = self.add(monkeypatch, "policy_officer", "--department", "見本施策課")

        assert (code, Membership.objects.count()) == (1, 1)
        assert "その期間すでに「見本施策課」の担当です" in capsys.readouterr().err


class TestLater:
    """``jukugi staff USERNAME`` with an option."""

    @pytest.fixture
    def officer(self) -> User:
        return RoleFactory(user__username="okada", user__display_name="岡田").user

    def say(self, monkeypatch, *arguments: str, typed: str = "") -> int:
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        return main(["staff", "okada", *arguments])

    def log(self) -> list[tuple[str, str]]:
        return list(AuditEntry.objects.values_list("action", "actor_key"))

    def test_a_new_password_takes_the_place_of_the_old_and_ends_every_session(self, monkeypatch, client, officer):
        client.force_login(officer)
        other = Client()
        other.force_login(UserFactory())

        code = self.say(monkeypatch, "--new-password", typed="another long password\n")

        officer.refresh_from_db()
        assert (code, officer.check_password("another long password")) == (0, True)
        assert (client.get("/accounts/password/change/").status_code, Session.objects.count()) == (302, 1)
        assert other.get("/accounts/password/change/").status_code == 200
        assert self.log() == [("accounts.password_given", "")]

    def test_a_weak_new_password_is_refused_and_the_old_one_stays(self, monkeypatch, capsys, officer):
        before = officer.password

        code = self.say(monkeypatch, "--new-password", typed="short\n")

        officer.refresh_from_db()
        assert (code, officer.password, self.log()) == (1, before, [])
        assert "パスワードを変えてください" in capsys.readouterr().err

    def test_a_sign_in_is_ended_with_its_sessions_and_resumed(self, monkeypatch, capsys, client, officer):
        client.force_login(officer)

        ended = [self.say(monkeypatch, "--end") for _ in range(2)]
        officer.refresh_from_db()
        was_active, sessions = officer.is_active, Session.objects.count()
        resumed = [self.say(monkeypatch, "--resume") for _ in range(2)]

        officer.refresh_from_db()
        assert (ended, was_active, sessions, resumed, officer.is_active) == ([0, 0], False, 0, [0, 0], True)
        assert self.log() == [("accounts.sign_in_ended", ""), ("accounts.sign_in_resumed", "")]
        assert capsys.readouterr().out.splitlines() == [
            "岡田（okada）のサインインは、止めました。サインイン中の画面は、すべて閉じました。",
            "岡田（okada）のサインインは、すでに止めてあります。",
            "岡田（okada）のサインインは、また使えます。パスワードと役割は、止める前のままです。",
            "岡田（okada）のサインインは、止まっていません。",
        ]

    def test_a_role_for_a_sign_in_that_was_ended_says_so(self, monkeypatch, capsys, officer):
        self.say(monkeypatch, "--end")

        code = self.say(monkeypatch, "岡田", "operator", typed="a long enough password\n")

        assert (code, officer.roles.count()) == (1, 2)
        assert "--resume" in capsys.readouterr().err

    def test_the_second_step_is_taken_away_with_its_codes_in_reserve(self, monkeypatch, capsys, officer):
        for kind in ("totp", "recovery_codes"):
            Authenticator.objects.create(user=officer, type=kind, data={})
        Authenticator.objects.create(user=UserFactory(), type="totp", data={})

        codes = [self.say(monkeypatch, "--reset-second-step") for _ in range(2)]

        assert (codes, Authenticator.objects.count()) == ([0, 0], 1)
        assert self.log() == [("accounts.second_step_reset", "")]
        assert [line.partition("、")[2] for line in capsys.readouterr().out.splitlines()][1] == "使われていません。"

    @pytest.mark.parametrize("option", ["--new-password", "--end", "--resume", "--reset-second-step"])
    def test_a_name_that_nobody_has_is_told(self, monkeypatch, capsys, option):
        code = self.say(monkeypatch, option)

        assert code == 1
        assert "「okada」というユーザー名の職員はいません" in capsys.readouterr().err

    @pytest.mark.parametrize(
        "arguments",
        [[], ["岡田"], ["岡田", "operator", "--end"], ["--end", "--ward", "141330"], ["--department", "見本課"]],
    )
    def test_half_an_order_is_refused_and_nothing_is_done(self, monkeypatch, capsys, officer, arguments):
        code = self.say(monkeypatch, *arguments)

        officer.refresh_from_db()
        assert (code, officer.is_active, self.log()) == (2, True, [])
        assert JAPANESE.search(capsys.readouterr().err)

    def test_two_orders_at_once_are_refused(self, monkeypatch, officer):
        with pytest.raises(SystemExit) as stopped:
            self.say(monkeypatch, "--end", "--resume")

        assert stopped.value.code == 2
