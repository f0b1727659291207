from collections import Counter
from datetime import date, timedelta

import pytest

from jukugi.apps.accounts.enums import Channel, RoleKind
from jukugi.apps.accounts.tests.factories import ParticipantFactory, RoleFactory, UserFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.places import actions, errors
from jukugi.apps.places.actions import WalkDraft
from jukugi.apps.places.enums import PlaceAct
from jukugi.apps.places.enums.walks import CheckItem, FindingState, Walker
from jukugi.apps.places.models import Finding, PlaceCheck, Walk
from jukugi.apps.places.queries.walks import told_walkers, walk_page
from jukugi.apps.places.tests.factories import NOW, listed
from jukugi.kit.errors import NotAllowed

pytestmark = pytest.mark.django_db

TODAY = date(2026, 4, 7)
KEY = "a" * 32


@pytest.fixture
def place():
    return listed(WardFactory(name="西区"), step_free="unknown", is_free=True)


@pytest.fixture
def officer(place):
    return RoleFactory(kind=RoleKind.WARD_OFFICER, area=place.ward).user


def opened(place, officer, **fields) -> Walk:
    said = {
        "title": "春のまち歩き",
        "ward": place.ward,
        "begins_on": TODAY - timedelta(days=1),
        "ends_on": TODAY + timedelta(days=1),
        "items": tuple(CheckItem.values),
    }
    return actions.open_walk(draft=WalkDraft(**said | fields), actor=officer, now=NOW)


def sent(walk, place, answers, **fields) -> PlaceCheck:
    said = {"walker": Walker.LIVES, "client_key": KEY, "looked_on": TODAY, "author": ParticipantFactory(), "now": NOW}
    return actions.send_check(walk=walk, place=place, answers=answers, **said | fields)


def test_what_is_seen_waits_where_it_differs_from_the_register_and_is_told_where_not(place, officer):
    walk = opened(place, officer)

    check = sent(walk, place, {"step_free": "yes", "is_free": "yes", "toilet": "golden", "words": "貼り紙が新しい"})

    found = {one.item: (one.before, one.value, one.state) for one in check.findings.all()}
    assert found == {
        "step_free": ("unknown", "yes", FindingState.WAITING),
        "is_free": ("yes", "yes", FindingState.SAME),
        "words": ("", "貼り紙が新しい", FindingState.WAITING),
    }
    place.refresh_from_db()
    assert place.step_free == "unknown"


def test_what_is_sent_twice_is_kept_once(place, officer):
    walk = opened(place, officer)

    first, again = (sent(walk, place, {"step_free": "yes"}) for _time in range(2))

    assert (first.pk, PlaceCheck.objects.count(), Finding.objects.count()) == (again.pk, 1, 1)


def test_an_officer_takes_one_field_and_leaves_another_with_a_reason(place, officer):
    walk = opened(place, officer)
    check = sent(walk, place, {"step_free": "yes", "parking": "no"})
    step, parking = check.findings.order_by("pk")
    with pytest.raises(errors.ReasonMissing):
        actions.leave_finding(finding=parking, reason="", actor=officer, now=NOW)
    with pytest.raises(NotAllowed):
        actions.take_finding(finding=step, actor=UserFactory(), now=NOW)

    actions.take_finding(finding=step, actor=officer, now=NOW)
    actions.leave_finding(finding=parking, reason="裏に一台分ある", actor=officer, now=NOW)

    place.refresh_from_db()
    assert (place.step_free, place.parking, place.writings.first().act) == ("yes", "unknown", PlaceAct.CORRECTED)
    assert "春のまち歩き" in place.writings.first().reason
    with pytest.raises(errors.AlreadyAnswered):
        actions.take_finding(finding=step, actor=officer, now=NOW)


def test_two_who_saw_the_same_are_both_taken_and_the_register_changes_once(place, officer):
    walk = opened(place, officer)
    for key in ("b" * 32, "c" * 32):
        sent(walk, place, {"step_free": "yes"}, client_key=key)

    for finding in Finding.objects.all():
        actions.take_finding(finding=finding, actor=officer, now=NOW)

    assert place.writings.filter(act=PlaceAct.CORRECTED).count() == 1


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"looked_on": TODAY - timedelta(days=5)}, errors.WalkNotOpen),
        ({"looked_on": TODAY + timedelta(days=1)}, errors.WalkNotOpen),
        ({"now": NOW + timedelta(days=9)}, errors.WalkNotOpen),
    ],
)
def test_what_is_seen_outside_the_days_is_refused(place, officer, fields, reason):
    with pytest.raises(reason):
        sent(opened(place, officer), place, {"step_free": "yes"}, **fields)


