"""Letters, registrations on the web and on paper, doubles, and what does not stay."""

import csv
import io
import logging
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from jukugi.apps.accounts.enums import Channel, RoleKind
from jukugi.apps.accounts.models import User
from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.processes.tests.factories import DURING
from jukugi.apps.sortition import errors
from jukugi.apps.sortition.actions import inviting, registering
from jukugi.apps.sortition.actions.erasing import erase_due
from jukugi.apps.sortition.actions.preparing import change_features
from jukugi.apps.sortition.actions.registering import Particulars, Told
from jukugi.apps.sortition.actions.resembling import find_resemblances, resolve
from jukugi.apps.sortition.enums import LotteryState, Resolution, RoundState, VolunteerState
from jukugi.apps.sortition.models import CivicLottery, InvitationCode, LotteryKey, Resemblance, Volunteer
from jukugi.apps.sortition.models.sealing import Sealing
from jukugi.apps.sortition.policies import code_digest
from jukugi.apps.sortition.queries.pool import features_of, pool_of
from jukugi.apps.sortition.tests.factories import lottery
from jukugi.kit.errors import NotAllowed, WordsMissing

pytestmark = pytest.mark.django_db

MARKED = "見本菜々子"
FAR: dict[str, Any] = {"closes_on": date(2098, 1, 1), "starts_on": date(2098, 2, 1), "ends_on": date(2098, 9, 1)}
"""Of a lottery that is open whenever the test runs."""


@pytest.fixture
def officer() -> User:
    return RoleFactory(kind=RoleKind.POLICY_OFFICER, area=None).user


def invited(officer: User, letters: int = 4, **fields: Any) -> tuple[CivicLottery, list[str]]:
    """A lottery that takes registrations, and the codes of its letters."""
    made = lottery(**fields)
    round_, codes = inviting.plan_round(
        lottery=made, letters=letters, weights={}, rate=0.04, how="見本の数", actor=officer, now=DURING
    )
    inviting.know_public_number(round_=round_, number="38915", actor=officer, now=DURING)
    rows = [inviting.InvitedRow(number, "", "30-39", "female") for number in range(1, letters + 1)]
    inviting.take_invited(round_=round_, rows=rows, counts={}, actor=officer, now=DURING)
    inviting.letters_sent(round_=round_, actor=officer, now=DURING)
    return made, codes


def code_of(typed: str) -> InvitationCode:
    return InvitationCode.objects.select_related("round").get(digest=code_digest(typed))


def told(made: CivicLottery, **fields: Any) -> Told:
    answers = {feature.pk: feature.values.all()[0].pk for feature in features_of(made)}
    person = {"name": MARKED, "address": "中原区見本町1-2-3", "phone": "044-000-0000"} | fields
    return Told(Particulars(**person), answers)


def register(made: CivicLottery, typed: str, **fields: Any) -> Volunteer:
    return registering.register(
        code=code_of(typed), told=told(made, **fields), channel=Channel.WEB, sent_key=typed, now=DURING
    )


def typed_form(made: CivicLottery, **fields: str) -> dict[str, Any]:
    answers = {f"f{feature.pk}": str(feature.values.all()[0].pk) for feature in features_of(made)}
    return {"name": MARKED, "address": "見本町1-1", "phone": "044", "form_key": "k" * 22, **answers} | fields


