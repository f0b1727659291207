"""The calculation as the worker does it: complete, repeatable, obedient to people, harmless when it ends early."""

from datetime import timedelta

import pytest

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.tests.factories import RoleFactory, UserFactory
from jukugi.apps.grouping import actions, errors
from jukugi.apps.grouping.enums import RunState
from jukugi.apps.grouping.models import GroupingRun, OpinionGroup, Placement
from jukugi.apps.grouping.queries.desk import SILENCE, pile
from jukugi.apps.grouping.queries.homes import homes
from jukugi.apps.grouping.tests.factories import TEXTS, grouped, standing, voice
from jukugi.apps.issues.tests.factories import IssueFactory
from jukugi.apps.processes.errors import ProcessFinished
from jukugi.apps.processes.tests.factories import DURING
from jukugi.kit.audit.models import AuditEntry
from jukugi.kit.errors import NotAllowed

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return RoleFactory().user


@pytest.fixture
def issue():
    return IssueFactory()


@pytest.fixture
def voices(issue):
    return [voice(issue.process, issue, text) for text in TEXTS]


def test_every_voice_is_in_one_group_and_the_groups_add_up(officer, issue, voices):
    run = grouped(issue.process, issue, officer)

    shown = pile(issue.process, issue)
    assert (run.state, run.total, run.read) == (RunState.DONE, len(voices), len(voices))
    assert Placement.objects.count() == len(voices)
    assert shown.total == sum(card.people for card in shown.cards) == len(voices)
    assert shown.unplaced == 0
    assert all(card.group.draft and card.quotes for card in shown.cards)


def test_a_second_calculation_changes_nothing(officer, issue, voices):
    grouped(issue.process, issue, officer)
    before = sorted(Placement.objects.values_list("opinion", "group__number"))

    grouped(issue.process, issue, officer)

    assert sorted(Placement.objects.values_list("opinion", "group__number")) == before


def test_new_voices_keep_the_numbers_and_names_of_the_groups_they_join(officer, issue, voices):
    grouped(issue.process, issue, officer)
    group = OpinionGroup.objects.get(pk=Placement.objects.get(opinion=voices[0]).group_id)
    actions.name_group(group=group, label="公園の使い方", actor=officer, now=DURING)
    late = voice(issue.process, issue, "公園でいつも休みたくなる")
    assert pile(issue.process, issue).unplaced == 1

    grouped(issue.process, issue, officer)

    assert pile(issue.process, issue).unplaced == 0
    assert {each.pk for each in standing(issue.process, issue)} >= {group.pk}
    assert Placement.objects.get(opinion=late).group.issue == issue
    group.refresh_from_db()
    assert group.label == "公園の使い方"


def test_what_a_person_moved_stays_and_its_group_with_it(officer, issue, voices):
    grouped(issue.process, issue, officer)
    chosen = [voices[0].pk, voices[-1].pk]
    mine = actions.move_opinions(
        process=issue.process, issue=issue, opinions=chosen, into=None, actor=officer, now=DURING
    )

    grouped(issue.process, issue, officer)

    assert set(Placement.objects.filter(group=mine).values_list("opinion", flat=True)) == set(chosen)
    assert pile(issue.process, issue).total == len(voices)


def test_merged_groups_are_not_parted_again(officer, issue, voices):
    grouped(issue.process, issue, officer)
    groups = standing(issue.process, issue)
    for group in groups[1:]:
        actions.merge_groups(group=group, into=groups[0], actor=officer, now=DURING)

    grouped(issue.process, issue, officer)

    assert standing(issue.process, issue) == [groups[0]]
    assert Placement.objects.filter(group=groups[0]).count() == len(voices)


def test_the_same_voice_in_other_writing_stands_behind_the_first_until_somebody_parts_them(officer, issue, voices):
    again = voice(issue.process, issue, f"こんにちは。{TEXTS[0]}。よろしくお願いします。")
    reversed_one = voice(issue.process, issue, "公園で土曜に遊びたくない")
    run = grouped(issue.process, issue, officer)
    assert run.n_repeated == 1
    assert Placement.objects.get(opinion=again).same_as == voices[0]
    assert Placement.objects.get(opinion=reversed_one).same_as is None

    actions.set_apart(opinion=again, actor=officer, now=DURING)
    run = grouped(issue.process, issue, officer)

    assert run.n_repeated == 0
    assert Placement.objects.get(opinion=again).same_as is None


