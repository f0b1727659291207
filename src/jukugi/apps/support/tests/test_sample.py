"""The sample attaches offers to invented bodies alone."""

import pytest
from django.utils import timezone

from jukugi.apps.accounts.tests.factories import RoleFactory, UserFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.support.models import SupportOffer
from jukugi.apps.support.sample import load_sample

pytestmark = pytest.mark.django_db


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
