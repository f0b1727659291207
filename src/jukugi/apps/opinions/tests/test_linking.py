import pytest

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.tests.factories import RoleFactory, UserFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.issues.models import Issue
from jukugi.apps.issues.tests.factories import IssueFactory
from jukugi.apps.opinions import actions
from jukugi.apps.opinions.actions import LinkDraft
from jukugi.apps.opinions.enums import LinkKind, OpinionState
from jukugi.apps.opinions.errors import (
    AlreadyLinked,
    IssueMissing,
    IssueOfAnotherProcess,
    LinkEnded,
    NotPublic,
    ReasonMissing,
)
from jukugi.apps.opinions.models import IssueLink, Opinion
from jukugi.apps.opinions.tests.factories import IssueLinkFactory, OpinionFactory
from jukugi.apps.processes.errors import ProcessFinished
from jukugi.apps.processes.models import Process
from jukugi.apps.processes.tests.factories import DURING
from jukugi.kit.errors import NotAllowed

pytestmark = pytest.mark.django_db

END = LinkDraft(None, LinkKind.NOT_TAKEN_UP, "市の仕事ではありません。")


@pytest.fixture
def opinion() -> Opinion:
    return OpinionFactory(state=OpinionState.SHOWN)


def issue_of(opinion: Opinion, **fields) -> Issue:
    return IssueFactory(process=opinion.submission.process, **fields)


def about(issue: Issue | None, reason: str = "「居場所」") -> LinkDraft:
    return LinkDraft(issue, LinkKind.ABOUT, reason)


def link(opinion: Opinion, *drafts: LinkDraft, actor=None) -> list[IssueLink]:
    return actions.link_opinion(opinion=opinion, links=drafts, actor=actor or RoleFactory().user, now=DURING)


def unlinked() -> list[Opinion]:
    return list(Opinion.objects.unlinked())


def test_an_opinion_may_lead_to_several_issues_and_waits_no_longer(opinion):
    first, second = issue_of(opinion), issue_of(opinion)

    link(opinion, about(first), LinkDraft(second, LinkKind.PARTLY, "二つ目"))

    assert [(made.issue, made.kind) for made in opinion.issue_links.all()] == [(first, "about"), (second, "partly")]
    assert unlinked() == []


def test_not_taken_up_is_an_end_with_a_reason(opinion):
    (made,) = link(opinion, END)

    assert (made.issue, made.kind, made.reason) == (None, LinkKind.NOT_TAKEN_UP, "市の仕事ではありません。")
    assert unlinked() == []


@pytest.mark.parametrize("drafts", [(), (about(None),)])
def test_a_link_leads_somewhere(opinion, drafts):
    with pytest.raises(IssueMissing):
        link(opinion, *drafts)

    assert unlinked() == [opinion]


@pytest.mark.parametrize("reason", ["", " 　", "\n"])
def test_a_link_needs_its_reason(opinion, reason):
    with pytest.raises(ReasonMissing):
        link(opinion, about(issue_of(opinion), reason))

    assert unlinked() == [opinion]


def test_of_several_links_all_are_made_or_none(opinion):
    with pytest.raises(IssueOfAnotherProcess):
        link(opinion, about(issue_of(opinion)), about(IssueFactory()))

    assert unlinked() == [opinion]


def test_the_same_issue_is_not_linked_twice(opinion):
    issue = issue_of(opinion, title="居場所")
    link(opinion, about(issue))

    for again in ((about(issue),), (about(issue_of(opinion)), about(issue))):
        with pytest.raises(AlreadyLinked):
            link(opinion, *again)

    assert opinion.issue_links.count() == 1


def test_an_opinion_ends_without_an_issue_once(opinion):
    link(opinion, END)

    with pytest.raises(AlreadyLinked):
        link(opinion, END)

    assert opinion.issue_links.count() == 1


def test_a_part_of_an_opinion_may_not_be_taken_up_while_the_rest_leads_to_an_issue(opinion):
    issue = issue_of(opinion)

    link(opinion, about(issue))
    link(opinion, END)

    assert [(made.issue, made.kind) for made in opinion.issue_links.in_force()] == [
        (issue, LinkKind.ABOUT),
        (None, LinkKind.NOT_TAKEN_UP),
    ]


@pytest.mark.parametrize("state", [OpinionState.WAITING, OpinionState.HIDDEN])
def test_what_is_not_public_leads_nowhere(state):
    opinion = OpinionFactory(state=state)

    with pytest.raises(NotPublic):
        link(opinion, about(issue_of(opinion)))

    assert not IssueLink.objects.exists()


def test_nothing_is_linked_in_the_record_of_a_finished_process(opinion):
    made = IssueLinkFactory(opinion=opinion)
    Process.objects.update(is_finished=True)
    opinion = Opinion.objects.get()

    with pytest.raises(ProcessFinished):
        link(opinion, about(issue_of(opinion)))
    with pytest.raises(ProcessFinished):
        actions.end_link(link=IssueLink.objects.get(), reason="理由", actor=RoleFactory().user, now=DURING)

    assert IssueLink.objects.in_force().get() == made


def test_an_ended_link_stays_and_the_opinion_waits_again():
    ended, officer = IssueLinkFactory(), RoleFactory().user

    actions.end_link(link=ended, reason=" 取り違えました。 ", actor=officer, now=DURING)

    kept = IssueLink.objects.get()
    assert (kept.ended_at, kept.ended_reason, kept.ended_by) == (DURING, "取り違えました。", officer.actor_key)
    assert unlinked() == [ended.opinion]


def test_after_its_end_the_same_link_may_be_made_again():
    ended = IssueLinkFactory()
    actions.end_link(link=ended, reason="取り違えました。", actor=RoleFactory().user, now=DURING)

    link(ended.opinion, about(ended.issue))

    assert IssueLink.objects.in_force().count() == 1


def test_a_link_ends_once_and_with_a_reason():
    ended, officer = IssueLinkFactory(), RoleFactory().user
    old = IssueLink.objects.get(pk=ended.pk)

    with pytest.raises(ReasonMissing):
        actions.end_link(link=ended, reason=" ", actor=officer, now=DURING)
    actions.end_link(link=ended, reason="取り違えました。", actor=officer, now=DURING)
    with pytest.raises(LinkEnded):
        actions.end_link(link=old, reason="もう一度", actor=officer, now=DURING)

    assert IssueLink.objects.get().ended_reason == "取り違えました。"


def test_only_officers_of_the_voice_link_it_and_end_links():
    made = IssueLinkFactory(opinion__submission__ward=WardFactory())
    of_another_ward = RoleFactory(kind=RoleKind.WARD_OFFICER, area=WardFactory()).user

    for person in (UserFactory(), RoleFactory(kind=RoleKind.OPERATOR).user, of_another_ward):
        with pytest.raises(NotAllowed):
            link(made.opinion, END, actor=person)
        with pytest.raises(NotAllowed):
            actions.end_link(link=made, reason="理由", actor=person, now=DURING)

    assert IssueLink.objects.get().ended_at is None
