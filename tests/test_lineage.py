"""Voices follow when issues are merged or split; undone in any order that is allowed, they stand where they stood."""

from collections import Counter
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.grouping.models import OpinionGroup, Placement
from jukugi.apps.grouping.queries.homes import homes
from jukugi.apps.issues import actions, errors
from jukugi.apps.issues.actions import NewIssue
from jukugi.apps.issues.enums import IssueLevel, LineageSide
from jukugi.apps.issues.enums.lineage import lineage_followers
from jukugi.apps.issues.models import Issue, LineageAct
from jukugi.apps.issues.queries import levels
from jukugi.apps.issues.queries.desk import desk_list
from jukugi.apps.issues.tests.factories import IssueFactory
from jukugi.apps.meetings.tests.factories import MeetingFactory, RecommendationFactory
from jukugi.apps.opinion_map.tests.factories import TopicFactory
from jukugi.apps.opinions.actions import LinkDraft, end_link, link_opinion
from jukugi.apps.opinions.enums import LinkKind, OpinionState
from jukugi.apps.opinions.errors import VoicesDisagree
from jukugi.apps.opinions.models import IssueLink, Opinion
from jukugi.apps.opinions.queries import counting
from jukugi.apps.opinions.tests.factories import CallFactory, IssueLinkFactory, OpinionFactory, SubmissionFactory
from jukugi.apps.processes.tests.factories import DURING, ProcessFactory
from jukugi.kit.errors import words_for
from jukugi.kit.registry import Registry


def leads_to(opinion: Opinion) -> set[int]:
    return set(opinion.issue_links.in_force().values_list("issue", flat=True))


def everything(process) -> dict[int, set[int]]:
    return {opinion.pk: leads_to(opinion) for opinion in Opinion.objects.filter(submission__process=process)}


@pytest.fixture
def process():
    return ProcessFactory(is_main=True)


@pytest.fixture
def officer():
    return RoleFactory().user


def issues_of(process, *names):
    return [IssueFactory(process=process, title=name, code=name) for name in names]


def voice(process, *issues, kind=LinkKind.ABOUT) -> Opinion:
    opinion = OpinionFactory(submission__process=process, state=OpinionState.SHOWN)
    for issue in issues:
        IssueLinkFactory(opinion=opinion, issue=issue, kind=kind)
    return opinion


def merge(officer, issues, into, **fields):
    return actions.merge_issues(issues=issues, into=into, reason="同じ問い", actor=officer, now=DURING, **fields)


def split(officer, issue, titles, divided=None, heir=0):
    parts = [NewIssue(title, IssueLevel.CHIIKI) for title in titles]
    return actions.split_issue(
        issue=issue, parts=parts, divided={"opinions": divided or {}}, heir=heir, reason="別の問い", actor=officer,
        now=DURING,
    )  # fmt: skip


def undo(officer, act, heir=None):
    act = LineageAct.objects.get(pk=act.pk)
    actions.undo_lineage(act=act, heir=heir, reason="考え直した", actor=officer, now=DURING + timedelta(days=1))


def part(title) -> Issue:
    return Issue.objects.get(title=title)


def _where(topic, call, group) -> list[Issue | None]:
    for each in (topic, call, group):
        each.refresh_from_db()
    return [topic.issue, call.about, group.issue]


@pytest.mark.django_db
def test_the_voices_of_merged_issues_are_those_of_the_new_one_each_once(process, officer):
    a, b = issues_of(process, "甲", "乙")
    both, only = voice(process, a, b), voice(process, b)

    merge(officer, [a, b], NewIssue("丙", IssueLevel.CHIIKI))

    c = part("丙")
    assert everything(process) == {both.pk: {c.pk}, only.pk: {c.pk}}
    assert counting.voices_by_issue([a.pk, b.pk, c.pk]) == {c.pk: 2}
    assert [link.ended_reason for link in IssueLink.objects.ended()] == [
        "論点「甲」、「乙」を「丙」にまとめました。同じ問い"
    ] * 3


