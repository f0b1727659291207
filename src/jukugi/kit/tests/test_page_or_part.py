import pytest
from django.test import RequestFactory
from django_htmx.middleware import HtmxDetails

from jukugi.kit.pages.rendering import page_or_part

TEMPLATE = "<html>{% load partials %}{% partialdef name-card inline %}<p>{{ name }}</p>{% endpartialdef %}</html>"


@pytest.fixture(autouse=True)
def template(tmp_path, settings):
    """A page with one part."""
    (tmp_path / "card.html").write_text(TEMPLATE, encoding="utf-8")
    settings.TEMPLATES = [
        settings.TEMPLATES[0]
        | {"DIRS": [tmp_path]}
        | {"OPTIONS": settings.TEMPLATES[0]["OPTIONS"] | {"context_processors": []}}
    ]


def answer(*, status: int = 200, **headers: str):
    request = RequestFactory().get("/", headers=headers)
    request.htmx = HtmxDetails(request)
    return page_or_part(request, "card.html", "name-card", {"name": "<b>"}, status=status)


def test_a_browser_gets_the_whole_page():
    assert answer().content == b"<html><p>&lt;b&gt;</p></html>"


def test_a_swap_gets_the_part_alone():
    assert answer(hx_request="true").content == b"<p>&lt;b&gt;</p>"


def test_a_boosted_link_gets_the_whole_page():
    assert answer(hx_request="true", hx_boosted="true").content == b"<html><p>&lt;b&gt;</p></html>"


def test_a_request_that_never_met_htmx_gets_the_whole_page():
    response = page_or_part(RequestFactory().get("/"), "card.html", "name-card", {"name": "A"})

    assert response.content == b"<html><p>A</p></html>"


@pytest.mark.parametrize("headers", [{}, {"hx_request": "true"}])
def test_caches_are_told_that_page_and_part_differ(headers):
    assert answer(**headers).headers["Vary"] == "HX-Request"


def test_the_status_is_kept():
    assert (answer(status=409).status_code, answer(status=409, hx_request="true").status_code) == (409, 409)