def test_a_place_elsewhere_and_an_empty_sheet_are_refused(place, officer):
    walk = opened(place, officer, items=("step_free",))

    with pytest.raises(errors.NotOnTheList):
        sent(walk, listed(name="よその区"), {"step_free": "yes"})
    with pytest.raises(errors.NothingSaid):
        sent(walk, place, {"step_free": "", "parking": "yes"})


def test_a_campaign_that_cannot_be_is_refused(place, officer):
    for fields, reason in (
        ({"ends_on": TODAY - timedelta(days=9)}, errors.NoSuchDays),
        ({"items": ()}, errors.NothingToLookAt),
        ({"ward": None}, errors.WardMissing),
        ({"ward": WardFactory()}, NotAllowed),
    ):
        with pytest.raises(reason):
            opened(place, officer, **fields)


def test_what_was_entered_late_from_a_phone_without_a_connection_is_taken(place, officer):
    walk = opened(place, officer)

    check = sent(walk, place, {"step_free": "yes"}, now=NOW + timedelta(days=3))

    assert check.looked_on == TODAY


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ({"lives": 9, "works": 6}, [9, 6]),
        ({"lives": 9, "works": 6, "staff": 2}, [9, None, None]),
        ({"lives": 9, "works": 1, "staff": 2}, [9, None, None]),
        ({"staff": 2}, [None]),
    ],
)
def test_few_of_one_kind_are_not_told_and_cannot_be_had_by_taking_the_others_away(counts, told):
    assert [count for _label, count in told_walkers(Counter(counts))] == told


def test_somebody_looks_without_an_account_and_without_a_script(place, officer, client, settings):
    walk = opened(place, officer, begins_on=date(2020, 1, 1), ends_on=date(2099, 1, 1))

    page = client.get(walk.get_absolute_url())
    done = client.post(
        f"{walk.get_absolute_url()}{place.pk}/", {"step_free": "yes", "walker": "lives", "client_key": KEY}
    )
    again = client.post(
        f"{walk.get_absolute_url()}{place.pk}/",
        {"step_free": "yes", "walker": "lives", "client_key": KEY},
        headers={"accept": "application/json"},
    )
    refused = client.post(f"{walk.get_absolute_url()}{place.pk}/", {}, headers={"accept": "application/json"})

    assert page.headers["X-Robots-Tag"] == "noindex"
    assert (done.status_code, again.status_code, refused.status_code) == (302, 201, 409)
    assert refused.json()["what"] == "何も書かれていません。"
    assert PlaceCheck.objects.get().channel == Channel.WEB
    assert walk_page(walk).looked_at == 1
    assert client.get("/places/walks/unknown/").status_code == 404
    assert [one.title for one, _n in client.get("/places/walks/").context["running"]] == ["春のまち歩き"]
    assert walk.key not in client.get("/places/walks/").content.decode()
    assert client.get("/places/walks/worker.js")["Content-Type"].startswith("text/javascript")


def test_paper_is_typed_in_and_settled_at_the_desk(place, officer, client):
    walk = opened(place, officer, begins_on=date(2020, 1, 1), ends_on=date(2099, 1, 1))
    client.force_login(officer)

    typed = client.post(
        f"/desk/places/walks/{walk.pk}/enter/{place.pk}/",
        {"step_free": "yes", "parking": "no", "walker": "association", "looked_on": "2026-04-01", "channel": "card"},
    )

    first, second = Finding.objects.order_by("pk")
    page = client.get(f"/desk/places/walks/{walk.pk}/").content.decode()
    assert (typed.status_code, first.found_in.channel) == (302, Channel.CARD)
    assert page.count("/take/") == 2
    client.post(f"/desk/places/findings/{first.pk}/take/")
    refused = client.post(f"/desk/places/findings/{second.pk}/leave/", {"reason": ""})
    place.refresh_from_db()
    assert (place.step_free, refused.status_code) == ("yes", 409)
    client.force_login(RoleFactory(kind=RoleKind.WARD_OFFICER, area=WardFactory()).user)
    assert client.get(f"/desk/places/walks/{walk.pk}/").status_code == 403
    assert client.post(f"/desk/places/findings/{second.pk}/take/").status_code == 403


def test_the_paper_has_every_place_and_every_question(place, officer, client):
    walk = opened(place, officer)

    page = client.get(f"{walk.get_absolute_url()}paper/").content.decode()

    assert page.count('class="walk-sheet"') == 1
    assert page.count("<dt>") == len(CheckItem)
