"""Findings of a review as origins of clauses."""

import pytest
from django.utils import timezone

from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.drafts.actions import OriginDraft, add_origin
from jukugi.apps.drafts.enums import Influence, OriginKind
from jukugi.apps.drafts.queries.sources import source_of, sources_like
from jukugi.apps.drafts.tests.factories import add, begun, publish
from jukugi.apps.evaluations.models import Finding
from jukugi.apps.evaluations.tests.factories import published

pytestmark = pytest.mark.django_db


def test_a_public_finding_is_an_origin_and_a_draft_is_none():
    review = published()
    finding = Finding.objects.get(review=review)
    other = Finding.objects.create(
        review=review, number=9, kind="keep", title="下書き", text="x", written_by="x", written_at=timezone.now()
    )

    assert [one.key for one in sources_like(OriginKind.FINDING, "", review.process)] == [finding.pk]
    assert source_of(OriginKind.FINDING, other.pk, review.process) is None


def test_a_clause_shows_the_finding_from_which_it_comes(client):
    officer = RoleFactory().user
    review = published()
    finding = Finding.objects.get(review=review)
    edition = begun(officer, process=review.process)
    clause = add(edition, officer, "場を開く団体を助ける。")
    source = source_of(OriginKind.FINDING, finding.pk, review.process)
    taken = OriginDraft(OriginKind.FINDING, Influence.ADOPTED, "検証から。", source)

    origin = add_origin(edition=edition, clause=clause, draft=taken, actor=officer, now=timezone.now())

    publish(edition)
    assert origin.finding == finding
    page = client.get(clause.get_absolute_url()).content.decode().replace("<wbr>", "")
    assert finding.title in page
    assert finding.get_absolute_url() in page
