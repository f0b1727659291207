"""Editions: published by a policy officer, dated, never telling more than they may."""

import hashlib
import json

import pytest
from django.urls import reverse
from django.utils import timezone

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.processes.tests.factories import ProcessFactory
from jukugi.apps.reach import actions, errors
from jukugi.apps.reach.models import ReachEdition
from jukugi.apps.reach.queries.seen import line_of, seen
from jukugi.apps.reach.tests.factories import people_live, sent
from jukugi.apps.surveys.actions.counting import count_survey, publish_result
from jukugi.apps.surveys.queries.groups import published_groups
from jukugi.apps.surveys.tests.factories import LATER, citizens, opened
from jukugi.apps.surveys.tests.factories.results import with_sheets
from jukugi.kit.errors import NotAllowed

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return RoleFactory(kind=RoleKind.POLICY_OFFICER, area=None).user


@pytest.fixture
def process():
    return ProcessFactory(is_main=True)


@pytest.fixture
def wards():
    wards = [WardFactory(), WardFactory()]
    for ward in wards:
        people_live(ward, b18=1_000, b30=1_000, b60=1_000)
    return wards


def publish(process, officer) -> ReachEdition:
    actions.count_reach(process=process, now=timezone.now())
    return actions.publish_reach(process=process, note="", actor=officer, now=timezone.now())


def take_part(process, wards, young=0, old=60):
    for ward in wards:
        sent(process, young, ward=ward, band="18")
        sent(process, old, ward=ward, band="60")
    sent(process, 8)


def test_only_a_policy_officer_publishes(process, wards):
    take_part(process, wards)
    actions.count_reach(process=process, now=timezone.now())
    for kind, area in ((RoleKind.WARD_OFFICER, wards[0]), (RoleKind.OPERATOR, None)):
        with pytest.raises(NotAllowed):
            actions.publish_reach(
                process=process, note="", actor=RoleFactory(kind=kind, area=area).user, now=timezone.now()
            )


def test_who_is_not_here_yet_is_said_in_words(process, wards, officer):
    take_part(process, wards)

    edition = publish(process, officer)

    view = seen(edition.content, "opinions")
    assert view.way.total == 128
    assert dict(view.unknown) == {"区を書かなかった人": 8, "年代を書かなかった人": 8}
    assert {row.label for row in view.least} <= {
        f"{ward.name}の{age}" for ward in wards for age in ("18〜29歳", "30代")
    }
    assert "少なく" in view.headline
    assert "18〜29歳" in line_of(edition.content, "opinions")


def test_an_edition_needs_a_count_and_figures(process, officer):
    with pytest.raises(errors.NotCounted):
        actions.publish_reach(process=process, note="", actor=officer, now=timezone.now())
    sent(process, 4)
    with pytest.raises(errors.NothingToPublish):
        publish(process, officer)


def test_a_second_edition_waits_for_enough_newcomers(process, wards, officer):
    take_part(process, wards)
    publish(process, officer)
    with pytest.raises(errors.NotCounted):
        actions.publish_reach(process=process, note="", actor=officer, now=timezone.now())
    sent(process, 3, ward=wards[0], band="60")
    with pytest.raises(errors.NothingChanged):
        publish(process, officer)

    take_part(process, wards, young=20, old=20)
    second = publish(process, officer)

    assert second.number == 2
    assert second.content["sources"]["opinions"]["figures"]["total"] == 219


def test_what_is_published_holds_no_hidden_figure(process, wards, officer, client):
    take_part(process, wards, young=12)
    sent(process, 3, ward=wards[0], band="30")

    edition = publish(process, officer)

    one = edition.content["sources"]["opinions"]
    assert one["hidden"]
    assert not set(one["hidden"]) & set(one["figures"])
    told = {row["name"] for level in one["measures"].values() for row in level["groups"]}
    assert not set(one["hidden"]) & told
    page = client.get(reverse("reach:reach")).content.decode()
    assert f"{wards[0].name}の30代</th>" not in page


def test_the_files_are_those_of_the_page(process, wards, officer, client):
    take_part(process, wards, young=12)
    edition = publish(process, officer)

    for name in ("figures.csv", "groups.csv", "phases.csv", "columns.csv", "reach.json"):
        answer = client.get(reverse("reach:file", args=[edition.number, name]))
        assert answer.status_code == 200
        assert "attachment" in answer["Content-Disposition"]
    assert hashlib.sha256(answer.content).hexdigest() == edition.digest
    assert json.loads(answer.content) == edition.content
    for number, name in ((edition.number, "other.csv"), (99, "figures.csv")):
        assert client.get(reverse("reach:file", args=[number, name])).status_code == 404


@pytest.mark.parametrize(
    "asked", ["?edition=99", "?way=<script>&edition=abc", "?way=opinion_map", "?edition=1&way=surveys"]
)
def test_the_page_bears_whatever_is_asked(process, wards, officer, client, asked):
    take_part(process, wards)
    publish(process, officer)

    answer = client.get(reverse("reach:reach") + asked)

    assert answer.status_code == (404 if "99" in asked else 200)
    assert b"<script>&" not in answer.content


def test_the_page_takes_as_many_queries_for_much_as_for_little(process, wards, officer, client):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    take_part(process, wards)
    publish(process, officer)
    client.get(reverse("reach:reach"))
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(reverse("reach:reach"))
    take_part(process, wards, young=30, old=30)
    publish(process, officer)
    with CaptureQueriesContext(connection) as many:
        client.get(reverse("reach:reach"))

    assert len(few) == len(many)


def test_before_the_first_edition_the_page_says_what_will_come(client, process):
    page = client.get(reverse("reach:reach")).content.decode().replace("<wbr>", "")

    assert "まだ公表した版がありません" in page


def test_what_a_survey_has_published_stands_and_nothing_else(process, officer, wards):
    survey = opened(officer, process=process)
    with_sheets(survey, citizens(survey), 90, seed=2)
    take_part(process, wards)
    before = publish(process, officer)
    count_survey(survey=survey, now=LATER)
    publish_result(survey=survey, reason="", actor=officer, now=LATER)

    after = publish(process, officer)

    own, told = after.content["sources"]["surveys"], published_groups(process)
    was = before.content["sources"]["surveys"]
    assert (was["is_few"], was["figures"], was["editions"]) == (True, {}, [])
    assert own["editions"] == [f"{survey.code}-1"]
    assert own["figures"]["total"] == told.counts[("*",) * 4] == 90
    by_ward = {code: own["figures"].get(f"w|{code}") for code in (ward.code for ward in wards)}
    assert by_ward == {code: told.counts.get((code, "*", "*", "*")) for code in by_ward}
    hidden = {group for group, number in told.counts.items() if number is None}
    assert len(own["hidden"]) - len(hidden) in (0, 1)  # and how many told both
    assert after.cells["surveys"] == {}
    assert not any(name.startswith("wbs") for name in own["figures"])
    assert line_of(after.content, "surveys").startswith("アンケート 90通")
