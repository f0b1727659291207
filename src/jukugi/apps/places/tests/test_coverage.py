from datetime import date, timedelta

import numpy as np
import pytest
from scipy.spatial import cKDTree

from jukugi.apps.accounts.tests.factories import RoleFactory, UserFactory
from jukugi.apps.areas.actions import import_district_boundaries, import_ward_boundaries
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.places import actions, errors
from jukugi.apps.places.models import CoverageEdition, PopulationPoint
from jukugi.apps.places.tests.factories import NOW, listed, proposed
from jukugi.kit.sheets import FaultySheet
from tests import boundaries

pytestmark = pytest.mark.django_db

AS_OF = date(2026, 4, 1)


def points(text: str) -> tuple[int, float]:
    return actions.import_points(text.encode(), source="見本の人口", as_of=AS_OF)


def two_wards() -> tuple:
    east, west = WardFactory(name="東区", code="EAST"), WardFactory(name="西区", code="WEST")
    points(
        "id,lat,lon,people,children,elderly,ward_code,name\n"
        "a,35.5287,139.7323,1000,100,300,EAST,台町\n"
        "b,35.5300,139.7323,500,50,100,EAST,坂下\n"
        "c,35.6000,139.5000,300,3,90,WEST,丘上\n"
        "d,35.6010,139.5000,200,40,50,WEST,丘下\n"
    )
    return east, west


def test_people_within_reach_are_counted_by_ward_and_group_and_the_rest_is_named():
    east, _west = two_wards()
    listed(east)

    document = actions.count_coverage(now=NOW).document

    assert document["city"] == {"name": "", "people": [2000, 1500], "children": [193, 150], "elderly": [540, 400]}
    assert [(one["name"], one["people"], one["children"]) for one in document["wards"]] == [
        ("東区", [1500, 1500], [150, 150]),
        ("西区", [500, 0], [43, 0]),
    ]
    assert [(one["name"], one["people"], one["children"], one["elderly"]) for one in document["white_spots"]] == [
        ("丘上", 300, -1, 90),
        ("丘下", 200, 40, 50),
    ]
    assert [(one["name"], one["gain"]) for one in document["next"]] == [("丘上", 500)]
    assert (document["white_people"], document["next_gain"], document["proven"]) == (500, 500, True)


def test_shares_agree_with_a_tree_of_their_own_on_many_points():
    dice = np.random.default_rng(7)
    ward = WardFactory(name="東区", code="EAST")
    where = np.column_stack([dice.uniform(35.50, 35.56, 300), dice.uniform(139.66, 139.74, 300)]).round(5)
    people = dice.integers(0, 900, 300)
    lines = [f"p{n},{lat},{lon},{count},EAST" for n, ((lat, lon), count) in enumerate(zip(where, people, strict=True))]
    points("\n".join(["id,lat,lon,people,ward_code", *lines]))
    officer = RoleFactory().user
    there = np.column_stack([dice.uniform(35.50, 35.56, 25), dice.uniform(139.66, 139.74, 25)]).round(5)
    for number, (lat, lon) in enumerate(there):
        listed(ward, officer=officer, name=f"見本{number}", lat=float(lat), lon=float(lon))

    document = actions.count_coverage(now=NOW).document

    scale = np.array([111_195.0, 111_195.0 * np.cos(np.radians(35.53))])
    nearest, _which = cKDTree(there * scale).query(where * scale)
    certain = np.abs(nearest - 500) > 2
    expected = int(people[nearest <= 500].sum())
    assert certain.all()
    assert document["city"]["people"] == [int(people.sum()), expected]


def test_the_same_is_not_reckoned_twice_and_a_change_is():
    east, west = two_wards()
    officer = RoleFactory().user
    first = actions.count_coverage(now=NOW)

    assert actions.count_coverage(now=NOW + timedelta(days=1)) == first
    assert not actions.count_due(now=NOW + timedelta(days=1))
    listed(west, officer=officer, lat=35.6, lon=139.5)
    proposed(east)
    assert actions.count_due(now=NOW + timedelta(days=2))

    newest = CoverageEdition.objects.first()
    assert newest.document["city"]["people"] == [2000, 500]
    assert (CoverageEdition.objects.count(), newest.input_digest != first.input_digest) == (2, True)


def test_without_people_nothing_is_reckoned():
    assert not actions.count_due(now=NOW)
    with pytest.raises(errors.NoPeople):
        actions.count_coverage(now=NOW)


def test_a_faulty_table_of_people_changes_nothing_and_tells_every_fault():
    two_wards()

    with pytest.raises(FaultySheet) as refused:
        points(
            "id,lat,lon,people,children,ward_code\n"
            "a,139.7,35.5,10,1,EAST\nb,35.5,139.7,-1,,\nc,35.5,139.7,5,9,NOWHERE\n"
        )

    assert [(fault.row, fault.code, fault.column) for fault in refused.value.faults] == [
        (2, "no_position", "lat"),
        (2, "no_position", "lon"),
        (3, "no_people", "people"),
        (4, "more_than_all", "children"),
        (4, "unknown_area", "ward_code"),
    ]
    assert PopulationPoint.objects.count() == 4


def test_the_page_says_it_in_a_sentence_a_table_and_a_picture(client):
    east, _west = two_wards()
    assert "まだ計算していません" in client.get("/places/coverage/").content.decode().replace("<wbr>", "")
    listed(east)
    actions.count_coverage(now=NOW)

    page = client.get("/places/coverage/").content.decode().replace("<wbr>", "")

    assert "75%の人は、歩いておよそ10分のところに居場所があります" in page
    assert "2,000人のうち1,500人です。まっすぐ500m以内に一つもない人が、500人います。" in page
    assert "500人（500人のうち）" in page
    assert "どの組み合わせで置いても、これより多くの人には届きません。" in page
    assert 'class="place-white"' in page
    assert "見本の人口" in page


def test_points_without_a_ward_or_a_district_get_those_in_which_they_lie():
    west = WardFactory(name="西区")
    WardFactory(name="東区", parent=west.parent)
    import_ward_boundaries({"a": boundaries.wards("西区", "東区")}, source="見本", now=NOW)
    import_district_boundaries({"a": boundaries.districts()}, source="見本", now=NOW)
    table = b"id,lat,lon,people\na,35.525,139.71,10\nb,35.535,139.73,20\nc,35.6,139.71,30\n"

    actions.import_points(table, source="見本", as_of=date(2026, 4, 1))

    found = [(one.ward and one.ward.name, one.district and one.district.name) for one in PopulationPoint.objects.all()]
    assert found == [("西区", "見本南小学校"), ("東区", None), (None, None)]


def test_who_keeps_places_has_it_reckoned_now_and_nobody_else(client):
    officer = RoleFactory().user
    actions.import_points(b"id,lat,lon,people\na,35.525,139.71,10\n", source="見本", as_of=date(2026, 4, 1))
    assert "いま数え直す" not in client.get("/places/coverage/").content.decode()
    client.force_login(UserFactory())
    refused = client.post("/desk/places/count/")

    client.force_login(officer)
    done = client.post("/desk/places/count/")

    assert (refused.status_code, done.status_code, done["Location"]) == (403, 302, "/places/coverage/")
    assert "いま数え直す" in client.get("/places/coverage/").content.decode()
