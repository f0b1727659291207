"""What people do with groups: move, part, merge, name. Every voice stands in one place, whatever they do."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.grouping import actions, errors
from jukugi.apps.grouping.enums import LABEL_LIMIT
from jukugi.apps.grouping.models import OpinionGroup, Placement
from jukugi.apps.grouping.queries import desk
from jukugi.apps.grouping.queries.homes import at_home, homes
from jukugi.apps.grouping.queries.public import named_groups
from jukugi.apps.grouping.tests.factories import TEXTS, grouped, standing, voice
from jukugi.apps.issues.tests.factories import IssueFactory
from jukugi.apps.opinions import actions as opinion_actions
from jukugi.apps.opinions.actions import LinkDraft
from jukugi.apps.opinions.enums import HidingRule, LinkKind, OpinionState
from jukugi.apps.opinions.models import IssueLink, Opinion
from jukugi.apps.processes.tests.factories import DURING
from jukugi.kit.errors import NotAllowed, Refusal

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return RoleFactory().user


@pytest.fixture
def issue():
    return IssueFactory()


@pytest.fixture
def voices(issue, officer):
    made = [voice(issue.process, issue, text) for text in TEXTS[:6]]
    grouped(issue.process, issue, officer)
    return made


def move(issue, opinions, into, actor):
    keys = [opinion.pk for opinion in opinions]
    return actions.move_opinions(process=issue.process, issue=issue, opinions=keys, into=into, actor=actor, now=DURING)


def test_voices_move_into_a_new_group_and_back(issue, officer, voices):
    (first,) = standing(issue.process, issue)

    new = move(issue, voices[:2], None, officer)
    assert Placement.objects.filter(group=new, is_held=True).count() == 2

    move(issue, voices[:2], first, officer)
    assert standing(issue.process, issue) == [first], "a group that nobody stands in has ended"


def test_who_repeats_a_voice_goes_with_it(issue, officer, voices):
    again = voice(issue.process, issue, TEXTS[0])
    grouped(issue.process, issue, officer)

    new = move(issue, voices[:1], None, officer)

    assert Placement.objects.get(opinion=again).group == new


def test_nothing_chosen_is_told(issue, officer):
    with pytest.raises(errors.NothingChosen):
        move(issue, [], None, officer)


def test_a_voice_of_another_issue_moves_nothing(issue, officer, voices):
    other = IssueFactory(process=issue.process)
    stranger = voice(issue.process, other, "別の話")

    with pytest.raises(errors.NotHere):
        move(issue, [*voices[:1], stranger], None, officer)

    assert not Placement.objects.filter(is_held=True).exists()


def test_a_group_of_another_issue_or_one_that_ended_takes_nobody(issue, officer, voices):
    (first,) = standing(issue.process, issue)
    other = IssueFactory(process=issue.process)
    voice(issue.process, other, "別の話")
    grouped(issue.process, other, officer)
    (elsewhere,) = standing(issue.process, other)
    with pytest.raises(errors.NotHere):
        move(issue, voices[:1], elsewhere, officer)

    new = move(issue, voices[:1], None, officer)
    actions.merge_groups(group=new, into=first, actor=officer, now=DURING)
    with pytest.raises(errors.GroupEnded):
        move(issue, voices[:1], new, officer)


def test_a_group_merges_with_another_of_its_issue_alone(issue, officer, voices):
    (first,) = standing(issue.process, issue)
    with pytest.raises(errors.MergedWithItself):
        actions.merge_groups(group=first, into=first, actor=officer, now=DURING)
    other = IssueFactory(process=issue.process)
    voice(issue.process, other, "別の話")
    grouped(issue.process, other, officer)
    with pytest.raises(errors.GroupEnded):
        actions.merge_groups(group=first, into=standing(issue.process, other)[0], actor=officer, now=DURING)


@pytest.mark.parametrize(
    ("label", "error"),
    [
        ("", errors.LabelMissing),
        (" \u3000\u200b", errors.LabelMissing),
        ("あ" * (LABEL_LIMIT + 1), errors.LabelTooLong),
    ],
)
def test_a_name_that_cannot_be_kept(issue, officer, voices, label, error):
    (group,) = standing(issue.process, issue)

    with pytest.raises(error):
        actions.name_group(group=group, label=label, actor=officer, now=DURING)


def test_the_public_sees_named_groups_and_their_public_voices_alone(issue, officer, voices):
    assert named_groups(issue.pk).groups == ()
    (group,) = standing(issue.process, issue)
    actions.name_group(group=group, label="公園\nの使い方", actor=officer, now=DURING)
    Opinion.objects.filter(pk=voices[0].pk).update(state=OpinionState.HIDDEN)

    shown = named_groups(issue.pk)

    assert [(each.label, each.people) for each in shown.groups] == [("公園 の使い方", 5)]
    assert (shown.total, shown.others) == (5, 0)
    assert voices[0] not in [opinion for _, opinion in shown.groups[0].quotes]


def test_a_ward_officer_and_an_operator_change_nothing(issue, officer, voices):
    (group,) = standing(issue.process, issue)
    for person in (
        RoleFactory(kind=RoleKind.WARD_OFFICER, area=WardFactory()).user,
        RoleFactory(kind=RoleKind.OPERATOR).user,
    ):
        for act in (
            lambda who=person: move(issue, voices[:1], None, who),
            lambda who=person: actions.set_apart(opinion=voices[0], actor=who, now=DURING),
            lambda who=person: actions.name_group(group=group, label="名", actor=who, now=DURING),
            lambda who=person: actions.merge_groups(group=group, into=group, actor=who, now=DURING),
            lambda who=person: actions.ask_for_suggestions(process=issue.process, actor=who, now=DURING),
            lambda who=person: actions.link_suggested(
                process=issue.process, issue=issue, opinions=[voices[0].pk], actor=who, now=DURING
            ),
        ):
            with pytest.raises(NotAllowed):
                act()


COURSE = ["arrive", "link", "unlink", "end", "hide", "move", "part", "merge", "calculate"]
REVISIONS = ["split", "correct", "mask", "undo"]
STEPS = st.tuples(st.sampled_from(COURSE + REVISIONS), st.integers(0, 30), st.integers(0, 30))


def revise(what: str, opinion: Opinion, number: int, actor) -> int:
    """Put others in the place of an opinion, or take the last that were put; by how many more there are now."""
    how = {"opinion": opinion, "reason": "見本", "actor": actor, "now": DURING}
    if what == "split":
        opinion_actions.split_opinion(cuts=[2, 4][: number % 2 + 1], **how)
        return number % 2 + 1
    if what == "correct":
        opinion_actions.correct_opinion(text=f"{opinion.text}{number}", **how)
    elif what == "mask":
        opinion_actions.mask_opinion(words=[opinion.text[:2]], **how)
    else:
        last = opinion.submission.opinions.filter(made_by__undone_at__isnull=True, made_by__isnull=False).last()
        if last is not None:
            there = last.made_by.results.count()
            opinion_actions.undo_revision(revision=last.made_by, reason="見本", actor=actor, now=DURING)
            return 1 - there
    return 0


class TestSums(TestCase):
    """Σ of all places = number received, after any course of events."""

    @settings(max_examples=16, deadline=None)
    @given(st.lists(STEPS, max_size=10))
    def test_every_voice_stands_in_exactly_one_place(self, steps):
        officer = RoleFactory().user
        issues = [IssueFactory()]
        process = issues[0].process
        issues.append(IssueFactory(process=process))
        for text in TEXTS[:3]:
            voice(process, issues[0], text, submission__entered_by="見本")
        arrived = 3
        for what, first, second in steps:
            opinions = list(Opinion.objects.order_by("pk"))
            opinion, issue = opinions[first % len(opinions)], issues[second % 2]
            place = [*issues, None][second % 3]
            try:
                if what == "arrive":
                    voice(process, None, TEXTS[first % len(TEXTS)])
                    arrived += 1
                elif what == "link":
                    draft = LinkDraft(issue, LinkKind.ABOUT, "見本")
                    opinion_actions.link_opinion(opinion=opinion, links=[draft], actor=officer, now=DURING)
                elif what == "unlink":
                    link = IssueLink.objects.in_force().filter(opinion=opinion).first()
                    if link:
                        opinion_actions.end_link(link=link, reason="見本", actor=officer, now=DURING)
                elif what == "end":
                    draft = LinkDraft(None, LinkKind.NOT_TAKEN_UP, "見本")
                    opinion_actions.link_opinion(opinion=opinion, links=[draft], actor=officer, now=DURING)
                elif what == "hide":
                    state = OpinionState.SHOWN if opinion.state == OpinionState.HIDDEN else OpinionState.HIDDEN
                    opinion_actions.review_opinion(
                        opinion=opinion,
                        state=state,
                        rule=HidingRule.OFFENSIVE,
                        reason="見本",
                        actor=officer,
                        now=DURING,
                    )
                elif what == "move":
                    groups = [*standing(process, place), None]
                    actions.move_opinions(
                        process=process,
                        issue=place,
                        opinions=[opinion.pk],
                        into=groups[first % len(groups)],
                        actor=officer,
                        now=DURING,
                    )
                elif what == "part":
                    actions.set_apart(opinion=opinion, actor=officer, now=DURING)
                elif what == "merge":
                    groups = standing(process, place)
                    if len(groups) > 1:
                        actions.merge_groups(group=groups[0], into=groups[1], actor=officer, now=DURING)
                elif what in REVISIONS:
                    arrived += revise(what, opinion, second, officer)
                else:
                    grouped(process, place, officer)
            except Refusal:
                pass  # what is refused changes nothing
            self._check(process, issues, arrived)

    def _check(self, process, issues, arrived):
        found = homes(process)
        assert found.total == arrived == found.at_issues + found.without + found.ended + found.hidden
        assert min(found.without, found.ended, found.hidden) >= 0
        seen = set()
        for place in (*issues, None):
            shown = desk.pile(process, place)
            here = set(at_home(process, place).values_list("pk", flat=True))
            assert not here & seen, "one home for each"
            seen |= here
            assert shown.total == len(here)
            assert sum(card.people for card in shown.cards) + shown.unplaced == shown.total
            listed = []
            for group in (*(card.group for card in shown.cards), None):
                for member in desk.members(process, place, group, page=1).members:
                    listed += [member.opinion.pk, *(other.pk for other in member.repeats)]
            assert sorted(listed) == sorted(here), "each voice is listed once"
        overview = desk.overview(process)
        assert sum(row.opinions for row in overview.rows) == found.at_issues
        assert all(0 <= row.placed <= row.opinions for row in (*overview.rows, overview.without))
        assert not OpinionGroup.objects.filter(ended_at__isnull=False, placements__is_held=True).exists()