class TestRounds:
    def test_only_hashes_of_codes_are_kept_and_the_promise_comes_before_the_number(self, officer: User) -> None:
        made, codes = invited(officer)
        round_ = made.rounds.get()
        assert round_.state == RoundState.SENT
        assert len(set(codes)) == 4
        assert all(code not in digest for code in codes for digest in InvitationCode.objects.values_list("digest"))
        assert inviting.seed_of(round_).endswith(":38915")
        with pytest.raises(errors.RoundNotInState):
            inviting.know_public_number(round_=round_, number="1", actor=officer, now=DURING)

    def test_codes_beyond_the_letters_that_were_drawn_are_not_valid(self, officer: User) -> None:
        made = lottery()
        round_, codes = inviting.plan_round(
            lottery=made, letters=3, weights={}, rate=0.04, how="数", actor=officer, now=DURING
        )
        rows = [inviting.InvitedRow(1, "", "", ""), inviting.InvitedRow(3, "", "", "")]
        with pytest.raises(errors.PublicNumberUnknown):
            inviting.take_invited(round_=round_, rows=rows, counts={}, actor=officer, now=DURING)
        assert round_.codes.count() == 3
        inviting.know_public_number(round_=round_, number="38915", actor=officer, now=DURING)
        inviting.take_invited(round_=round_, rows=rows, counts={}, actor=officer, now=DURING)
        assert not InvitationCode.objects.filter(digest=code_digest(codes[1])).exists()

    @pytest.mark.parametrize("numbers", [[], [1, 1], [9], [0]])
    def test_numbers_of_another_round_are_refused(self, officer: User, numbers: list[int]) -> None:
        made = lottery()
        round_, _codes = inviting.plan_round(
            lottery=made, letters=3, weights={}, rate=0.04, how="数", actor=officer, now=DURING
        )
        inviting.know_public_number(round_=round_, number="38915", actor=officer, now=DURING)
        rows = [inviting.InvitedRow(number, "", "", "") for number in numbers]
        with pytest.raises(errors.InvitedUnfit):
            inviting.take_invited(round_=round_, rows=rows, counts={}, actor=officer, now=DURING)

    def test_others_do_not_plan(self) -> None:
        with pytest.raises(NotAllowed):
            inviting.plan_round(
                lottery=lottery(), letters=3, weights={}, rate=0.04, how="数",
                actor=RoleFactory(kind=RoleKind.OPERATOR).user, now=DURING,
            )  # fmt: skip


class TestRegistering:
    def test_somebody_registers_and_is_in_the_pool(self, officer: User) -> None:
        made, codes = invited(officer)
        person = register(made, codes[0])
        assert person.state == VolunteerState.REGISTERED
        assert Sealing(made).read(person.particulars)["name"] == MARKED
        assert [one.key for one in pool_of(made).volunteers] == [person.key]

    def test_a_code_works_once_and_a_second_press_changes_nothing(self, officer: User) -> None:
        made, codes = invited(officer)
        assert register(made, codes[0]).pk == register(made, codes[0]).pk
        with pytest.raises(errors.CodeUsed):
            registering.register(
                code=code_of(codes[0]), told=told(made), channel=Channel.WEB, sent_key="another", now=DURING
            )

    def test_codes_are_known_however_they_are_typed(self, officer: User) -> None:
        _made, codes = invited(officer)
        assert code_of(codes[0].upper().replace("-", " ")).number == 1
        assert code_of(codes[0].translate(str.maketrans("abcdefgh-", "ａｂｃｄｅｆｇｈー"))).number == 1

    @pytest.mark.parametrize(
        ("fields", "error"),
        [
            ({"name": " "}, WordsMissing),
            ({"address": ""}, WordsMissing),
            ({"phone": "", "email": ""}, errors.NoWayToReach),
        ],
    )
    def test_what_is_missing_is_told(self, officer: User, fields: dict[str, str], error: type[Exception]) -> None:
        made, codes = invited(officer)
        with pytest.raises(error):
            register(made, codes[0], **fields)
        assert not made.volunteers.exists()

    def test_a_feature_left_open_is_told(self, officer: User) -> None:
        made, codes = invited(officer)
        with pytest.raises(errors.AnswerMissing):
            registering.register(
                code=code_of(codes[0]), told=Told(told(made).particulars), channel=Channel.WEB, sent_key="x", now=DURING
            )

    def test_after_the_closing_day_only_a_card_with_a_reason(self, officer: User) -> None:
        made, codes = invited(officer)
        late = DURING + timedelta(days=30)
        given: dict[str, Any] = {"code": code_of(codes[0]), "told": told(made), "sent_key": "x", "now": late}
        with pytest.raises(errors.LotteryNotOpen):
            registering.register(channel=Channel.WEB, **given)
        with pytest.raises(errors.LotteryNotOpen):
            registering.register(channel=Channel.POST, actor=officer, received_at=late, **given)
        card = registering.register(
            channel=Channel.POST, actor=officer, received_at=late, late_reason="消印は締切の前", **given
        )
        assert (card.channel, card.steps.get().reason) == (Channel.POST, "消印は締切の前")

    def test_who_withdraws_is_erased_at_once_and_not_drawn(self, officer: User) -> None:
        made, codes = invited(officer)
        person = register(made, codes[0])
        registering.withdraw(volunteer=person, now=DURING)
        person.refresh_from_db()
        assert (bytes(person.particulars), bytes(person.answers)) == (b"", b"")
        assert pool_of(made).volunteers == ()
        with pytest.raises(errors.NotAVolunteer):
            registering.correct(volunteer=person, told=told(made), now=DURING)

    def test_after_the_publication_nothing_changes_any_more(self, officer: User) -> None:
        made, codes = invited(officer)
        person = register(made, codes[0])
        CivicLottery.objects.update(state=LotteryState.COMMITTED)
        with pytest.raises(errors.TooLateToChange):
            registering.withdraw(volunteer=person, now=DURING)

    def test_features_stand_once_somebody_registered(self, officer: User) -> None:
        made, codes = invited(officer)
        register(made, codes[0])
        with pytest.raises(errors.AlreadyAtWork):
            change_features(lottery=made, features=[], actor=officer, now=DURING)