@pytest.mark.django_db
def test_an_undone_merge_leaves_every_voice_where_it_was(process, officer):
    a, b = issues_of(process, "甲", "乙")
    voices = [voice(process, a, b), voice(process, a), voice(process, b), voice(process)]
    before = everything(process)
    act = merge(officer, [a], b)

    undo(officer, act)

    assert everything(process) == before
    assert len(before) == len(voices)


@pytest.mark.django_db
def test_of_two_merges_into_one_issue_either_is_undone_first(process, officer):
    a, b, d = issues_of(process, "甲", "乙", "丁")
    shared = voice(process, a, d)
    first, second = merge(officer, [a], b), merge(officer, [d], b)

    undo(officer, first)
    between = leads_to(shared)
    undo(officer, second)

    assert between == {a.pk, b.pk}
    assert leads_to(shared) == {a.pk, d.pk}


@pytest.mark.django_db
def test_a_person_divides_the_voices_of_an_issue_and_the_rest_goes_to_the_heir(process, officer):
    (a,) = issues_of(process, "甲")
    one, two, both, rest = (voice(process, a) for _ in range(4))

    act = split(officer, a, ["子", "丑"], {one.pk: [0], two.pk: [1], both.pk: [0, 1]}, heir=1)

    first, second = part("子"), part("丑")
    assert everything(process) == {
        one.pk: {first.pk}, two.pk: {second.pk}, both.pk: {first.pk, second.pk}, rest.pk: {second.pk},
    }  # fmt: skip
    undo(officer, act)
    assert set(map(frozenset, everything(process).values())) == {frozenset({a.pk})}


@pytest.mark.django_db
def test_what_came_to_a_merged_issue_since_needs_a_place_before_it_is_undone(process, officer):
    a, b = issues_of(process, "甲", "乙")
    act = merge(officer, [a, b], NewIssue("丙", IssueLevel.CHIIKI))
    late = voice(process, part("丙"))

    with pytest.raises(errors.NewcomersNeedAPlace) as refused:
        undo(officer, act)
    assert "1件" in words_for(refused.value).what
    undo(officer, act, heir=b)

    assert leads_to(late) == {b.pk}


@pytest.mark.django_db
def test_a_link_that_a_person_ended_meanwhile_does_not_come_back(process, officer):
    a, b = issues_of(process, "甲", "乙")
    opinion = voice(process, a)
    act = merge(officer, [a], b)
    end_link(link=opinion.issue_links.in_force().get(), reason="誤り", actor=officer, now=DURING)

    undo(officer, act)

    assert leads_to(opinion) == set()


@pytest.mark.django_db
def test_issues_that_say_yes_and_no_to_one_voice_are_not_merged(process, officer):
    a, b = issues_of(process, "甲", "乙")
    opinion = voice(process, a)
    IssueLinkFactory(opinion=opinion, issue=b, kind=LinkKind.NOT_TAKEN_UP)

    with pytest.raises(VoicesDisagree):
        merge(officer, [a], b)

    assert leads_to(opinion) == {a.pk, b.pk}
    a.refresh_from_db()
    assert (a.ended_at, LineageAct.objects.count()) == (None, 0)


@pytest.mark.django_db
def test_no_voice_is_linked_to_an_issue_that_has_ended(process, officer):
    a, b = issues_of(process, "甲", "乙")
    merge(officer, [a], b)
    opinion = voice(process)

    with pytest.raises(errors.IssueEnded):
        link_opinion(opinion=opinion, links=[LinkDraft(a, LinkKind.ABOUT, "理由")], actor=officer, now=DURING)

    assert leads_to(opinion) == set()


@pytest.mark.django_db
def test_topics_groups_and_calls_go_with_their_question_and_come_back(process, officer):
    a, b = issues_of(process, "甲", "乙")
    topic, call = TopicFactory(process=process, issue=a), CallFactory(process=process, about=a)
    group = OpinionGroup.objects.create(process=process, issue=a, number=1, made_at=DURING)
    act = merge(officer, [a], b)
    moved = _where(topic, call, group)

    undo(officer, act)

    assert (moved, _where(topic, call, group)) == ([b, b, b], [a, a, a])


