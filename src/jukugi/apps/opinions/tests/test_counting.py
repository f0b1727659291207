import pytest

from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.issues.tests.factories import IssueFactory
from jukugi.apps.opinions import actions
from jukugi.apps.opinions.actions import LinkDraft
from jukugi.apps.opinions.enums import HidingRule, LinkKind, OpinionState
from jukugi.apps.opinions.offers.fates import LINKS_LOOKED_AT, newest_fates
from jukugi.apps.opinions.queries.counting import linked, received, voices_of_issue
from jukugi.apps.opinions.tests.factories import IssueLinkFactory, OpinionFactory, SubmissionFactory
from jukugi.apps.processes.models import Process
from jukugi.apps.processes.tests.factories import DURING, ProcessFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def process() -> Process:
    return ProcessFactory()


@pytest.fixture
def officer():
    return RoleFactory().user


def figures(process: Process) -> tuple[int, int, int, int, int]:
    told = received(process)
    return told.total, told.waiting, told.shown, told.hidden, linked(process)


def test_figures_follow_every_act_at_once_though_they_are_kept(process, officer):
    issue = IssueFactory(process=process)
    told = [figures(process)]
    opinion = OpinionFactory(submission__process=process)
    told.append(figures(process))
    draft = LinkDraft(issue, LinkKind.ABOUT, "「居場所」")
    review = {"opinion": opinion, "actor": officer, "now": DURING}
    actions.review_opinion(state=OpinionState.SHOWN, links=[draft], **review)
    told.append(figures(process))
    actions.end_link(link=opinion.issue_links.get(), reason="別の論点でした", actor=officer, now=DURING)
    told.append(figures(process))
    actions.review_opinion(state=OpinionState.HIDDEN, rule=HidingRule.PERSONAL, reason="名前がある", **review)
    told.append(figures(process))

    assert told == [(0, 0, 0, 0, 0), (1, 1, 0, 0, 0), (1, 0, 1, 0, 1), (1, 0, 1, 0, 0), (1, 0, 0, 1, 0)]


def test_figures_that_hold_are_not_counted_again(process, django_assert_num_queries):
    OpinionFactory(submission__process=process)
    figures(process)

    with django_assert_num_queries(2):
        figures(process)


def test_the_figures_of_one_process_are_not_those_of_another(process):
    other = ProcessFactory()
    IssueLinkFactory(opinion__submission__process=process, opinion__state=OpinionState.SHOWN)

    assert figures(process) == (1, 0, 1, 0, 1)
    assert figures(other) == (0, 0, 0, 0, 0)


def test_two_opinions_of_one_submission_are_one_person(process):
    submission = SubmissionFactory(process=process)
    OpinionFactory(submission=submission)
    OpinionFactory(submission=submission, position=2)

    told = received(process)

    assert (told.total, told.people) == (2, 1)


def test_examples_come_from_different_channels_before_the_newest(process):
    issue = IssueFactory(process=process)
    card = OpinionFactory(submission__process=process, submission__channel="card", state=OpinionState.SHOWN)
    of_web = OpinionFactory.create_batch(4, submission__process=process, state=OpinionState.SHOWN)
    for opinion in (card, *of_web):
        IssueLinkFactory(opinion=opinion, issue=issue)

    examples = voices_of_issue(issue.pk).examples

    assert len(examples) == 3
    assert examples[1] == card


def test_an_opinion_that_leads_to_many_issues_does_not_push_the_others_out(process):
    quiet = IssueLinkFactory(opinion__submission__process=process)
    loud = OpinionFactory(submission__process=process, state=OpinionState.SHOWN)
    for _ in range(LINKS_LOOKED_AT):
        IssueLinkFactory(opinion=loud, issue=IssueFactory(process=process))

    fates = newest_fates(2, None)

    assert [fate.number for fate in fates] == [loud.submission.receipt, quiet.opinion.submission.receipt]
