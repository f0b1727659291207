"""Pages from the targets to the panel, for staff and for everybody."""

import pytest
from django.test import Client

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.models import User
from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.sortition.actions.drawing import compute_draw
from jukugi.apps.sortition.enums import DrawState, SeatState
from jukugi.apps.sortition.models import CivicLottery, Draw
from jukugi.apps.sortition.queries.pool import features_of
from jukugi.apps.sortition.tests.test_drawing import AFTER, closed, committed, computed, drawn

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer() -> User:
    return RoleFactory(kind=RoleKind.POLICY_OFFICER, area=None).user


@pytest.fixture
def desk(client: Client, officer: User) -> Client:
    client.force_login(officer)
    return client


def bounds(made: CivicLottery, **changed: str) -> dict[str, str]:
    typed = {}
    for feature in features_of(made):
        for value in feature.values.all():
            typed[f"low_{value.pk}"], typed[f"high_{value.pk}"] = str(value.low), str(value.high)
    return typed | changed


class TestTargets:
    def test_targets_that_can_be_kept_are_saved(self, desk: Client, officer: User) -> None:
        made = closed(officer)
        page = desk.get(f"/desk/lots/{made.pk}/targets/")
        assert "成り立ちます" in page.content.decode().replace("<wbr>", "")
        sent = desk.post(f"/desk/lots/{made.pk}/targets/", bounds(made) | {"act": "save"})
        assert sent.status_code == 302

    def test_targets_that_cannot_be_kept_are_explained_and_mended_by_one_button(
        self, desk: Client, officer: User
    ) -> None:
        made = closed(officer)
        first, second = list(features_of(made)[1].values.all())[:2]
        nine, eight = dict.fromkeys((f"low_{first.pk}", f"high_{first.pk}"), "9"), f"{second.pk}"
        wrong = bounds(made) | nine | {f"low_{eight}": "8", f"high_{eight}": "8"}
        said = (
            desk.post(f"/desk/lots/{made.pk}/targets/", wrong | {"act": "check"}).content.decode().replace("<wbr>", "")
        )
        assert "成り立ちません" in said
        assert "の最少を合わせると" in said
        mended = (
            desk.post(f"/desk/lots/{made.pk}/targets/", wrong | {"act": "relax"}).content.decode().replace("<wbr>", "")
        )
        assert "成り立ちます" in mended
        assert "成り立ちません" not in mended

    def test_the_part_alone_is_given_while_one_types(self, desk: Client, officer: User) -> None:
        made = closed(officer)
        part = desk.post(f"/desk/lots/{made.pk}/targets/", bounds(made), headers={"hx-request": "true"})
        assert "<html" not in part.content.decode().replace("<wbr>", "")
        assert "成り立ちます" in part.content.decode().replace("<wbr>", "")

    @pytest.mark.parametrize("typed", ["", "二", "-1", "99999", "1.5"])
    def test_what_is_no_count_is_told_at_its_field(self, desk: Client, officer: User, typed: str) -> None:
        made = closed(officer)
        value = features_of(made)[0].values.all()[0]
        page = desk.post(f"/desk/lots/{made.pk}/targets/", bounds(made, **{f"low_{value.pk}": typed}))
        assert page.status_code == 400
        assert 'aria-invalid="true"' in page.content.decode().replace("<wbr>", "")

    def test_a_proposal_follows_the_population(self, desk: Client, officer: User) -> None:
        made = closed(officer)
        page = desk.post(f"/desk/lots/{made.pk}/targets/", bounds(made) | {"act": "propose"})
        assert page.status_code == 200