@pytest.mark.django_db
def test_meetings_and_recommendations_go_with_their_question_and_come_back(process, officer):
    a, b = issues_of(process, "甲", "乙")
    only, both = (MeetingFactory(process=process) for _ in range(2))
    only.issues.add(a)
    both.issues.add(a, b)
    recommendation = RecommendationFactory(issue=a)
    before = [set(meeting.issues.all()) for meeting in (only, both)]
    act = merge(officer, [a], b)
    recommendation.refresh_from_db()
    assert [set(meeting.issues.all()) for meeting in (only, both)] == [{b}, {b}]
    assert recommendation.issue == b

    undo(officer, act)

    recommendation.refresh_from_db()
    assert [set(meeting.issues.all()) for meeting in (only, both)] == before
    assert recommendation.issue == a


@pytest.mark.django_db
def test_a_group_goes_where_all_of_its_voices_go_and_stays_behind_where_they_part(process, officer):
    (a,) = issues_of(process, "甲")
    one, two, three = (voice(process, a) for _ in range(3))
    whole, parted = (OpinionGroup.objects.create(process=process, issue=a, number=n, made_at=DURING) for n in (1, 2))
    for opinion, group in ((one, whole), (two, parted), (three, parted)):
        Placement.objects.create(opinion=opinion, group=group, placed_at=DURING)

    act = split(officer, a, ["子", "丑"], {one.pk: [1], two.pk: [0], three.pk: [1]})

    whole.refresh_from_db()
    parted.refresh_from_db()
    assert (whole.issue, parted.issue) == (part("丑"), a)
    undo(officer, act)
    whole.refresh_from_db()
    assert whole.issue == a


@pytest.mark.django_db
def test_a_merge_of_many_voices_takes_no_more_queries_than_of_few(process, officer, django_assert_max_num_queries):
    a, b = issues_of(process, "甲", "乙")
    for _ in range(40):
        voice(process, a)

    with django_assert_max_num_queries(75):
        act = merge(officer, [a], b)
    with django_assert_max_num_queries(75):
        undo(officer, act)