def test_few_voices_are_one_list(officer, issue):
    for text in TEXTS[:12]:
        voice(issue.process, issue, text)

    assert grouped(issue.process, issue, officer).n_groups == 1


def test_no_voices_are_no_groups(officer, issue):
    assert grouped(issue.process, issue, officer).state == RunState.DONE
    assert standing(issue.process, issue) == []


def test_voices_without_an_issue_have_groups_of_their_own(officer, issue, voices):
    for text in TEXTS:
        voice(issue.process, None, f"{text}と思う")

    grouped(issue.process, None, officer)

    found = homes(issue.process)
    assert (found.total, found.at_issues, found.without) == (2 * len(TEXTS), len(TEXTS), len(TEXTS))
    assert pile(issue.process, None).unplaced == 0
    assert pile(issue.process, issue).unplaced == len(TEXTS)


def test_a_cancelled_run_writes_nothing(officer, issue, voices):
    run = actions.ask_for_groups(process=issue.process, issue=issue, actor=officer, now=DURING)
    actions.cancel_run(run=run, actor=officer, now=DURING)

    actions.carry_out(run_pk=run.pk, clock=lambda: DURING)

    run.refresh_from_db()
    assert run.state == RunState.CANCELLED
    assert not Placement.objects.exists()


def test_a_run_that_is_cancelled_while_it_reads_writes_nothing(officer, issue, voices):
    run = actions.ask_for_groups(process=issue.process, issue=issue, actor=officer, now=DURING)
    ticks = iter([False, True])

    def clock():
        if next(ticks, False):
            actions.cancel_run(run=run, actor=officer, now=DURING)
        return DURING

    actions.carry_out(run_pk=run.pk, clock=clock)

    run.refresh_from_db()
    assert run.state == RunState.CANCELLED
    assert not Placement.objects.exists()


def test_a_run_is_done_once_however_often_its_job_is_done(officer, issue, voices):
    run = grouped(issue.process, issue, officer)
    groups = OpinionGroup.objects.count()

    actions.carry_out(run_pk=run.pk, clock=lambda: DURING)

    assert OpinionGroup.objects.count() == groups


def test_a_second_run_waits_for_the_first_unless_it_has_died(officer, issue):
    first = actions.ask_for_groups(process=issue.process, issue=issue, actor=officer, now=DURING)
    with pytest.raises(errors.RunUnderWay):
        actions.ask_for_groups(process=issue.process, issue=issue, actor=officer, now=DURING)

    later = DURING + SILENCE + timedelta(seconds=1)
    second = actions.ask_for_groups(process=issue.process, issue=issue, actor=officer, now=later)

    first.refresh_from_db()
    assert (first.state, second.state) == (RunState.FAILED, RunState.WAITING)
    actions.carry_out(run_pk=first.pk, clock=lambda: later)  # the dead worker comes back
    assert not Placement.objects.exists()


def test_only_officers_of_the_whole_city_ask(issue):
    for person in (UserFactory(), RoleFactory(kind=RoleKind.OPERATOR).user):
        with pytest.raises(NotAllowed):
            actions.ask_for_groups(process=issue.process, issue=issue, actor=person, now=DURING)
    assert not GroupingRun.objects.exists()


def test_nothing_is_asked_of_a_finished_process(officer, issue):
    issue.process.is_finished = True
    issue.process.save()

    with pytest.raises(ProcessFinished):
        actions.ask_for_groups(process=issue.process, issue=issue, actor=officer, now=DURING)


def test_who_asked_and_moved_is_kept(officer, issue, voices):
    grouped(issue.process, issue, officer)
    actions.move_opinions(
        process=issue.process, issue=issue, opinions=[voices[0].pk], into=None, actor=officer, now=DURING
    )

    found = AuditEntry.objects.filter(actor_key=officer.actor_key).values_list("action", flat=True)
    assert set(found) >= {"grouping.asked", "grouping.moved"}
