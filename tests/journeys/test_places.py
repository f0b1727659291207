"""Somebody looks for a place that is open, near and without steps; where they stand, nobody learns."""

import json
from datetime import time

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from jukugi.apps.accounts.models import User
from jukugi.apps.areas.actions import import_district_boundaries, import_ward_boundaries
from jukugi.apps.areas.models import Area
from jukugi.apps.places import actions
from jukugi.apps.places.actions import HoursDraft, PlaceDraft
from jukugi.apps.places.enums import END_OF_DAY, PlaceKind
from tests import boundaries
from tests.journeys.conftest import faults

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

HERE = {"latitude": 35.5287, "longitude": 139.7323}
ALWAYS = tuple(HoursDraft(day, time(0), END_OF_DAY) for day in range(7))


def always_open(name: str, lat: float, lon: float, step_free: str = "yes") -> None:
    officer, ward = User.objects.get(username="mihon-shisaku"), Area.objects.get(name="川崎区")
    draft = PlaceDraft(
        name=name,
        kind=PlaceKind.LIBRARY,
        ward=ward,
        lat=lat,
        lon=lon,
        step_free=step_free,
        toilet="wide",
        hours=ALWAYS,
        hearing_loop="yes",
        is_sample=True,
    )
    actions.add_place(draft=draft, actor=officer, now=timezone.now())


def test_a_mother_with_a_buggy_finds_what_is_open_and_near_and_her_position_stays_with_her(sample, visit):
    always_open("見本遠い図書室", 35.5487, 139.7323)
    always_open("見本近い図書室", 35.5300, 139.7323)
    always_open("見本段差の図書室", 35.5287, 139.7323, step_free="no")
    page = visit("/places/?day=now&step_free=on&kind=library", width="phone")
    page.context.grant_permissions(["geolocation"])
    page.context.set_geolocation(HERE)
    page.wait_for_load_state("networkidle")  # what the page itself asks for is not what the button sends
    sent: list[str] = []
    page.on(
        "request", lambda request: sent.append(f"{request.url} {request.post_data or ''} {json.dumps(request.headers)}")
    )

    page.get_by_role("button", name="近い順に並べる").click()

    found = page.locator("[data-near-list] li")
    expect(found.first).to_contain_text("見本近い図書室")
    expect(found.first).to_contain_text("歩いておよそ3分")
    expect(found.nth(1)).to_contain_text("見本遠い図書室")
    expect(page.locator("[data-near-list]")).not_to_contain_text("見本段差の図書室")
    assert [one.partition(" ")[0].partition("/places/")[2] for one in sent] == [
        "near.json?day=now&step_free=on&kind=library"
    ]
    assert not any(word in one for one in sent for word in ("35.5", "139.7"))
    found.first.get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("見本近い図書室")
    assert page.get_by_text("いま開いています（24:00まで）").is_visible()


def test_without_a_script_one_looks_by_ward(sample, visit):
    always_open("見本近い図書室", 35.5300, 139.7323)
    page = visit("/places/", scripts=False)

    expect(page.get_by_role("button", name="近い順に並べる")).to_be_hidden()
    page.get_by_label("区", exact=True).select_option(label="川崎区")
    page.get_by_label("いつ").select_option(label="いま開いている")
    page.get_by_label("補聴援助").check()
    page.get_by_role("button", name="この条件でさがす").click()

    expect(page.get_by_role("link", name="見本近い図書室")).to_be_visible()


def test_without_a_script_one_looks_by_school_district(sample, visit):
    import_ward_boundaries({"a": boundaries.wards("川崎区", "幸区")}, source="見本の境界", now=timezone.now())
    import_district_boundaries({"a": boundaries.districts()}, source="見本の境界", now=timezone.now())
    always_open("見本南の図書室", 35.525, 139.71)
    always_open("見本北の図書室", 35.535, 139.71)
    page = visit("/places/", scripts=False)

    page.get_by_label("小学校区").select_option(label="見本南小学校")
    page.get_by_label("いつ").select_option(label="いま開いている")
    page.get_by_label("段差なし").check()
    page.get_by_role("button", name="この条件でさがす").click()

    expect(page.get_by_role("link", name="見本南の図書室")).to_be_visible()
    expect(page.get_by_role("link", name="見本北の図書室")).to_have_count(0)


def test_a_map_that_moves_opens_from_our_own_server_and_near_is_narrowed_to_minutes(sample, visit):
    import_ward_boundaries({"a": boundaries.wards("川崎区", "幸区")}, source="見本の境界", now=timezone.now())
    always_open("見本遠い図書室", 35.5487, 139.7323)
    always_open("見本近い図書室", 35.5300, 139.7323)
    page = visit("/places/?kind=library&day=now&step_free=on")
    page.context.grant_permissions(["geolocation"])
    page.context.set_geolocation(HERE)
    hosts: set[str] = set()
    page.on("request", lambda request: hosts.add(request.url.split("/")[2]))

    page.get_by_label("歩いて").select_option(label="15分まで")
    page.get_by_role("button", name="近い順に並べる").click()
    expect(page.locator("[data-near-list]")).to_contain_text("見本近い図書室")
    expect(page.locator("[data-near-list]")).not_to_contain_text("見本遠い図書室")
    page.get_by_role("button", name="動かせる地図を開く").click()

    expect(page.locator(".place-leaf").first).to_be_visible()
    page.locator(".place-leaf[title^='見本近い図書室']").press("Enter")
    expect(page.locator(".leaflet-popup").get_by_role("link", name="見本近い図書室")).to_be_visible()
    expect(page.locator(".leaflet-popup")).to_have_css("opacity", "1")  # it fades in
    assert len(hosts) == 1
    assert faults(page) == []
