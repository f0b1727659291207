import pytest
from django.utils import timezone

from jukugi.apps.evaluations.enums import FindingState, Side
from jukugi.apps.evaluations.models import EvaluationSheet, Finding, Review
from jukugi.kit.pages.places import samples

BEFORE = ("areas", "accounts", "organizations", "processes", "processes_record", "issues")

pytestmark = pytest.mark.django_db


def test_the_sample_reviews_three_measures_from_all_sides_and_is_loaded_once():
    now = timezone.now()
    for name in (*BEFORE, "evaluations", "evaluations"):
        samples[name](now)

    review = Review.objects.get()
    assert review.is_published
    sheets = EvaluationSheet.objects.filter(measure__review=review)
    assert sheets.count() >= 55
    assert set(sheets.values_list("side", flat=True)) == set(Side)
    assert all(one.policy.is_sample for one in review.measures.filter(listed_only=False).select_related("policy"))
    assert not sheets.filter(measure__policy__is_sample=False).exists()
    findings = Finding.objects.filter(review=review, state=FindingState.APPROVED)
    assert findings.count() == 5
    assert findings.exclude(dissent="").exists()
