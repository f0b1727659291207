"""What a review, or a finding, does not take any more in its state."""

import pytest

from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.evaluations import actions, errors
from jukugi.apps.evaluations.actions import FindingDraft
from jukugi.apps.evaluations.models import FindingBasis, Review
from jukugi.apps.evaluations.tests.factories import (
    LATER,
    found,
    measure_in,
    opened,
    plan,
    policy,
    published,
    send,
    show,
)
from jukugi.apps.issues.tests.factories import IssueFactory
from jukugi.apps.processes.errors import ProcessFinished

pytestmark = pytest.mark.django_db
DRAFT = FindingDraft(kind="keep", title="続ける", text="よかった。")


def test_what_is_published_stands_as_it_is():
    officer = RoleFactory().user
    review = published(officer)
    done = {"actor": officer, "now": LATER}
    tries = [
        lambda: actions.describe_measure(measure=measure_in(review), aim="見本", years="", facts=[], **done),
        lambda: actions.write_finding(review=review, draft=DRAFT, **done),
        lambda: actions.send_finding_back(finding=review.findings.get(), note="見本", **done),
        lambda: actions.change_review(review=review, plan=plan(), **done),
        lambda: actions.set_criteria(review=review, criteria=[], **done),
        lambda: actions.add_measure(review=review, policy=policy("T99"), **done),
        lambda: actions.remove_measure(measure=measure_in(review), **done),
        lambda: actions.open_review(review=review, **done),
        lambda: actions.close_review(review=review, **done),
        lambda: actions.publish_review(review=review, **done),
    ]

    for attempt in tries:
        with pytest.raises(errors.ReviewNotInState):
            attempt()

    assert Review.objects.get().published_at == review.published_at


def test_a_finding_that_was_handed_in_is_changed_no_more_before_it_comes_back():
    officer = RoleFactory().user
    review = opened(officer)
    finding = found(review, officer, show(send(review), officer))
    done = {"actor": officer, "now": LATER}
    tries = [
        lambda: actions.write_finding(review=review, draft=DRAFT, finding=finding, **done),
        lambda: actions.add_basis(finding=finding, words="見本の差", **done),
        lambda: actions.remove_basis(basis=FindingBasis.objects.get(), **done),
        lambda: actions.submit_finding(finding=finding, **done),
        lambda: actions.discard_finding(finding=finding, note="見本", **done),
    ]

    for attempt in tries:
        with pytest.raises(errors.FindingNotInState):
            attempt()

    assert finding.bases.count() == 1


def test_a_draft_of_a_finding_is_not_approved_and_does_not_come_back():
    officer = RoleFactory().user
    finding = actions.write_finding(review=opened(officer), draft=DRAFT, actor=officer, now=LATER)

    with pytest.raises(errors.FindingNotInState):
        actions.approve_finding(finding=finding, actor=RoleFactory().user, now=LATER)
    with pytest.raises(errors.FindingNotInState):
        actions.send_finding_back(finding=finding, note="見本", actor=officer, now=LATER)


def test_a_link_of_a_finished_process_stays():
    officer = RoleFactory().user
    review = opened(officer)
    finding = actions.write_finding(review=review, draft=DRAFT, actor=officer, now=LATER)
    issue = IssueFactory(process=review.process)
    link = actions.link_finding(finding=finding, issue=issue, reason="見本", actor=officer, now=LATER)
    process = link.finding.review.process
    process.is_finished = True
    process.save()

    with pytest.raises(ProcessFinished):
        actions.end_finding_link(link=link, reason="見本", actor=officer, now=LATER)