class TestPages:
    def test_the_way_of_a_letter(self, officer: User, caplog: pytest.LogCaptureFixture) -> None:
        caplog.set_level(logging.DEBUG)
        made, codes = invited(officer, **FAR)
        phone = Client()
        came = phone.get("/lots/join/", {"code": codes[0]})
        assert (came.status_code, came["Location"]) == (302, "/lots/join/register/")
        page = phone.get("/lots/join/register/").content.decode()
        assert "氏名" in page.replace("<wbr>", "")
        assert phone.post("/lots/join/register/", typed_form(made, name="")).status_code == 400
        assert phone.post("/lots/join/register/", typed_form(made)).status_code == 302
        person = made.volunteers.get()
        mine = phone.get("/lots/join/mine/").content.decode()
        assert person.key in mine
        assert MARKED not in mine
        assert phone.get("/lots/join/register/").status_code == 302
        again = phone.get("/lots/join/correct/").content.decode()
        assert MARKED not in again
        assert phone.post("/lots/join/correct/", typed_form(made, phone="045")).status_code == 302
        assert Sealing(made).read(made.volunteers.get().particulars)["phone"] == "045"
        phone.post("/lots/join/mine/", {"act": "withdraw"})
        assert made.volunteers.get().state == VolunteerState.WITHDRAWN
        assert MARKED not in caplog.text

    @pytest.mark.parametrize("typed", ["", "abcd", "zzzz-zzzz-zzzz", "x" * 500, "'; DROP TABLE", "\u0000"])
    def test_an_unknown_code_is_told(self, client: Client, typed: str) -> None:
        page = client.post("/lots/join/", {"code": typed})
        assert page.status_code == 400
        assert "見つかりません" in page.content.decode().replace("<wbr>", "")

    def test_without_a_code_one_is_led_to_it(self, client: Client) -> None:
        for path in ("register", "mine", "correct"):
            assert client.get(f"/lots/join/{path}/")["Location"] == "/lots/join/"

    def test_a_card_is_typed_in(self, officer: User, client: Client) -> None:
        made, codes = invited(officer, **FAR)
        client.force_login(officer)
        form = typed_form(made, code=codes[1].upper(), received_on=DURING.date().isoformat())
        assert client.post(f"/desk/lots/{made.pk}/volunteers/card/", form | {"code": "none"}).status_code == 400
        assert client.post(f"/desk/lots/{made.pk}/volunteers/card/", form).status_code == 302
        assert made.volunteers.get().channel == Channel.POST
        listed = client.get(f"/desk/lots/{made.pk}/volunteers/").content.decode()
        assert MARKED not in listed

    def test_a_round_from_the_plan_to_the_letters(self, officer: User, client: Client) -> None:
        made = lottery(state=LotteryState.PREPARED)
        client.force_login(officer)
        told_ = {"letters": "3", "rate": "4", "young": "2", "how": "12月1日の数"}
        assert client.post(f"/desk/lots/{made.pk}/rounds/", told_ | {"act": "look"}).status_code == 200
        file = client.post(f"/desk/lots/{made.pk}/rounds/", told_ | {"act": "make"})
        rows = list(csv.DictReader(io.StringIO(file.content.decode("utf-8-sig"))))
        assert [row["number"] for row in rows] == ["1", "2", "3"]
        one = f"/desk/lots/{made.pk}/rounds/1/"
        client.post(f"{one}number/", {"number": "123"})
        assert client.get(f"{one}plan.json").json()["seed"].endswith(":123")
        names = SimpleUploadedFile("letters.csv", "name,address\n見本,見本町".encode())
        refused = client.post(f"{one}invited/", {"file": names})
        assert refused.status_code == 400
        file_ = SimpleUploadedFile("invited.csv", b"number,ward,band,sex\n1,,30-39,male\n2,,18-29,female\n")
        assert client.post(f"{one}invited/", {"file": file_}).status_code == 302
        client.post(f"{one}sent/")
        made.refresh_from_db()
        assert made.state == LotteryState.OPENED
        client.post(f"{one}returned/", {"numbers": "2"})
        assert made.rounds.get().codes.filter(returned_at__isnull=False).count() == 1
        assert client.post(f"{one}returned/", {"numbers": "x"}).status_code == 400

    def test_a_lottery_is_prepared_with_features_of_the_city(self, officer: User, client: Client) -> None:
        lottery()
        process = CivicLottery.objects.get().process
        type(process).objects.filter(pk=process.pk).update(is_main=True)
        client.force_login(officer)
        told_ = {
            "title": "新しいパネル", "aim": "", "asked": "", "seats": "20", "honorarium": "5000",
            "closes_on": "2098-01-01", "starts_on": "2098-02-01", "ends_on": "2098-09-01", "keeps_days": "30",
            "contact": "見本", "own": "町内会・自治会：入っている、入っていない",
        }  # fmt: skip
        assert client.post("/desk/lots/new/", told_ | {"ends_on": "2098-01-15"}).status_code == 400
        assert client.post("/desk/lots/new/", told_ | {"own": "町内会"}).status_code == 400
        made = client.post("/desk/lots/new/", told_)
        assert made.status_code == 302
        found = CivicLottery.objects.get(title="新しいパネル")
        assert [feature.name for feature in features_of(found)][-1] == "町内会・自治会"