class Lineage(RuleBasedStateMachine):
    """Links by hand, merges, splits and undos in any order, beside a model that knows nothing of rows.

    The model holds, of every opinion, the issues a person linked it to and the path of acts since; where it leads is
    computed anew from the acts that are in force.
    """

    @initialize()
    def begin(self):
        self.process = ProcessFactory()
        self.officer = RoleFactory().user
        self.now = DURING
        self.opinions = [
            OpinionFactory(submission=SubmissionFactory(process=self.process), state=OpinionState.SHOWN)
            for _ in range(4)
        ]
        self.names = 0
        # What a person said: (opinion, issue) → when, for earlier acts do not move it.
        self.said: dict[tuple[int, int], int] = {}
        # (number, act, before, after or per opinion) in their order; undone ones are taken out.
        self.acts: list[tuple[int, int, set[int], dict[int, set[int]], int]] = []
        self.clock = 0
        for name in "甲乙丙":
            IssueFactory(process=self.process, title=name, code=name)

    def standing(self) -> list[Issue]:
        return list(Issue.objects.standing().filter(process=self.process).order_by("pk"))

    def expected(self) -> dict[int, set[int]]:
        leads: dict[int, set[int]] = {opinion.pk: set() for opinion in self.opinions}
        for (opinion, issue), since in self.said.items():
            here = {issue}
            for number, _act, before, places, heir in self.acts:
                if number > since:
                    here = {
                        after for each in here for after in (places.get(opinion, {heir}) if each in before else {each})
                    }
            leads[opinion] |= here
        return leads

    @rule(data=st.data())
    def link(self, data):
        opinion = data.draw(st.sampled_from(self.opinions))
        issue = data.draw(st.sampled_from(self.standing()))
        self.clock += 1
        if issue.pk in leads_to(opinion):
            return
        link_opinion(
            opinion=opinion, links=[LinkDraft(issue, LinkKind.ABOUT, "理由")], actor=self.officer, now=self.now
        )
        self.said[opinion.pk, issue.pk] = self.clock

    @rule(data=st.data())
    def merge(self, data):
        issues = self.standing()
        if len(issues) < 2:
            return
        chosen = data.draw(st.lists(st.sampled_from(issues), min_size=2, max_size=3, unique_by=lambda issue: issue.pk))
        self.clock += 1
        self.names += 1
        is_new = data.draw(st.booleans())
        into = NewIssue(f"新{self.names}", IssueLevel.CHIIKI) if is_new else chosen.pop()
        act = merge(self.officer, chosen, into)
        after = act.ties.get(side=LineageSide.AFTER).issue_id
        self.acts.append((self.clock, act.pk, {issue.pk for issue in chosen}, {}, after))

    @rule(data=st.data())
    def split(self, data):
        issue = data.draw(st.sampled_from(self.standing()))
        self.clock += 1
        self.names += 1
        divided = {
            opinion.pk: data.draw(st.lists(st.sampled_from([0, 1]), unique=True, max_size=2))
            for opinion in self.opinions
        }
        heir = data.draw(st.sampled_from([0, 1]))
        act = split(self.officer, issue, [f"甲{self.names}", f"乙{self.names}"], divided, heir)
        after = list(act.ties.filter(side=LineageSide.AFTER).values_list("issue", flat=True))
        places = {opinion: {after[place] for place in chosen} for opinion, chosen in divided.items() if chosen}
        self.acts.append((self.clock, act.pk, {issue.pk}, places, after[heir]))

    @rule(data=st.data())
    def undo(self, data):
        if not self.acts:
            return
        undone = data.draw(st.sampled_from(self.acts))
        act = LineageAct.objects.get(pk=undone[1])
        before = list(Issue.objects.filter(pk__in=undone[2]).order_by("pk"))
        heir = data.draw(st.sampled_from(before))
        began = set(act.ties.filter(is_new=True).values_list("issue", flat=True))
        try:
            undo(self.officer, act, heir=heir)
        except errors.LaterLineageFirst:
            return
        self.clock += 1
        self.acts.remove(undone)
        # What a person said of an issue that is gone now is said of the heir.
        for opinion, issue in [key for key in self.said if key[1] in began]:
            since = self.said.pop((opinion, issue))
            self.said.setdefault((opinion, heir.pk), since)

    @invariant()
    def every_opinion_is_reached_from_exactly_the_issues_it_was_linked_to(self):
        assert {opinion.pk: leads_to(opinion) for opinion in self.opinions} == self.expected()

    @invariant()
    def every_page_counts_alike(self):
        counted = Counter(issue for leads in self.expected().values() for issue in leads)
        keys = [issue.pk for issue in self.standing()]
        board = levels.board(self.process, levels.Asked(level=IssueLevel.CHIIKI), now=self.now)
        on_board = {row.issue.pk: {str(u): n for n, u in row.counts}.get("件", 0) for row in board.columns[0].rows}
        on_desk = {
            row.issue.pk: {str(u): n for n, u in row.counts}.get("件", 0) for row in desk_list(self.process).rows
        }
        assert on_board == {key: counted[key] for key in keys}
        assert on_desk == on_board
        assert {key: counting.voices_of_issue(key).total for key in keys} == on_board
        found = homes(self.process)
        assert found.total == found.at_issues + found.without + found.ended + found.hidden == len(self.opinions)
        assert found.without == sum(not leads for leads in self.expected().values())

    @invariant()
    def an_ended_issue_holds_nothing(self):
        ended = Issue.objects.filter(process=self.process, ended_at__isnull=False)
        assert not IssueLink.objects.in_force().filter(issue__in=ended).exists()


@pytest.mark.long
class TestLineage(TestCase, Lineage.TestCase):
    settings = settings(max_examples=40, stateful_step_count=14, deadline=None, suppress_health_check=list(HealthCheck))


def test_the_followers_are_asked_in_their_order():
    assert isinstance(lineage_followers, Registry)
    assert lineage_followers.names() == ["opinions", "grouping", "opinion_map", "meetings", "evaluations", "drafts"]
