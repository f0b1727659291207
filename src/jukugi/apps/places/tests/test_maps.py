import pytest
from django.utils import timezone

from jukugi.apps.areas.actions import import_ward_boundaries
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.places.tests.factories import listed
from tests import boundaries

pytestmark = pytest.mark.django_db


@pytest.fixture
def two_wards():
    west = WardFactory(name="西区")
    east = WardFactory(name="東区", parent=west.parent)
    listed(west, name="西の縁側", lat=35.53, lon=139.71)
    listed(east, name="東の縁側", lat=35.531, lon=139.73)
    return west, east


def test_wards_are_shown_in_their_shapes_with_a_list_of_the_same_numbers(client, two_wards):
    assert "place-shape" not in client.get("/places/").content.decode()
    import_ward_boundaries({"a": boundaries.wards("西区", "東区")}, source="見本の境界", now=timezone.now())

    page = client.get("/places/", {"ward": two_wards[0].code}).content.decode()

    assert page.count('class="place-shape') == 2
    assert "区の形の出典：" in page
    assert f'<a href="/places/?ward={two_wards[1].code}">東区</a> <b class="num">1か所</b>' in page
    assert page.count('class="place-ward') > 2


def test_tiles_stand_for_the_map_where_a_ward_has_no_outline(client, two_wards):
    WardFactory(name="北区", parent=two_wards[0].parent)
    import_ward_boundaries({"a": boundaries.wards("西区", "東区")}, source="見本の境界", now=timezone.now())

    page = client.get("/places/").content.decode()

    assert "place-shape" not in page
    assert page.count('class="place-ward') == 2
