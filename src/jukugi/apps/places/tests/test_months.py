from datetime import date, timedelta

import pytest
from django.utils import timezone

from jukugi.apps.accounts.enums import Channel, RoleKind
from jukugi.apps.accounts.tests.factories import RoleFactory, UserFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.places import actions, errors
from jukugi.apps.places.actions import MonthDraft
from jukugi.apps.places.enums.months import LEAST_PLACES, StoryState
from jukugi.apps.places.models import PlaceMonth
from jukugi.apps.places.queries.months import visits_page
from jukugi.apps.places.tests.factories import NOW, listed
from jukugi.kit.errors import NotAllowed

pytestmark = pytest.mark.django_db

MONTHS = [date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1)]
DAY = date(2026, 4, 7)


@pytest.fixture
def ward():
    return WardFactory(name="西区")


@pytest.fixture
def officer(ward):
    return RoleFactory(kind=RoleKind.WARD_OFFICER, area=ward).user


def told(place, officer, visits: int, *, months=MONTHS, **fields) -> None:
    for month in months:
        draft = MonthDraft(month=month, opened_days=10, visits=visits, **fields)
        actions.enter_month(place=place, draft=draft, channel=Channel.CARD, actor=officer, now=NOW)


def test_those_who_keep_a_place_tell_of_a_month_and_its_story_waits(ward, officer, client):
    place = listed(ward)
    _entry, secret = actions.give_entry(place=place, actor=officer, now=NOW)
    month = timezone.localdate().replace(day=1).isoformat()

    done = client.post(
        f"/places/keep/{secret}/month/",
        {"month": month, "opened_days": 4, "visits": 30, "first_visits": "", "story": "子どもが初めて来た"},
    )

    one = PlaceMonth.objects.get()
    assert (done.status_code, one.visits, one.first_visits, one.channel) == (302, 30, None, Channel.WEB)
    assert one.story_state == StoryState.WAITING
    assert "子どもが初めて来た" not in client.get("/places/visits/").content.decode()
    with pytest.raises(NotAllowed):
        actions.settle_story(month=one, shows=True, actor=UserFactory(), now=NOW)
    actions.settle_story(month=one, shows=True, actor=officer, now=NOW)
    page = client.get("/places/visits/").content.decode()
    assert "子どもが初めて来た" in page
    assert ">30<" not in page


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"month": date(2026, 5, 1)}, errors.MonthNotThere),
        ({"month": date(2026, 3, 2)}, errors.MonthNotThere),
        ({"first_visits": 40}, errors.NoSuchVisits),
        ({"opened_days": 0}, errors.NoSuchVisits),
        ({"opened_days": 32}, errors.NoSuchVisits),
    ],
)
def test_a_month_that_cannot_be_is_refused(ward, officer, fields, reason):
    said = {"month": MONTHS[0], "opened_days": 4, "visits": 30} | fields

    with pytest.raises(reason):
        actions.enter_month(place=listed(ward), draft=MonthDraft(**said), channel=Channel.CARD, actor=officer, now=NOW)


def test_few_places_are_not_enough_and_a_month_told_again_counts_once(ward, officer):
    for _number in range(LEAST_PLACES - 1):
        told(listed(ward), officer, 50)
    last = listed(ward)
    told(last, officer, 50, months=MONTHS[:2])
    told(last, officer, 50, months=MONTHS[:2])

    page = visits_page(DAY)

    assert (page.told, page.visits, page.first_share) == (LEAST_PLACES - 1, None, None)
    assert all(one.estimate is None for one in page.comparisons)
    told(last, officer, 50, months=MONTHS[2:])
    assert visits_page(DAY).visits.middle == 5


def test_two_kinds_of_places_are_compared_with_an_interval(ward, officer):
    for number in range(8):
        told(listed(ward, step_free="yes", is_free=True), officer, 100 + number, first_visits=20)
        told(listed(ward, step_free="no", is_free=None), officer, 40 + number, first_visits=4)

    page = visits_page(DAY)

    step, toilet, _weekend, free = page.comparisons
    assert 5.5 < step.estimate.low <= step.estimate.middle == 6 <= step.estimate.high < 6.5
    assert (toilet.estimate, free.estimate, free.counts) == (None, None, (8, 0))
    assert 0.09 < page.first_share.middle < 0.21


def test_places_that_lost_their_step_are_compared_with_themselves(ward, officer):
    from dataclasses import replace
    from datetime import datetime

    at = datetime(2025, 12, 15, tzinfo=NOW.tzinfo)
    before = [date(2025, 9, 1), date(2025, 10, 1), date(2025, 11, 1)]
    for number in range(LEAST_PLACES + 3):
        place = listed(ward, step_free="no", now=at - timedelta(days=200))
        told(place, officer, 50, months=before)
        told(place, officer, 80 + number)
        draft = replace(actions.draft_of(place), step_free="yes")
        actions.correct_place(place=place, draft=draft, reason="スロープ", actor=officer, now=at)

    found = visits_page(DAY).step_change

    assert found.counts == (LEAST_PLACES + 3, LEAST_PLACES + 3)
    assert 3 <= found.estimate.low <= found.estimate.middle <= found.estimate.high < 4


def test_the_desk_types_in_paper_and_settles_stories(ward, officer, client):
    place = listed(ward)
    client.force_login(officer)
    day = timezone.localdate()
    fields = {"month": day.replace(day=1).isoformat(), "opened_days": 4, "visits": 30, "after": "週に二人"}

    faulty = client.post(f"/desk/places/{place.pk}/months/", fields)
    taken = client.post(
        f"/desk/places/{place.pk}/months/", fields | {"channel": "card", "received_on": day.isoformat()}
    )

    one = PlaceMonth.objects.get()
    assert (faulty.status_code, taken.status_code, one.after) == (400, 302, "週に二人")
    assert "週に二人" in client.get(f"/desk/places/{place.pk}/months/").content.decode()
    client.post(f"/desk/places/months/{one.pk}/leave/")
    one.refresh_from_db()
    assert one.story_state == StoryState.LEFT
    assert client.post(f"/desk/places/months/{one.pk}/show/").status_code == 409
