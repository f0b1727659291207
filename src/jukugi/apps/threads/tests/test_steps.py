"""The steps of one voice, whatever staff did with it: linked, ended, hidden, shown again."""

from datetime import timedelta

import pytest
from django.urls import reverse

from jukugi.apps.accounts.actions import begin_participation, new_token
from jukugi.apps.accounts.tests.factories import BEFORE, RoleFactory
from jukugi.apps.issues.tests.factories import IssueFactory
from jukugi.apps.opinions import actions
from jukugi.apps.opinions.actions import LinkDraft
from jukugi.apps.opinions.enums import HidingRule, LinkKind, OpinionState
from jukugi.apps.opinions.models import Opinion
from jukugi.apps.opinions.tests.factories import IssueLinkFactory, OpinionFactory, SubmissionFactory
from jukugi.apps.processes.tests.factories import MilestoneFactory, ProcessFactory

pytestmark = pytest.mark.django_db

SHOWN, HIDDEN = OpinionState.SHOWN, OpinionState.HIDDEN
WORDS = "「集まれる場所」"


def day(number: int):
    return BEFORE + timedelta(days=number)


@pytest.fixture
def actor():
    return RoleFactory().user


def review(opinion, state, *, actor, on: int, reason="名前があるため", **fields):
    rule = HidingRule.PERSONAL if state == HIDDEN else ""
    return actions.review_opinion(
        opinion=opinion, state=state, rule=rule, reason=reason, actor=actor, now=day(on), **fields
    )


def link(opinion, *, actor, on: int, kind=LinkKind.ABOUT, reason=WORDS, to_issue=True):
    issue = IssueFactory(process=opinion.submission.process) if to_issue else None
    return actions.link_opinion(opinion=opinion, links=[LinkDraft(issue, kind, reason)], actor=actor, now=day(on))[0]


def story(client, opinion: Opinion):
    return client.get(reverse("receipt", args=[opinion.submission.receipt])).context["story"]


def told(story) -> list[tuple[str, str]]:
    """(label, title) of the steps in their order."""
    return [(step.label, step.title) for step in story.steps]


def page(client, opinion: Opinion) -> str:
    return client.get(reverse("receipt", args=[opinion.submission.receipt])).content.decode().replace("<wbr>", "")


CAME = ("声", "ウェブから届きました")
READ = ("確認", "職員が読み、公開しました")
NOT_PUBLIC = ("確認", "公開しないことにしました")
LINKED = ("論点", "論点につなぎました")
CHECKED_FOR_ISSUES = ("いま", "どの論点の声かを、確かめています")
GOES_ON = ("いま", "論点について、検討が続いています")


def test_a_voice_that_just_came_waits_for_staff(client):
    found = story(client, OpinionFactory())

    assert told(found) == [CAME, ("いま", "職員が読むのを待っています")]
    assert found.standing == "受け付けました。職員が読むのを待っています"


def test_a_public_voice_without_an_issue_says_that_one_is_looked_for(client, actor):
    opinion = OpinionFactory()
    review(opinion, SHOWN, actor=actor, on=1)

    found = story(client, opinion)

    assert told(found) == [CAME, READ, CHECKED_FOR_ISSUES]
    assert found.standing == "この声は公開中です。つなぐ論点を、職員が確かめています"


def test_a_linked_voice_tells_its_issue_and_that_it_goes_on(client, actor):
    opinion = OpinionFactory()
    review(opinion, SHOWN, actor=actor, on=1)
    link(opinion, actor=actor, on=2)

    found = story(client, opinion)

    assert told(found) == [CAME, READ, LINKED, GOES_ON]
    assert found.standing == "この声は、いま「論点」の途中にあります"


def test_a_link_that_was_ended_stays_readable_and_the_voice_is_looked_at_again(client, actor):
    opinion = OpinionFactory()
    review(opinion, SHOWN, actor=actor, on=1)
    made = link(opinion, actor=actor, on=2)
    actions.end_link(link=made, reason="別の論点のことでした。", actor=actor, now=day(3))

    found = story(client, opinion)

    assert told(found) == [CAME, READ, ("論点", "つなぎ方を直しました"), CHECKED_FOR_ISSUES]
    assert found.standing == "この声は公開中です。つなぐ論点を、職員が確かめています"
    assert [word for word in (made.issue.title, "別の論点のことでした。") if word not in page(client, opinion)] == []


def test_links_of_one_day_are_one_step_and_of_two_days_two(client, actor):
    opinion = OpinionFactory()
    review(opinion, SHOWN, actor=actor, on=1)
    for on in (2, 2, 3):
        link(opinion, actor=actor, on=on)

    assert told(story(client, opinion))[2:4] == [("論点", "二つの論点につなぎました"), LINKED]


def test_a_voice_that_is_not_taken_up_says_so_with_the_reason_and_waits_for_nothing(client, actor):
    process = ProcessFactory()
    MilestoneFactory(process=process, on=day(3650).date())
    opinion = OpinionFactory(submission__process=process)
    review(opinion, SHOWN, actor=actor, on=1)
    link(opinion, actor=actor, on=2, kind=LinkKind.NOT_TAKEN_UP, reason="ほかの市の施設です。", to_issue=False)

    found = story(client, opinion)

    assert told(found) == [CAME, READ, ("判断", "取り上げないことになりました")]
    assert found.standing == "この声は、取り上げないことになりました"
    assert "ほかの市の施設です。" in page(client, opinion)