class TestCourse:
    def test_from_the_table_to_the_panel(self, desk: Client, officer: User, client: Client) -> None:
        made = closed(officer)
        desk.post(f"/desk/lots/{made.pk}/draws/", {"method": "leximin"})
        draw = made.draws.get()
        Draw.objects.update(rows=100)
        assert "計算しています" in desk.get(f"/desk/lots/{made.pk}/draws/1/").content.decode().replace("<wbr>", "")
        compute_draw(draw_pk=draw.pk, now=AFTER)
        one = f"/desk/lots/{made.pk}/draws/1/"
        assert Client().get(f"/lots/{made.pk}/draws/1/").status_code == 404
        told = {"draws_at": "2099-01-01 10:00", "place": "会議室", "public_number": "dice", "how": ""}
        assert desk.post(f"{one}publish/", told).status_code == 302
        public = Client().get(f"/lots/{made.pk}/draws/1/").content.decode().replace("<wbr>", "")
        assert "これから決めます" in public
        refused = desk.post(f"{one}number/", {"digits": "42", "note": "", "act": "keep"})
        assert refused.status_code == 400
        Draw.objects.update(draws_at=AFTER)
        looked = (
            desk.post(f"{one}number/", {"digits": "４２", "note": "", "act": "look"})
            .content.decode()
            .replace("<wbr>", "")
        )
        assert "この数でよいですか" in looked
        assert desk.post(f"{one}number/", {"digits": "４２", "note": "傍聴12人", "act": "keep"}).status_code == 302
        public = Client().get(f"/lots/{made.pk}/draws/1/").content.decode().replace("<wbr>", "")
        assert "42番の行" in public
        assert "縮図になっているか" in public
        assert made.drawn_seats.count() == 12
        for name in ("pool.csv", "quotas.csv", "table.csv", "commitment.json"):
            assert Client().get(f"/lots/{made.pk}/draws/1/files/{name}").status_code == 200
        assert Client().get(f"/lots/{made.pk}/draws/1/files/secret.txt").status_code == 404
        assert "42番の行" in Client().get(f"/wall/lots/{made.pk}/1/").content.decode().replace("<wbr>", "")

    def test_calls_are_written_down_and_names_opened_one_by_one(self, desk: Client, officer: User) -> None:
        made = closed(officer)
        drawn(made, officer)
        page = desk.get(f"/desk/lots/{made.pk}/seats/").content.decode().replace("<wbr>", "")
        assert "見本 " not in page
        one = f"/desk/lots/{made.pk}/seats/1/"
        opened = desk.post(f"{one}particulars/")
        assert "見本 " in opened.content.decode().replace("<wbr>", "")
        assert opened["Cache-Control"] == "no-store"
        assert desk.post(one, {"act": "unreachable", "note": ""}).status_code == 400
        assert desk.post(one, {"act": "confirmed", "note": ""}).status_code == 302
        assert made.drawn_seats.get(position=1).state == SeatState.CONFIRMED

    def test_a_draw_is_given_up_with_a_public_reason(self, desk: Client, officer: User) -> None:
        made = closed(officer)
        committed(made, officer)
        assert desk.post(f"/desk/lots/{made.pk}/draws/1/void/", {"reason": ""}).status_code == 400
        desk.post(f"/desk/lots/{made.pk}/draws/1/void/", {"reason": "会場が閉まった"})
        assert made.draws.get().state == DrawState.VOID
        assert "会場が閉まった" in Client().get(f"/lots/{made.pk}/draws/1/").content.decode().replace("<wbr>", "")

    def test_everybody_finds_their_own_number(self, officer: User) -> None:
        made = closed(officer)
        seats = drawn(made, officer)
        key = seats[0].volunteer.key
        page = (
            Client()
            .get(f"/lots/{made.pk}/draws/1/", {"key": key.upper().replace("-", "")})
            .content.decode()
            .replace("<wbr>", "")
        )
        assert "選ばれました。" in page
        assert "対象にいません" in Client().get(
            f"/lots/{made.pk}/draws/1/", {"key": "zzz-zzz"}
        ).content.decode().replace("<wbr>", "")

    def test_others_do_not_come_in(self, officer: User, client: Client) -> None:
        made = closed(officer)
        computed(made, officer)
        stranger = RoleFactory(kind=RoleKind.OPERATOR).user
        client.force_login(stranger)
        for path in ("", "targets/", "draws/1/", "draws/1/publish/", "draws/1/number/", "seats/", "attendance/"):
            assert client.get(f"/desk/lots/{made.pk}/{path}").status_code == 403
        for path in ("close/", "draws/", "settle/", "honorariums/", "seats/1/particulars/"):
            assert client.post(f"/desk/lots/{made.pk}/{path}").status_code == 403
