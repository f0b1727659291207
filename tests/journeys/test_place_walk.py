"""Somebody walks from place to place where there is no connection: nothing is lost, nothing is kept twice."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from jukugi.apps.accounts.models import User
from jukugi.apps.areas.models import Area
from jukugi.apps.places import actions
from jukugi.apps.places.actions import WalkDraft
from jukugi.apps.places.enums.walks import CheckItem
from jukugi.apps.places.models import Finding, Place, PlaceCheck

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def opened():
    officer, day = User.objects.get(username="mihon-shisaku"), timezone.localdate()
    draft = WalkDraft(
        title="見本のまち歩き",
        ward=Area.objects.get(name="幸区"),
        begins_on=day - timedelta(days=1),
        ends_on=day + timedelta(days=1),
        items=tuple(CheckItem.values),
        is_sample=True,
    )
    return actions.open_walk(draft=draft, actor=officer, now=timezone.now())


def look(page, place: Place, label: str, value: str) -> None:
    part = page.locator(f"#place-{place.pk}")
    part.locator("summary").click()
    part.get_by_role("group", name=label).get_by_label(value, exact=True).check()
    part.get_by_role("button", name="見たことを送る").click()


def test_without_a_connection_the_checklist_opens_again_and_what_was_seen_arrives_once(sample, visit):
    walk = opened()
    first, second = Place.objects.confirmed().filter(ward=walk.ward)[:2]
    page = visit(walk.get_absolute_url(), width="phone", is_disturbed=True)
    page.wait_for_selector("[data-walk][data-kept=true]")

    # What a page sends that a worker looks after passes by the browser's own "offline": stopped here as well.
    gone = [True]
    page.context.route(
        "**/places/walks/**",
        lambda route: route.abort() if gone and route.request.method == "POST" else route.fallback(),
    )
    page.context.set_offline(True)
    look(page, first, "駐車場", "あり")
    expect(page.locator(f"#place-{first.pk} [data-check-state]")).to_have_text("この機械にしまいました。")
    page.reload()
    expect(page.locator("[data-walk-state]")).to_contain_text("電波がないため、1か所分をこの機械にしまっています")
    look(page, second, "駐車場", "なし")
    expect(page.locator("[data-walk-state]")).to_contain_text("2か所分をこの機械にしまっています")
    assert not PlaceCheck.objects.filter(walk=walk).exists()
    gone.clear()
    page.context.set_offline(False)

    expect(page.locator("[data-walk-state]")).to_contain_text("すべて届いています", timeout=30_000)
    found = Finding.objects.filter(found_in__walk=walk).order_by("pk").values_list("found_in__place", "item", "value")
    assert list(found) == [(first.pk, "parking", "yes"), (second.pk, "parking", "no")]


def test_what_arrived_while_the_answer_was_lost_is_kept_once(sample, visit):
    walk = opened()
    place = Place.objects.confirmed().filter(ward=walk.ward).first()
    page = visit(walk.get_absolute_url(), width="phone", is_disturbed=True)
    page.wait_for_selector("[data-walk][data-kept=true]")  # what is sent while the worker moves in passes by the route
    lost = []

    def lose_the_first_answer(route):
        if lost:
            route.continue_()
        else:
            lost.append(route.fetch().status)
            route.abort()

    page.context.route(f"**/places/walks/*/{place.pk}/", lose_the_first_answer)
    look(page, place, "駐車場", "あり")

    expect(page.locator("[data-walk-state]")).to_contain_text("すべて届いています", timeout=30_000)
    assert (lost, PlaceCheck.objects.filter(walk=walk).count()) == ([201], 1)


def test_without_a_script_a_plain_form_does_the_work(sample, visit):
    walk = opened()
    place = Place.objects.confirmed().filter(ward=walk.ward).first()
    page = visit(walk.get_absolute_url(), scripts=False)

    look(page, place, "入口に段差", "なし")

    assert Finding.objects.filter(found_in__place=place, item="step_free", value="no").count() == 1
    expect(page.get_by_text("届きました。ありがとうございます。")).to_be_visible()
