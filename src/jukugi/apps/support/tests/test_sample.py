"""The sample attaches offers to invented bodies alone."""

import pytest
from django.utils import timezone

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.tests.factories import RoleFactory, UserFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.processes.tests.factories import ProcessFactory
from jukugi.apps.support.models import Alternative, Scenario, SupportOffer
from jukugi.apps.support.sample import load_sample
from jukugi.apps.support.sample_scenarios import load_sample_scenarios

pytestmark = pytest.mark.django_db


@pytest.fixture
def sample_process():
    RoleFactory(user=UserFactory(username="mihon-shisaku"))
    return ProcessFactory(is_main=True)


def test_the_sample_is_loaded_once_with_sample_bodies_alone():
    RoleFactory(user=UserFactory(username="mihon-shisaku"))
    for code in ("141330", "141348"):
        WardFactory(code=code)

    first, again = load_sample(timezone.now()), load_sample(timezone.now())

    offers = list(SupportOffer.objects.select_related("organization"))
    assert (first, again) == ("中間支援：はたらき6、支援メニュー7", "中間支援：あります（そのまま）")
    assert {(one.is_sample, one.organization.is_sample) for one in offers} == {(True, True)}


def test_without_its_people_and_wards_the_sample_says_so():
    assert load_sample(timezone.now()) == "中間支援：見本の職員か区がないため、載せませんでした"


def test_the_sample_of_scenarios_stands_at_three_stages_with_sample_bodies_alone(sample_process):
    for name, ward in (("mihon-nakahara", "141330"), ("mihon-takatsu", "141348")):
        area = WardFactory(code=ward)
        RoleFactory(user=UserFactory(username=name), kind=RoleKind.WARD_OFFICER, area=area)
    WardFactory(code="141356")
    load_sample(timezone.now())

    first, again = load_sample_scenarios(timezone.now()), load_sample_scenarios(timezone.now())

    told = {one.area.code: one for one in Scenario.objects.select_related("area", "call")}
    assert (first, again) == ("区のシナリオ：3", "区のシナリオ：あります（そのまま）")
    assert told["141330"].call is not None
    assert [one.settling.act for one in told["141348"].decisions.all()] == ["decided"]
    bodies = Alternative.objects.exclude(operator=None).values_list("operator__is_sample", flat=True)
    assert set(bodies) == {True}


def test_the_sample_of_scenarios_says_what_it_lacks():
    assert load_sample_scenarios(timezone.now()).endswith("載せませんでした")
