"""Nobody's interest, need or position is seen without consent: over every address of the room, and of the house."""

import json
import re

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.circles import actions
from jukugi.apps.circles.enums import Consent
from jukugi.apps.circles.models import Match, Seek
from jukugi.apps.circles.tests.world import SECRETS, World
from jukugi.apps.circles.urls import urlpatterns
from jukugi.kit.audit.models import AuditEntry

pytestmark = pytest.mark.django_db
PARTS = ("help", "money", "proposals", "paper", "wishes", "all")


def client(token: str = "", user=None) -> Client:
    found = Client(raise_request_exception=True)
    if token:
        found.cookies["jukugi_participant"] = token
    if user is not None:
        found.force_login(user)
    return found


def addresses(world: World) -> list[str]:
    """Every page of the room that is read, the same with all items, and pages of the house that tell of it."""
    found = []
    for route in urlpatterns:
        names = route.pattern.converters
        if "step" in names or "act" in names or route.name == "fund-paper":
            continue
        values = {name: value for name, value in world.values().items() if name in names}
        found.append(reverse(f"circles:{route.name}", kwargs=values))
    found += [f"/circles/wishes/?side={side}" for side in ("interest", "offer", "need")]
    found += [f"/desk/circles/?part={part}" for part in PARTS]
    found += [reverse("receipt", args=[seek.receipt]) for seek in Seek.objects.all()]
    found += ["/", world.issue.get_absolute_url(), "/threads/", "/desk/", "/places/"]
    return found


def seen(browser: Client, world: World) -> str:
    """All that this browser reads, without the marks where a line may break."""
    pages = [browser.get(address) for address in addresses(world)]
    return "".join(page.content.decode(errors="replace").replace("<wbr>", "") for page in pages)


def found_in(text: str) -> list[str]:
    return [words for words in SECRETS if words in text]


def test_a_stranger_reads_nothing_that_was_not_shown():
    world = World()

    text = seen(client(), world)

    assert found_in(text) == []
    assert "竹細工を習いたい。" in text


def test_an_officer_of_another_ward_reads_no_more_than_a_stranger():
    world = World()
    other = RoleFactory(kind=RoleKind.WARD_OFFICER, area=WardFactory()).user

    assert found_in(seen(client(user=other), world)) == []


@pytest.mark.parametrize("kind", [RoleKind.WARD_OFFICER, RoleKind.POLICY_OFFICER])
def test_not_even_the_officer_of_the_ward_reads_wishes_and_contacts(kind):
    world = World()
    officer = world.officer if kind == RoleKind.WARD_OFFICER else RoleFactory(kind=kind).user

    text = seen(client(user=officer), world)

    assert found_in(text) == ["呼名ないしょ", "入りたい訳ないしょ", "中だけの連絡"]


def test_the_operator_reads_nothing_in_pages():
    world = World()

    assert found_in(seen(client(user=RoleFactory(kind=RoleKind.OPERATOR).user), world)) == []


def test_one_side_of_a_match_reads_the_other_only_when_both_said_yes():
    world = World()
    needer = client(world.need_token)

    before = needer.get("/circles/mine/").content.decode().replace("<wbr>", "")
    actions.answer_match(
        match=world.match,
        seek=world.needed,
        is_yes=True,
        name="習う人",
        contact="080",
        author=world.needer,
        now=world.now,
    )
    after = needer.get("/circles/mine/").content.decode().replace("<wbr>", "")

    assert found_in(before) == []
    assert found_in(after) == ["こっそり竹細工", "連絡ないしょ", "呼名ないしょ"]


def test_a_no_looks_like_silence():
    world = World()
    needer = client(world.need_token)

    def page() -> str:
        return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", needer.get("/circles/mine/").content.decode())

    after_a_no = page()
    world.no_match.answers.all().delete()

    assert page() == after_a_no
    assert f"match_{world.no_match.pk}_" in after_a_no


def test_the_match_is_gone_for_who_said_no_and_only_for_them():
    world = World()

    assert f"match_{world.no_match.pk}_" not in client(world.no_token).get("/circles/mine/").content.decode()
    assert f"match_{world.no_match.pk}_" in client(world.need_token).get("/circles/mine/").content.decode()


def test_nobody_acts_on_what_is_another_s():
    world = World()
    stranger = client(world.mine_token)

    for step in ("close", *Consent.values):
        assert stranger.post(reverse("circles:wish-step", args=[world.offered.pk, step])).status_code == 404
    sent = {"answer": "yes", "name": "x", "contact": "y"}
    assert (
        stranger.post(reverse("circles:answer-match", args=[world.match.pk, world.needed.pk]), sent).status_code == 404
    )
    for act in ("message", "story", "step"):
        assert stranger.post(reverse("circles:act", args=[world.circle.pk, act]), {"text": "x"}).status_code == 403
    assert stranger.get(reverse("circles:inside", args=[world.circle.pk])).status_code == 403
    assert stranger.get(reverse("circles:report", args=[world.request.pk])).status_code == 403
    assert client(world.asker_token).get(reverse("circles:inside", args=[world.circle.pk])).status_code == 403


def test_no_other_table_log_or_picture_holds_what_people_keep():
    world = World()

    rows = [
        json.dumps(row, ensure_ascii=False, default=str)
        for model in apps.get_models()
        if model._meta.app_label != "circles"
        for row in model._default_manager.values()
    ]
    logged = json.dumps(list(AuditEntry.objects.values()), ensure_ascii=False, default=str)
    edition = json.dumps(
        list(apps.get_model("circles", "EmergenceEdition").objects.values("document")), ensure_ascii=False
    )

    assert found_in("".join(rows)) == []
    assert found_in(logged + edition) == []
    assert "竹細工" not in edition
    assert world.kept.text


def test_words_of_a_match_are_only_those_that_both_wrote():
    World()

    for match in Match.objects.select_related("first", "second"):
        assert all(word in match.first.text and word in match.second.text for word in match.why["words"])
        assert Consent.MINE not in (match.first.consent, match.second.consent)


def test_nothing_is_written_to_the_log_of_the_site(caplog):
    world = World()
    caplog.set_level("DEBUG")

    seen(client(), world)

    assert found_in(caplog.text) == []
