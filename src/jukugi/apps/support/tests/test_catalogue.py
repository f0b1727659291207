"""Who may keep the catalogue, what it refuses, what everybody reads of it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.tests.factories import RoleFactory, UserFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.support import errors
from jukugi.apps.support.actions import offering
from jukugi.apps.support.actions.offering import OfferDraft
from jukugi.apps.support.enums import Outcome
from jukugi.apps.support.models import SupportFunction, SupportOffer
from jukugi.apps.support.queries import functions
from jukugi.apps.support.tests.factories import FunctionFactory, OfferFactory, SupporterFactory
from jukugi.kit.audit.models import AuditEntry
from jukugi.kit.errors import NotAllowed

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 28, 3, 0, tzinfo=UTC)
TODAY = date(2026, 11, 28)


def draft(area=None, **fields) -> OfferDraft:
    given = {"title": "夜の作業室", "starts_on": TODAY, "conditions": "だれでも"} | fields
    return OfferDraft(function=FunctionFactory(), organization=SupporterFactory(), area=area, **given)


def ward_officer(ward):
    return RoleFactory(kind=RoleKind.WARD_OFFICER, area=ward).user


def said(answer) -> str:
    """A page without the breaks between phrases."""
    return answer.content.decode().replace("<wbr>", "")


def test_a_ward_officer_records_an_offer_of_the_own_ward():
    ward = WardFactory()

    offer = offering.record_offer(draft=draft(ward), actor=ward_officer(ward), now=NOW)

    assert (offer.area, offer.title, offer.is_on_trial) == (ward, "夜の作業室", False)
    assert AuditEntry.objects.filter(action="support.offer_recorded").count() == 1


@pytest.mark.parametrize("place", ["city", "other"])
def test_a_ward_officer_records_nothing_for_others(place):
    area = None if place == "city" else WardFactory()
    officer = ward_officer(WardFactory())

    with pytest.raises(NotAllowed):
        offering.record_offer(draft=draft(area), actor=officer, now=NOW)

    assert list(SupportOffer.objects.all()) == []


@pytest.mark.parametrize("kind", [None, RoleKind.OPERATOR])
def test_without_an_officers_role_nobody_keeps_the_catalogue(kind):
    user = RoleFactory(kind=kind).user if kind else UserFactory()

    with pytest.raises(NotAllowed):
        offering.record_offer(draft=draft(), actor=user, now=NOW)
    with pytest.raises(NotAllowed):
        offering.name_function(name="場", meaning="", actor=user, now=NOW)


def test_a_ward_officer_names_no_function():
    with pytest.raises(NotAllowed):
        offering.name_function(name="場", meaning="", actor=ward_officer(WardFactory()), now=NOW)


def test_a_new_function_stands_last_and_once():
    officer = RoleFactory().user
    for name in ("場", "資金"):
        offering.name_function(name=name, meaning="", actor=officer, now=NOW)

    with pytest.raises(errors.FunctionThere):
        offering.name_function(name=" 場 ", meaning="", actor=officer, now=NOW)

    assert [one.name for one in SupportFunction.objects.all()] == ["場", "資金"]


def test_functions_have_an_end():
    officer = RoleFactory().user
    FunctionFactory.create_batch(30)

    with pytest.raises(errors.TooManyFunctions):
        offering.name_function(name="場", meaning="", actor=officer, now=NOW)


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"ends_on": TODAY - timedelta(days=1)}, errors.OfferBackwards),
        ({"review_on": TODAY - timedelta(days=1)}, errors.ReviewBeforeStart),
    ],
)
def test_days_that_go_backwards_are_refused(fields, error):
    with pytest.raises(error):
        offering.record_offer(draft=draft(**fields), actor=RoleFactory().user, now=NOW)


def look_back(offer, actor, outcome=Outcome.GOES_ON):
    return offering.look_back(
        offer=offer, tried="六組に貸した。", came_of_it="四組が続けた。", outcome=outcome, actor=actor, now=NOW
    )


def test_a_trial_is_looked_back_on_once():
    offer, officer = OfferFactory(review_on=TODAY), RoleFactory().user

    found = look_back(offer, officer)

    assert (found.outcome, found.looked_back_on, found.ends_on) == (Outcome.GOES_ON, TODAY, None)
    with pytest.raises(errors.LookedBackBefore):
        look_back(offer, officer)


def test_a_trial_that_ends_ends_today():
    offer = OfferFactory(review_on=TODAY)

    assert look_back(offer, RoleFactory().user, Outcome.ENDS).ends_on == TODAY


def test_only_a_trial_is_looked_back_on():
    with pytest.raises(errors.NotOnTrial):
        look_back(OfferFactory(), RoleFactory().user)


def test_another_wards_officer_looks_back_on_nothing():
    offer = OfferFactory(area=WardFactory(), review_on=TODAY)

    with pytest.raises(NotAllowed):
        look_back(offer, ward_officer(WardFactory()))


def test_the_database_keeps_no_half_look_back():
    offer = OfferFactory(review_on=TODAY)

    with pytest.raises(IntegrityError), transaction.atomic():
        SupportOffer.objects.filter(pk=offer.pk).update(outcome=Outcome.ENDS)


def test_what_is_missing_and_what_is_there_twice_is_told_by_ward():
    here, there, place, money = WardFactory(), WardFactory(), FunctionFactory(), FunctionFactory()
    OfferFactory.create_batch(2, function=place, area=here)
    OfferFactory(function=money)
    twin = OfferFactory(function=money)
    OfferFactory(function=money, organization=twin.organization)
    OfferFactory(function=place, area=there, ends_on=TODAY - timedelta(days=1))
    OfferFactory(function=place, area=there, starts_on=TODAY + timedelta(days=1))

    first, second = functions.catalogue(TODAY).rows

    assert [(cell.area, cell.bodies) for cell in first.cells] == [(None, 0), (here, 2), (there, 0)]
    assert (first.missing, first.only_city, [cell.area for cell in first.twice]) == ([there], [], [here])
    assert (second.missing, second.only_city, [cell.bodies for cell in second.twice]) == ([], [here, there], [2])


def test_the_last_day_of_an_offer_counts():
    OfferFactory(ends_on=TODAY)

    assert functions.catalogue(TODAY).offers == 1
    assert functions.catalogue(TODAY + timedelta(days=1)).offers == 0


def test_everybody_reads_the_catalogue_and_asks_no_more_for_many_rows(client, django_assert_max_num_queries):
    WardFactory()
    assert "まだ、何も載っていません" in said(client.get("/support/"))
    for _ in range(6):
        offer = OfferFactory(area=WardFactory(), conditions="<b>だれでも</b>")

    with django_assert_max_num_queries(14):
        page = said(client.get("/support/"))

    assert offer.title in page
    assert "&lt;b&gt;だれでも&lt;/b&gt;" in page


def test_an_officer_keeps_the_catalogue_on_pages(client):
    officer, body = RoleFactory().user, SupporterFactory()
    client.force_login(officer)
    today = timezone.localdate()

    client.post("/desk/support/functions/new/", {"name": "場", "meaning": "集まる場所"})
    given = {"function": SupportFunction.objects.get().pk, "organization": body.pk, "title": "試し貸し"}
    answer = client.post(
        "/desk/support/offers/new/", given | {"starts_on": today.isoformat(), "review_on": today.isoformat()}
    )
    offer = SupportOffer.objects.get()
    assert answer.status_code == 302
    assert "日が来ています" in said(client.get("/desk/support/"))
    assert "支援メニューの試行を振り返る" in said(client.get("/desk/"))
    url = f"/desk/support/offers/{offer.pk}/look-back/"
    assert client.get(url).status_code == 200
    client.post(url, {"tried": "貸した。", "came_of_it": "続いた。", "outcome": "goes_on"})

    assert "続いた。" in said(client.get("/support/"))
    assert "支援メニューの試行を振り返る" not in said(client.get("/desk/"))


def test_a_form_says_what_is_wrong(client):
    client.force_login(RoleFactory().user)
    function, body = FunctionFactory(), SupporterFactory()
    given = {"function": function.pk, "organization": body.pk, "title": "あ", "starts_on": "2026-04-02"}

    answer = client.post("/desk/support/offers/new/", given | {"ends_on": "2026-04-01"})

    assert answer.status_code == 400
    assert "始まりの日" in said(answer)


def test_a_ward_officer_is_offered_the_own_ward_alone(client):
    ward, other = WardFactory(), WardFactory()
    client.force_login(ward_officer(ward))
    mine, theirs = OfferFactory(area=ward, review_on=TODAY), OfferFactory(area=other, review_on=TODAY)
    given = {"function": mine.function_id, "organization": mine.organization_id, "title": "あ"}

    page = said(client.get("/desk/support/"))
    answer = client.post("/desk/support/offers/new/", given | {"starts_on": "2026-04-01", "area": other.pk})
    refused = client.get(f"/desk/support/offers/{theirs.pk}/look-back/")

    assert (mine.title in page, theirs.title in page) == (True, False)
    assert (answer.status_code, refused.status_code) == (400, 403)


@pytest.mark.parametrize("path", ["/desk/support/", "/desk/support/functions/new/", "/desk/support/offers/new/"])
def test_an_operator_reads_no_page_of_the_desk(client, path):
    client.force_login(RoleFactory(kind=RoleKind.OPERATOR).user)

    assert client.get(path).status_code == 403
