from datetime import date

import pytest
from django.utils import timezone

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.tests.factories import RoleFactory, UserFactory
from jukugi.apps.areas.actions import import_district_boundaries, import_ward_boundaries
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.places import actions
from jukugi.apps.places.enums import PlaceAct
from jukugi.apps.places.models import Place
from jukugi.apps.places.tests.factories import NOW, listed
from jukugi.kit.errors import NotAllowed
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


def test_a_place_gets_the_school_district_in_which_it_lies(two_wards):
    west = two_wards[0]
    officer = RoleFactory(kind=RoleKind.WARD_OFFICER, area=west).user
    rough = listed(west, name="自宅", lat=35.525, lon=139.71, is_rough=True)
    import_ward_boundaries({"a": boundaries.wards("西区", "東区")}, source="見本の境界", now=NOW)
    import_district_boundaries({"a": boundaries.districts()}, source="見本の境界", now=NOW)

    new = listed(west, name="新しい縁側", lat=35.525, lon=139.71)
    filled = actions.fill_districts(actor=officer, now=NOW)

    known = Place.objects.get(name="西の縁側")
    rough.refresh_from_db()
    assert (new.district.name, known.district.name, rough.district) == ("見本南小学校", "見本北小学校", None)
    assert (filled, known.writings.first().act, known.checked_on) == (1, PlaceAct.CORRECTED, date(2026, 4, 7))
    assert actions.fill_districts(actor=officer, now=NOW) == 0
    with pytest.raises(NotAllowed):
        actions.fill_districts(actor=UserFactory(), now=NOW)