class TestDoubles:
    def test_the_same_dwelling_written_otherwise_is_shown_and_settled(self, officer: User, client: Client) -> None:
        made, codes = invited(officer)
        first = register(made, codes[0], phone="1")
        second = register(made, codes[1], name="別の人", address="川崎市中原区見本町一丁目2番3号", phone="2")
        register(made, codes[2], name="よその人", address="高津区見本町9-9-9", phone="3")
        assert find_resemblances(lottery=made, now=DURING) == 1
        assert find_resemblances(lottery=made, now=DURING) == 0
        pair = Resemblance.objects.get()
        assert (pair.first, pair.second, pair.grounds) == (first, second, ["dwelling"])
        client.force_login(officer)
        page = client.get(f"/desk/lots/{made.pk}/alike/{pair.pk}/")
        assert MARKED in page.content.decode()
        assert page["Cache-Control"] == "no-store"
        client.post(f"/desk/lots/{made.pk}/alike/{pair.pk}/", {"resolution": "same_household", "reason": ""})
        first.refresh_from_db(), second.refresh_from_db()
        assert first.household == second.household is not None

    def test_the_later_one_of_the_same_person_is_left_out(self, officer: User) -> None:
        made, codes = invited(officer)
        register(made, codes[0])
        second = register(made, codes[1])
        find_resemblances(lottery=made, now=DURING)
        pair = Resemblance.objects.get()
        with pytest.raises(WordsMissing):
            resolve(resemblance=pair, resolution=Resolution.SAME_PERSON, reason="", actor=officer, now=DURING)
        resolve(resemblance=pair, resolution=Resolution.SAME_PERSON, reason="二通届いた", actor=officer, now=DURING)
        second.refresh_from_db()
        assert second.state == VolunteerState.EXCLUDED

    def test_another_judgement_undoes_the_one_before(self, officer: User) -> None:
        made, codes = invited(officer)
        first, second = register(made, codes[0]), register(made, codes[1])
        find_resemblances(lottery=made, now=DURING)
        pair = Resemblance.objects.get()
        resolve(resemblance=pair, resolution=Resolution.SAME_PERSON, reason="同じ", actor=officer, now=DURING)
        resolve(resemblance=pair, resolution=Resolution.SAME_HOUSEHOLD, reason="", actor=officer, now=DURING)
        for person in (first, second):
            person.refresh_from_db()
        assert second.state == VolunteerState.REGISTERED
        assert first.household == second.household is not None
        resolve(resemblance=pair, resolution=Resolution.DIFFERENT, reason="", actor=officer, now=DURING)
        for person in (first, second):
            person.refresh_from_db()
        assert first.household is second.household is None

    def test_a_pair_of_which_one_withdrew_is_not_asked_about_any_more(self, officer: User) -> None:
        made, codes = invited(officer)
        register(made, codes[0])
        registering.withdraw(volunteer=register(made, codes[1]), now=DURING)
        find_resemblances(lottery=made, now=DURING)
        assert not Resemblance.objects.exists()