def test_a_voice_of_which_a_part_is_not_taken_up_still_leads_on(client, actor):
    opinion = OpinionFactory()
    review(opinion, SHOWN, actor=actor, on=1)
    link(opinion, actor=actor, on=2)
    link(opinion, actor=actor, on=3, kind=LinkKind.NOT_TAKEN_UP, reason="ここは国の決まりです。", to_issue=False)

    found = story(client, opinion)

    assert told(found) == [CAME, READ, LINKED, ("判断", "取り上げないところがあります"), GOES_ON]
    assert found.standing == "この声は、いま「論点」の途中にあります"


def test_an_end_that_was_taken_back_stays_readable(client, actor):
    opinion = OpinionFactory()
    review(opinion, SHOWN, actor=actor, on=1)
    made = link(opinion, actor=actor, on=2, kind=LinkKind.NOT_TAKEN_UP, reason="前の理由", to_issue=False)
    actions.end_link(link=made, reason="市の施設でした。", actor=actor, now=day(3))

    found = story(client, opinion)

    assert ("判断", "取り上げないという判断を、取り消しました") in told(found)
    assert told(found)[-1] == CHECKED_FOR_ISSUES
    assert "市の施設でした。" in page(client, opinion)


def test_a_hidden_voice_tells_rule_and_reason_to_everybody_and_ends_there(client, actor):
    opinion = OpinionFactory(text="見本太郎さんの話")
    review(opinion, HIDDEN, actor=actor, on=1, reason="お名前があるため")

    found, shown = story(client, opinion), page(client, opinion)

    assert told(found) == [CAME, NOT_PUBLIC]
    assert found.standing == "この声は公開していません"
    assert (str(HidingRule.PERSONAL.label) in shown, "お名前があるため" in shown) == (True, True)
    assert "見本太郎" not in shown


def test_a_linked_voice_that_was_hidden_tells_its_issue_but_neither_its_words_nor_reasons_that_quote_them(
    client, actor
):
    opinion = OpinionFactory(text="見本太郎さんが集まれる場所")
    review(opinion, SHOWN, actor=actor, on=1)
    made = link(opinion, actor=actor, on=2, reason="「見本太郎さんが」")
    ended = link(opinion, actor=actor, on=2, reason="「集まれる」")
    actions.end_link(link=ended, reason="「見本太郎」は別の論点", actor=actor, now=day(3))
    review(opinion, HIDDEN, actor=actor, on=4)

    found, shown = story(client, opinion), page(client, opinion)

    assert told(found) == [CAME, READ, LINKED, NOT_PUBLIC]
    assert found.standing == "この声は公開していません"
    assert (made.issue.title in shown, "見本太郎" in shown, "集まれる" in shown) == (True, False, False)


def test_the_writer_and_staff_read_the_words_of_a_hidden_voice(client, actor):
    token = new_token()
    writer = begin_participation(token=token, now=BEFORE)
    opinion = OpinionFactory(text="見本太郎さんの話", submission__author=writer)
    review(opinion, HIDDEN, actor=actor, on=1)
    strangers = page(client, opinion)
    client.cookies["jukugi_participant"] = token
    own = page(client, opinion)
    client.cookies.clear()
    client.force_login(actor)

    assert ["見本太郎" in shown for shown in (strangers, own, page(client, opinion))] == [False, True, True]


def test_a_voice_hidden_and_shown_again_tells_both_decisions_and_where_it_stands(client, actor):
    opinion = OpinionFactory()
    review(opinion, SHOWN, actor=actor, on=1)
    review(opinion, HIDDEN, actor=actor, on=2)
    review(opinion, SHOWN, actor=actor, on=3, reason="")

    found = story(client, opinion)

    assert told(found) == [CAME, READ, NOT_PUBLIC, READ, CHECKED_FOR_ISSUES]
    assert found.standing == "この声は公開中です。つなぐ論点を、職員が確かめています"
    assert opinion.text in page(client, opinion)


def test_a_linked_voice_hidden_and_shown_again_is_still_on_its_issue(client, actor):
    opinion = OpinionFactory()
    review(opinion, SHOWN, actor=actor, on=1)
    link(opinion, actor=actor, on=2)
    review(opinion, HIDDEN, actor=actor, on=3)
    review(opinion, SHOWN, actor=actor, on=4, reason="")

    found = story(client, opinion)

    assert told(found) == [CAME, READ, LINKED, NOT_PUBLIC, READ, GOES_ON]
    assert found.standing == "この声は、いま「論点」の途中にあります"


def test_what_is_not_public_is_for_no_search_engine(client, actor):
    opinion = OpinionFactory()
    address = reverse("receipt", args=[opinion.submission.receipt])
    waiting = client.get(address).headers.get("X-Robots-Tag")
    review(opinion, SHOWN, actor=actor, on=1)

    assert (waiting, client.get(address).headers.get("X-Robots-Tag")) == ("noindex", None)


def test_of_a_letter_with_several_voices_strangers_read_the_public_ones(client):
    letter = SubmissionFactory()
    public = OpinionFactory(submission=letter, text="公開の声です", state=SHOWN)
    OpinionFactory(submission=letter, text="伏せた声です", state=HIDDEN, position=2)

    shown = page(client, public)

    assert ("公開の声です" in shown, "伏せた声です" in shown) == (True, False)


def test_the_company_of_a_voice_is_every_other_public_voice_on_its_issues_once(client):
    mine = IssueLinkFactory()
    other_issue = IssueFactory(process=mine.issue.process)
    IssueLinkFactory(opinion=mine.opinion, issue=other_issue)
    twice = IssueLinkFactory(issue=mine.issue)
    IssueLinkFactory(opinion=twice.opinion, issue=other_issue)
    IssueLinkFactory(issue=mine.issue, opinion=OpinionFactory(state=HIDDEN))
    IssueLinkFactory(issue=mine.issue, kind=LinkKind.NOT_TAKEN_UP)

    assert story(client, mine.opinion).voice.company == 1
