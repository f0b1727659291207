import pytest
from django.utils import timezone

from jukugi.apps.areas.actions import FaultyBoundaries, import_district_boundaries, import_ward_boundaries
from jukugi.apps.areas.enums import AreaLevel
from jukugi.apps.areas.models import Area, Boundary
from jukugi.apps.areas.queries import area_around, outlines
from jukugi.apps.areas.tests.factories import WardFactory
from tests import boundaries

pytestmark = pytest.mark.django_db


@pytest.fixture
def two_wards():
    west = WardFactory(name="西区")
    return west, WardFactory(name="東区", parent=west.parent)


def take_wards():
    files = {"N03.geojson": boundaries.wards("西区", "東区")}
    return import_ward_boundaries(files, source="見本", now=timezone.now())


def test_wards_get_their_outlines_and_other_cities_are_left_out(two_wards):
    assert take_wards() == (2, 1)

    known = outlines(AreaLevel.WARD)
    assert [one.area for one in known] == list(two_wards)
    assert area_around(known, 35.53, 139.71) == two_wards[0]
    assert area_around(known, 35.53, 139.73) == two_wards[1]
    assert area_around(known, 35.60, 139.73) is None


def test_districts_find_their_ward_and_are_corrected_when_they_come_again(two_wards):
    take_wards()

    for _time in range(2):
        taken = import_district_boundaries({"A27.geojson": boundaries.districts()}, source="見本", now=timezone.now())

    assert taken == (2, 1)
    found = Area.objects.filter(level=AreaLevel.SCHOOL_DISTRICT)
    assert {(one.name, one.parent) for one in found} == {
        (name, two_wards[0]) for name in ("見本南小学校", "見本北小学校")
    }
    assert Boundary.objects.count() == 4
    assert area_around(outlines(AreaLevel.SCHOOL_DISTRICT, ward=two_wards[0]), 35.525, 139.71).name == "見本南小学校"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"{", "GeoJSON"),
        (boundaries.features(({"name": "西区"}, boundaries.box(-9000, 1, -8000, 2))), "測地系"),
        (boundaries.features(({"name": "よその区"}, boundaries.box(139.7, 35.5, 139.8, 35.6))), "市の区にあたる図形"),
        (boundaries.features(({"name": "西区"}, "壊れた座標")), "GeoJSON"),
    ],
)
def test_a_file_that_does_not_fit_changes_nothing(two_wards, content, words):
    take_wards()

    with pytest.raises(FaultyBoundaries, match=words):
        import_ward_boundaries({"a.geojson": content}, source="見本", now=timezone.now())

    assert Boundary.objects.count() == 2