class TestErasing:
    def test_when_its_time_is_over_nothing_can_be_read(self, officer: User) -> None:
        made, codes = invited(officer)
        person = register(made, codes[0])
        before = DURING + timedelta(days=200 + made.keeps_days)
        assert erase_due(now=before) == 0
        assert erase_due(now=before + timedelta(days=1)) == 1
        assert erase_due(now=before + timedelta(days=2)) == 0
        person.refresh_from_db()
        key = LotteryKey.objects.get(lottery=made)
        assert (bytes(person.particulars), bytes(key.sealed), len(person.proof)) == (b"", b"", 64)
        with pytest.raises(errors.VolunteersErased):
            Sealing(made)
        made.refresh_from_db()
        assert made.state == LotteryState.ENDED
        page = Client().get(f"/lots/{made.pk}/").content.decode()
        assert "すべて消しました" in page

    def test_a_lottery_that_was_called_off_is_erased_at_once(self, officer: User) -> None:
        made, codes = invited(officer)
        register(made, codes[0])
        CivicLottery.objects.update(state=LotteryState.CANCELLED, cancelled_reason="取りやめ")
        assert erase_due(now=DURING) == 1

    def test_no_name_is_in_any_table(self, officer: User) -> None:
        made, codes = invited(officer)
        register(made, codes[0])
        with connection.cursor() as cursor:
            found = []
            for table in connection.introspection.table_names():
                cursor.execute(f'SELECT * FROM "{table}"')
                found += [table for row in cursor.fetchall() if any(MARKED in _text(cell) for cell in row)]
        assert found == []


def _text(cell: Any) -> str:
    return bytes(cell).decode("utf-8", "replace") if isinstance(cell, bytes | memoryview) else str(cell)
