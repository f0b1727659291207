"""The frame round every page: which process it tells of, and what is kept of it for the next visitor."""

import pytest
from django.core.cache import caches
from django.test import Client
from django.utils import timezone

from jukugi.apps.accounts.tests.factories import UserFactory
from jukugi.apps.areas.enums import WARD_COOKIE
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.opinion_map.tests.factories import TopicFactory
from jukugi.apps.processes.tests.factories import ProcessFactory
from jukugi.kit.pages.places import samples

pytestmark = pytest.mark.django_db
STRIP = "非公式・見本データ"


def test_the_sample_strip_stands_on_every_page_once_there_is_a_sample(client):
    real = TopicFactory(process=ProcessFactory(title="本物の検討"))
    pages = ["/", "/topics/", f"/topics/{real.pk}/map/", f"/topics/{real.pk}/vote/", real.process.get_absolute_url()]
    before = [STRIP in client.get(path).content.decode() for path in pages]
    for load in samples:
        load(timezone.now())
    caches["frame"].clear()

    after = [STRIP in client.get(path).content.decode() for path in pages]

    assert (before, after) == ([False] * len(pages), [True] * len(pages))


def test_the_frame_names_the_process_that_the_page_is_about(client):
    ProcessFactory(title="主な検討", is_main=True)
    other = TopicFactory(process=ProcessFactory(title="もう一つの検討"))

    pages = {path: client.get(path).content.decode().replace("<wbr>", "") for path in ("/", f"/topics/{other.pk}/map/")}

    assert [("主な検討" in page, "もう一つの検討" in page) for page in pages.values()] == [(True, False), (False, True)]


def test_made_up_wards_leave_nothing_in_memory(client):
    client.cookies[WARD_COOKIE] = WardFactory(code="141330").code
    client.get("/about/")
    kept = len(caches["frame"]._cache)

    for number in range(30):
        client.cookies[WARD_COOKIE] = f"{number:06}"
        client.get("/about/")

    assert len(caches["frame"]._cache) <= kept + 3  # the frame of those who chose no ward


def test_looking_at_pages_does_not_make_the_site_forget_wrong_passwords():
    caches["default"].clear()  # a test that really writes may have left wrong passwords of this very minute
    user = UserFactory()
    user.set_password("the right one, long enough")
    user.save()

    def sign_in(password: str) -> int:
        return Client().post("/accounts/login/", {"login": user.username, "password": password}).status_code

    while sign_in("wrong") != 429:
        pass
    for number in range(400):
        stranger = Client()
        stranger.cookies[WARD_COOKIE] = f"{number:06}"
        stranger.get("/about/")

    assert sign_in("the right one, long enough") == 429
