"""What every page says to the browser, what it never contains, and what never reaches the logs."""

import logging
import re
from html.parser import HTMLParser

import pytest
from django.conf import settings
from django.test import Client
from django.urls import get_resolver

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.models import User
from jukugi.apps.accounts.sample import PASSWORD
from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.issues.models import Issue
from jukugi.apps.opinion_map.enums import StatementState
from jukugi.apps.opinion_map.models import Statement, Topic
from jukugi.apps.opinion_map.tests.factories import StatementFactory
from jukugi.apps.processes.models import Process
from tests.sample_city import load_sample_city

pytestmark = pytest.mark.django_db

NASTY = "<script>alert(1)</script><img src=x onerror=alert(1) style='color:red'>"
SECRET = "わたしの家は桜町三丁目の角です"


class Inline(HTMLParser):
    """Scripts and styles that stand in a page itself, or come from elsewhere."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.tags = 0

    def handle_starttag(self, tag, attrs):
        self.tags += 1
        values = dict(attrs)
        if tag == "style" or (tag == "script" and not values.get("src")):
            self.found.append(f"<{tag}>")
        if tag in ("iframe", "object", "embed", "base", "applet"):
            self.found.append(f"<{tag}>")
        for name, value in attrs:
            if name == "style" or name.startswith(("on", "hx-on")):
                self.found.append(f"<{tag} {name}>")
            if name in ("href", "src", "action", "formaction", "xlink:href", "data", "poster"):
                if (value or "").strip().lower().startswith(("javascript:", "data:", "vbscript:")):
                    self.found.append(f"<{tag} {name}={value}>")
                if tag in ("script", "link", "img", "source") and "//" in (value or ""):
                    self.found.append(f"<{tag} {name}={value}>")


def inline_in(html: str) -> list[str]:
    parser = Inline()
    parser.feed(html)
    assert parser.tags > 5, "this is no page"
    return parser.found


@pytest.fixture
def city() -> dict[str, str]:
    """The sample city, with nasty words wherever people may write some; addresses of its pages by name."""
    load_sample_city()
    topic = Topic.objects.get(title="地域の居場所")
    waiting = StatementFactory(topic=topic, number=900, text=NASTY, state=StatementState.WAITING, receipt="314159266")
    StatementFactory(topic=topic, number=901, text=NASTY)
    Topic.objects.update(description=NASTY, attribution=NASTY)
    Issue.objects.update(description=NASTY, direction=NASTY)
    Process.objects.update(summary=NASTY, attribution=NASTY)
    User.objects.update(display_name=NASTY[:80])
    issue = Issue.objects.filter(topics=topic).get()
    return {
        "home": "/",
        "topics": "/topics/",
        "vote": f"/topics/{topic.pk}/vote/",
        "statement": Statement.objects.get(number=901).get_absolute_url(),
        "map": f"/topics/{topic.pk}/map/",
        "results": f"/topics/{topic.pk}/results/",
        "receipt": f"/threads/{waiting.receipt}/",
        "no receipt": "/threads/?no=<script>alert(1)</script>",
        "issues": "/issues/",
        "issue": issue.get_absolute_url(),
        "process": topic.process.get_absolute_url(),
        "about": "/about/",
        "method": "/about/method/",
        "privacy": "/about/privacy/",
        "accessibility": "/about/accessibility/",
        "sign-in": "/accounts/login/",
        "not found": "/nowhere/<script>alert(1)</script>/",
        "desk": "/desk/",
        "staff topics": "/desk/topics/",
        "staff topic": f"/desk/topics/{topic.pk}/",
        "new topic": "/desk/topics/new/",
        "password": "/accounts/password/change/",
        "second step": "/accounts/2fa/",
        "second step to set up": "/accounts/2fa/totp/activate/",
        "recovery codes": "/accounts/2fa/recovery-codes/",
        "reauthenticate": "/accounts/reauthenticate/",
        "sign-out": "/accounts/logout/",
    }


def officer() -> Client:
    user = RoleFactory(kind=RoleKind.POLICY_OFFICER, user__display_name=NASTY[:80]).user
    user.set_password(PASSWORD)
    user.save()
    client = Client()
    client.force_login(user)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return client


def policy_of(response) -> dict[str, list[str]]:
    """Content-Security-Policy as directive → values."""
    parts = response.headers["Content-Security-Policy"].split(";")
    return {words[0]: words[1:] for words in (part.split() for part in parts) if words}


def test_every_page_forbids_what_does_not_come_from_this_site(client, city):
    browsers = (client, officer())

    policies = {(name, n): policy_of(b.get(at)) for n, b in enumerate(browsers) for name, at in city.items()}

    expected = {
        "default-src": ["'none'"], "script-src": ["'self'"], "style-src": ["'self'"], "img-src": ["'self'"],
        "font-src": ["'self'"], "connect-src": ["'self'"], "form-action": ["'self'"], "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"], "manifest-src": ["'self'"],
    }  # fmt: skip
    assert {key: policy for key, policy in policies.items() if policy != expected} == {}


def test_every_page_names_its_type_for_good_and_is_shown_in_no_frame(client, city):
    wanted = {"X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Referrer-Policy": "same-origin"}

    answers = {name: client.get(at).headers for name, at in city.items()}

    assert {name: h for name, h in answers.items() if {key: h.get(key) for key in wanted} != wanted} == {}


def test_every_page_is_alone_in_its_window_and_asks_for_nothing_of_the_machine(client, city):
    answers = {name: client.get(at).headers for name, at in city.items()}

    wanted = ("same-origin", "same-origin")
    names = ("Cross-Origin-Opener-Policy", "Cross-Origin-Resource-Policy")
    assert {name: h for name, h in answers.items() if tuple(h.get(key) for key in names) != wanted} == {}
    policies = {h["Permissions-Policy"] for h in answers.values()}
    assert len(policies) == 1
    told = dict(part.strip().split("=", 1) for part in policies.pop().split(","))
    assert {name for name, who in told.items() if who != "()"} == {"geolocation"}
    assert {"camera", "microphone", "payment", "usb"} <= set(told)


def test_other_sites_may_use_open_data_and_nothing_else(client, city):
    given = {
        at: client.get(at).headers["Cross-Origin-Resource-Policy"] for at in ("/api/v1/tables", "/data/", "/about/")
    }

    assert given == {"/api/v1/tables": "cross-origin", "/data/": "cross-origin", "/about/": "same-origin"}


def test_a_name_that_is_not_ours_is_answered_with_nothing(client):
    answer = client.get("/about/", headers={"host": "evil.example"})

    assert answer.status_code == 400
    assert "evil.example" not in answer.content.decode()


@pytest.mark.parametrize(
    "to", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", "\t//evil.example"]
)
def test_no_form_leads_to_another_site(client, to):
    answers = [
        client.post("/areas/choose/", {"ward": "", "next": to}),
        client.post("/furigana/", {"on": "1", "next": to}),
        client.get("/accounts/login/", {"next": to}),
    ]

    ways = [answer.headers.get("Location", "/") for answer in answers]
    assert [way for way in ways if not way.startswith("/") or way.startswith(("//", "/\\"))] == []
    assert "evil.example" not in "".join(re.findall('(?:href|action)="([^"]*)"', answers[2].content.decode()))


def test_no_page_holds_a_script_or_style_of_its_own_whatever_people_wrote(client, city):
    browsers = (client, officer())

    pages = {(name, n): b.get(at) for n, b in enumerate(browsers) for name, at in city.items()}

    html = {key: page.content.decode() for key, page in pages.items() if page.status_code != 302}
    assert {key: found for key, page in html.items() if (found := inline_in(page))} == {}
    assert len(html) > 35
    assert pages["second step to set up", 1].status_code == 200
    # The nasty words were really there to be shown.
    assert [name for name in ("statement", "results", "issue", "process") if "&lt;" not in html[name, 0]] == []


def test_the_search_for_scripts_finds_some():
    page = "<p></p>" * 6 + "<style>x</style><script>x</script><a href=' JavaScript:x'></a><b onclick=x style=y></b>"

    assert inline_in(page + "<script src=//cdn.example/x.js></script>") == [
        "<style>", "<script>", "<a href= JavaScript:x>", "<b onclick>", "<b style>", "<script src=//cdn.example/x.js>",
    ]  # fmt: skip


def test_a_page_that_is_not_there_says_so_in_the_sites_own_frame(client):
    response = client.get("/nowhere/")

    page = response.content.decode().replace("<wbr>", "")
    assert response.status_code == 404
    assert "このページは見つかりません" in page
    assert '<a class="btn" href="/">' in page


def test_nonsense_in_an_address_is_no_fault_of_ours(client, city):
    client.raise_request_exception = False
    expected = {
        "/threads/%00/": 404,
        "/threads/314159266%27/": 404,
        "/threads/?no=%00": 400,
        "/topics/99999999999999999999999/vote/": 404,
        "/topics/1/statements/99999999999999999999999/": 404,
        "/issues/99999999999999999999999/": 404,
        "/issues/?level=%00": 200,
        "/processes/%00/": 404,
        f"{city['vote']}?after=%00": 200,
        f"{city['vote']}?after={'9' * 30}": 200,
        f"{city['vote']}?after={'9' * 5000}": 200,
    }

    answers = {address: client.get(address).status_code for address in expected}

    assert answers == expected


def test_the_frame_that_is_kept_for_the_next_visitor_holds_nothing_of_the_last(settings, city):
    settings.FRAME_KEPT_SECONDS = 60
    officers_browser, citizen, other = officer(), Client(), Client()
    citizen.post("/areas/choose/", {"ward": "141330"})

    seen = officers_browser.get("/about/"), citizen.get("/about/"), other.get("/about/")

    pages = [page.content.decode().replace("<wbr>", "") for page in seen]
    assert ["職員の机" in page for page in pages] == [True, False, False]
    assert ["中原区を見ています" in page for page in pages] == [False, True, False]
    tokens = [set(re.findall('name="csrfmiddlewaretoken" value="([^"]+)"', page)) for page in pages]
    assert len(set.union(*tokens)) == sum(map(len, tokens)) >= 3


def test_a_fault_of_our_own_says_so_without_its_internals(client, monkeypatch, caplog):
    def broken(request):
        raise RuntimeError(SECRET)

    home = next(pattern for pattern in get_resolver().url_patterns if getattr(pattern, "name", "") == "home")
    monkeypatch.setattr(home, "callback", broken)
    client.raise_request_exception = False

    response = client.get("/")

    page = response.content.decode()
    assert response.status_code == 500
    assert [word for word in ("RuntimeError", SECRET, "Traceback", "settings") if word in page] == []
    assert inline_in(page) == []


def test_a_form_of_another_site_is_refused_in_plain_words():
    client = Client(enforce_csrf_checks=True)

    response = client.post("/areas/choose/", {"ward": ""})

    page = response.content.decode()
    assert response.status_code == 403
    assert inline_in(page) == []
    assert "CSRF" not in page


@pytest.mark.parametrize("https", [False, True])
def test_every_cookie_is_kept_from_scripts_and_from_other_sites(settings, city, https):
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = https
    client = Client()
    topic = Topic.objects.get(title="地域の居場所")
    given = {"secure": https}
    cookies = {}
    for response in [
        client.get("/accounts/login/", **given),
        client.post("/areas/choose/", {"ward": "141330"}, **given),
        client.post(topic.statements.shown()[0].get_absolute_url() + "vote/", {"choice": "agree"}, **given),
        client.post("/accounts/login/", {"login": "mihon-shisaku", "password": PASSWORD}, **given),
    ]:
        cookies |= response.cookies

    flags = {name: (c["httponly"], c["samesite"], c["secure"], c["domain"]) for name, c in cookies.items()}
    names = {"csrftoken", "sessionid", "messages", "jukugi_ward", "jukugi_participant"}
    assert flags == dict.fromkeys(names, (True, "Lax", True if https else "", ""))


def test_whoever_only_reads_gets_no_cookie_that_tells_them_from_others(client, city):
    answering = {name for name, at in city.items() if "/vote/" in at or "/statements/" in at}
    assert answering == {"vote", "statement"}

    given = {name: set(client.get(at).cookies) - {"csrftoken"} for name, at in city.items() if name not in answering}

    assert {name: cookies for name, cookies in given.items() if cookies} == {}


def test_over_https_a_browser_is_told_to_stay_there(settings, client):
    """``test_settings.py`` shows that these are the settings of a machine that serves over https."""
    settings.SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    client = Client()

    plain, behind_a_proxy = client.get("/about/"), client.get("/about/", headers={"x-forwarded-proto": "https"})
    monitor = client.get("/healthz")

    assert (plain.status_code, plain.headers["Location"]) == (301, "https://testserver/about/")
    assert behind_a_proxy.headers["Strict-Transport-Security"] == "max-age=31536000"
    assert (monitor.status_code, monitor.content) == (200, b"ok")


def test_a_personal_page_is_kept_by_no_cache(client, city):
    names = ("vote", "statement", "map", "receipt")

    kept = {name: client.get(city[name]).headers.get("Cache-Control", "") for name in names}

    assert {name for name, value in kept.items() if "no-store" not in value or "private" not in value} == set()


def test_what_people_write_reaches_no_log(client, city, caplog):
    caplog.set_level(logging.DEBUG)
    topic = Topic.objects.get(title="地域の居場所")
    propose, statement = f"/topics/{topic.pk}/propose/", topic.statements.shown()[0]
    client.raise_request_exception = False

    answers = [
        client.post(propose, {"text": SECRET}),  # taken
        client.post(propose, {"text": SECRET}),  # stands there already
        client.post(propose, {"text": SECRET * 20}),  # too long
        client.post(propose, {"text": f"\x00{SECRET}"}),
        client.post(statement.get_absolute_url() + "vote/", {"choice": SECRET}),  # forged
        client.post(statement.get_absolute_url() + "vote/", {"choice": "agree"}),
        client.post("/accounts/login/", {"login": SECRET, "password": SECRET}),
        client.get(f"/threads/?no={SECRET}"),
    ]
    Topic.objects.update(closed_at=topic.created_at)
    answers.append(client.post(propose, {"text": SECRET}))

    assert [answer.status_code for answer in answers] == [302, 409, 409, 409, 409, 302, 200, 400, 409]
    lines = [(record.name, record.getMessage(), record.exc_text or "") for record in caplog.records]
    assert [name for name, _, _ in lines if name == "jukugi.requests"] != []  # something is logged of these requests
    words = re.compile(f"{SECRET[:6]}|{client.cookies['jukugi_participant'].value}")
    assert [line for line in lines if words.search(str(line))] == []


def test_what_a_citizen_proposed_stands_in_the_statement_alone(client, city):
    from django.apps import apps

    topic = Topic.objects.get(title="地域の居場所")

    client.post(f"/topics/{topic.pk}/propose/", {"text": SECRET})

    holding = [
        model._meta.label
        for model in apps.get_models()
        for row in model._default_manager.values()
        if SECRET in str(row)
    ]
    assert holding == ["opinion_map.Statement"]


def test_debug_is_off_where_these_tests_run():
    assert settings.DEBUG is False
