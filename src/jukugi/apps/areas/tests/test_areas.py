from datetime import date

import pytest
from django.db import IntegrityError, transaction

from jukugi.apps.areas import queries
from jukugi.apps.areas.enums import AreaLevel
from jukugi.apps.areas.models import Area
from jukugi.apps.areas.tests.factories import CityFactory, WardFactory

pytestmark = pytest.mark.django_db


def choose(client, **fields):
    return client.post("/areas/choose/", fields)


def chosen(client) -> str:
    cookie = client.cookies.get("jukugi_ward")
    return cookie.value if cookie else ""


def test_a_chosen_ward_is_remembered_on_this_device_and_named_on_the_page(client):
    ward = WardFactory(code="990001", name="見本丘区")

    response = choose(client, ward=ward.code, next="/about/")

    assert (response.status_code, response.url) == (302, "/about/")
    cookie = response.cookies["jukugi_ward"]
    assert (cookie.value, cookie["httponly"], cookie["samesite"], cookie["secure"], cookie["path"]) == (
        ward.code, True, "Lax", "", "/",
    )  # fmt: skip
    assert "見本丘区を" in client.get("/").content.decode().replace("<wbr>", "")


def test_over_https_the_choice_travels_over_https_only(client):
    ward = WardFactory()

    response = client.post("/areas/choose/", {"ward": ward.code}, secure=True)

    assert response.cookies["jukugi_ward"]["secure"] is True


@pytest.mark.parametrize("code", ["", "999999", "x" * 5000, "\x00", "' OR 1=1"])
def test_an_unknown_ward_means_the_whole_city(client, code):
    choose(client, ward=WardFactory().code)

    response = choose(client, ward=code)

    assert (response.status_code, response.url, chosen(client)) == (302, "/", "")


def test_a_city_is_no_ward(client):
    choose(client, ward=CityFactory().code)

    assert chosen(client) == ""


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/", "//evil.example/", "/\\evil.example", "\\\\evil.example", "javascript:alert(1)",
        "http:evil.example", "evil.example", "desk", "issues:board", "", " /x",
    ],
)  # fmt: skip
def test_the_way_back_never_leads_elsewhere(client, elsewhere):
    response = choose(client, ward="", next=elsewhere)

    assert (response.status_code, response.url) == (302, "/")


@pytest.mark.parametrize("here", ["/", "/topics/3/vote/?after=2", "/issues/#main"])
def test_the_way_back_leads_to_the_page_one_came_from(client, here):
    assert choose(client, ward="", next=here).url == here


def test_a_ward_is_not_chosen_by_a_link(client):
    assert client.get("/areas/choose/", {"ward": WardFactory().code}).status_code == 405
    assert chosen(client) == ""


def test_wards_come_in_the_order_in_which_the_city_tells_them(django_assert_num_queries):
    city = CityFactory()
    last = WardFactory(parent=city, lane_order=9)
    first = WardFactory(parent=city, lane_order=2)

    with django_assert_num_queries(1):
        found = queries.wards()

    assert found == [first, last]


@pytest.mark.parametrize(
    "fields",
    [
        {"level": AreaLevel.WARD},
        {"level": AreaLevel.SCHOOL_DISTRICT},
        {"level": AreaLevel.CITY, "population": 1_500_000},
    ],
    ids=["a ward without a city", "a district without a ward", "a population without its date"],
)
def test_the_database_refuses(fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        Area.objects.create(code="1", name="見本", **fields)


def test_a_city_inside_another_is_refused():
    with pytest.raises(IntegrityError), transaction.atomic():
        CityFactory(parent=CityFactory())


def test_a_population_with_its_date_is_taken():
    area = CityFactory(population=1_538_262, population_as_of=date(2020, 10, 1))

    area.refresh_from_db()

    assert area.population == 1_538_262
