"""The desk: a preview before anything moves, what the next gate lacks, wards by their own officers."""

from datetime import date

import pytest

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.processes.models import Dependency, Milestone, Process, Shift
from jukugi.apps.processes.spans import midnight
from jukugi.apps.processes.tests.factories import (
    ConditionFactory,
    GateFactory,
    MilestoneFactory,
    PhaseFactory,
    ProcessFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(client):
    user = RoleFactory().user
    client.force_login(user)
    return user


@pytest.fixture
def chain():
    """素案 → 策定, of one process; its draft and what follows."""
    process = ProcessFactory(is_main=True, starts_on=date(2026, 4, 1), ends_on=date(2027, 3, 31))
    draft = MilestoneFactory(process=process, title="素案", on=date(2026, 11, 1))
    adopted = MilestoneFactory(process=process, title="策定", on=date(2027, 3, 1))
    Dependency.objects.create(process=process, before_milestone=draft, after_milestone=adopted)
    return draft, adopted


def words(response) -> str:
    return response.content.decode().replace("<wbr>", "")


SLIP = {"months": "2", "precision": "month", "reason": "読み直すため"}


def test_sent_once_the_form_shows_what_would_move_and_moves_nothing(client, officer, chain):
    draft, _adopted = chain

    response = client.post(f"/desk/processes/milestone/{draft.pk}/shift/", SLIP)

    page = words(response)
    assert response.status_code == 200
    assert [text in page for text in ("2027年1月", "2027年5月", "こう変わります")] == [True] * 3
    assert Shift.objects.count() == 0


def test_decided_it_moves_what_was_ticked(client, officer, chain):
    draft, adopted = chain
    address = f"/desk/processes/milestone/{draft.pk}/shift/"
    seen = client.post(address, SLIP).context["proposal"].seen

    response = client.post(address, SLIP | {"seen": seen, "decide": "1", "also": [f"milestone-{adopted.pk}"]})

    assert response.status_code == 302
    assert list(Milestone.objects.order_by("pk").values_list("on", flat=True)) == [date(2027, 1, 1), date(2027, 5, 1)]


def test_what_is_not_ticked_stays(client, officer, chain):
    draft, adopted = chain
    address = f"/desk/processes/milestone/{draft.pk}/shift/"
    seen = client.post(address, SLIP).context["proposal"].seen

    client.post(address, SLIP | {"seen": seen, "decide": "1"})

    adopted.refresh_from_db()
    assert adopted.on == date(2027, 3, 1)


def test_a_preview_that_is_out_of_date_is_shown_anew_and_nothing_moves(client, officer, chain):
    draft, adopted = chain
    address = f"/desk/processes/milestone/{draft.pk}/shift/"
    seen = client.post(address, SLIP).context["proposal"].seen
    Milestone.objects.filter(pk=adopted.pk).update(on=date(2027, 2, 1))

    response = client.post(address, SLIP | {"seen": seen, "decide": "1", "also": [f"milestone-{adopted.pk}"]})

    assert response.status_code == 409
    assert "だれかが予定を変えました" in words(response)
    assert response.context["proposal"].seen != seen
    assert Shift.objects.count() == 0


@pytest.mark.parametrize("given", [{"months": ""}, {"months": "2", "reason": ""}, {"months": "99"}])
def test_a_form_that_says_too_little_is_shown_again(client, officer, chain, given):
    draft, _adopted = chain

    response = client.post(f"/desk/processes/milestone/{draft.pk}/shift/", SLIP | given)

    assert response.status_code == 400
    assert Shift.objects.count() == 0


def test_an_end_before_the_beginning_is_refused_in_the_form(client, officer):
    phase = PhaseFactory(opens_at=midnight(date(2026, 10, 1)), closes_at=midnight(date(2026, 12, 1)))
    given = {"starts_on": "2026-10-01", "ends_on": "2026-09-01", "precision": "day", "reason": "理由"}

    response = client.post(f"/desk/processes/phase/{phase.pk}/shift/", given)

    assert response.status_code == 400
    assert "終わりの日が、始まりの日より前です" in words(response)


def test_the_desk_tells_what_the_next_gate_still_lacks_and_leads_there(client, officer, chain):
    process = chain[0].process
    gate = GateFactory(phase__process=process, title="公表の前に")
    ConditionFactory(gate=gate, title="文書がある")

    page = words(client.get("/desk/"))

    assert "次の関門までに足りないもの" in page
    assert "次の関門「公表の前に」まで：文書がある" in page
    assert f'href="/desk/processes/gates/{gate.pk}/"' in page


def test_a_ward_officer_is_told_of_no_gate_but_sets_the_time_of_the_own_ward(client, chain):
    ward = WardFactory(name="東区")
    client.force_login(RoleFactory(kind=RoleKind.WARD_OFFICER, area=ward).user)
    phase = PhaseFactory(process=chain[0].process)
    ConditionFactory(gate=GateFactory(phase=phase))

    desk = words(client.get("/desk/"))
    given = {"ward": ward.pk, "starts_on": "2026-12-01", "ends_on": "2026-12-31", "reason": "会場の都合"}
    sent = client.post(f"/desk/processes/phase/{phase.pk}/wards/", given)

    page = words(client.get(phase.get_absolute_url()))
    assert ("足りないもの" in desk, sent.status_code) == (False, 302)
    assert ("会場の都合" in page, "東区" in page) == (True, True)


def test_a_process_in_preparation_is_on_no_public_page(client):
    draft = PhaseFactory(process__is_draft=True, process__title="準備中の検討", title="期間").process

    pages = [words(client.get(address)) for address in ("/processes/", "/processes/calendar/", "/processes/changes/")]

    assert ["準備中の検討" in page for page in pages] == [False] * 3
    assert client.get(draft.get_absolute_url()).status_code == 404


def test_a_course_begun_at_the_desk_opens_its_own_page(client, officer):
    given = {"course": "one_month", "title": "短い検討", "slug": "short", "starts_on": "2027-04-01"}

    response = client.post("/desk/processes/new/", given, follow=True)

    process = Process.objects.get(slug="short")
    assert response.redirect_chain == [(f"/desk/processes/{process.pk}/", 302)]
    assert "準備中です。市民には見えません" in words(response)


def test_the_feed_tells_a_shift_with_its_reason(client, officer, chain):
    draft, _adopted = chain
    address = f"/desk/processes/milestone/{draft.pk}/shift/"
    seen = client.post(address, SLIP).context["proposal"].seen
    client.post(address, SLIP | {"seen": seen, "decide": "1"})

    feed = client.get("/processes/changes.atom").content.decode()

    assert [text in feed for text in ("「素案」の時期を、2026年11月から2027年1月に変えました", "読み直すため")] == [
        True
    ] * 2


@pytest.mark.parametrize("seen", ["", "x", "2026-01-01", "2026-01-01T00:00:00", "9999-99-99T00:00:00+00:00"])
def test_whatever_the_cookie_holds_the_page_of_changes_stands(client, seen):
    client.cookies["jukugi_seen_changes"] = seen

    response = client.get("/processes/changes/")

    assert (response.status_code, response.context["seen"]) == (200, None)
