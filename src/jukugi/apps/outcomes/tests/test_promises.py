"""What a promise takes, what it refuses, what stays of it."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.tests.factories import RoleFactory, UserFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.drafts.tests.factories import add, begun
from jukugi.apps.outcomes import errors
from jukugi.apps.outcomes.actions import keeping, promising
from jukugi.apps.outcomes.enums import PromiseAct, PromiseState, Standing
from jukugi.apps.outcomes.models import Promise, PromiseStep
from jukugi.apps.outcomes.policies import Source
from jukugi.apps.outcomes.queries.promises import Measured, Wanted, by_ward, listing, sheet_of, story_of
from jukugi.apps.outcomes.tests.factories import (
    MEASURED,
    days,
    department,
    draft,
    drafted,
    promised,
    public_clause,
)
from jukugi.kit.errors import NotAllowed, WordsMissing

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return RoleFactory().user


def progress(promise, actor, on=None):
    return keeping.note_progress(
        promise=promise, words="場所を決めた。", evidence="", on=on or days(0), actor=actor, now=timezone.now()
    )


def done(promise, actor, **fields):
    given = {"words": "開いた。", "evidence": "市のページ", "on": days(0)} | fields
    return keeping.keep_promise(promise=promise, actor=actor, now=timezone.now(), **given)


def test_a_promise_becomes_public_by_another_hand_and_then_stays(officer):
    promise = drafted(officer)

    with pytest.raises(errors.PublishedByWriter):
        promising.publish_promise(promise=promise, actor=officer, now=timezone.now())
    assert not Promise.objects.public().exists()

    public = promising.publish_promise(promise=promise, actor=RoleFactory().user, now=timezone.now())
    assert list(Promise.objects.public()) == [public]
    assert [step.act for step in public.steps.all()] == [PromiseAct.MADE]
    with pytest.raises(errors.NotDrafted):
        promising.correct_draft(promise=public, draft=draft(title="別の名前"), actor=officer, now=timezone.now())


def test_who_corrected_a_draft_last_does_not_publish_it(officer):
    promise, second = drafted(officer), RoleFactory().user
    promising.correct_draft(promise=promise, draft=draft(title="直した名前"), actor=second, now=timezone.now())

    with pytest.raises(errors.PublishedByWriter):
        promising.publish_promise(promise=promise, actor=second, now=timezone.now())
    assert promising.publish_promise(promise=promise, actor=officer, now=timezone.now()).title == "直した名前"


def test_a_ward_officer_keeps_the_promises_of_the_ward_alone():
    own, other = WardFactory(), WardFactory()
    actor = RoleFactory(kind=RoleKind.WARD_OFFICER, area=own).user

    assert drafted(actor, area=own).area == own
    for area in (other, None):
        with pytest.raises(NotAllowed):
            drafted(actor, area=area)
    elsewhere = promised(area=other)
    steps = (
        lambda: progress(elsewhere, actor),
        lambda: done(elsewhere, actor),
        lambda: promising.correct_draft(promise=elsewhere, draft=draft(area=own), actor=actor, now=timezone.now()),
        lambda: keeping.give_up(promise=elsewhere, words="やめる", actor=actor, now=timezone.now()),
        lambda: keeping.move_due(promise=elsewhere, due_on=days(90), words="遅れる", actor=actor, now=timezone.now()),
    )
    for step in steps:
        with pytest.raises(NotAllowed):
            step()
    assert elsewhere.steps.count() == 1


@pytest.mark.parametrize("role", [RoleKind.OPERATOR, None])
def test_nobody_else_keeps_promises(role):
    actor = RoleFactory(kind=role, area=None).user if role else UserFactory()
    promise = promised()

    for step in (lambda: drafted(actor), lambda: progress(promise, actor), lambda: done(promise, actor)):
        with pytest.raises(NotAllowed):
            step()


def test_what_is_not_public_promises_nothing(officer):
    edition = begun(officer)
    hidden = add(edition, officer, "まだ公開していない文。")

    with pytest.raises(errors.SourceNotPublic):
        drafted(officer, clause=hidden)
    clause = public_clause()
    with pytest.raises(errors.SourceMissing):
        promising.draft_promise(
            process=clause.document.process, draft=draft(), sources=[], actor=officer, now=timezone.now()
        )


def test_a_clause_of_another_process_is_refused(officer):
    promise, elsewhere = drafted(officer), public_clause()

    with pytest.raises(errors.SourceNotPublic):
        promising.add_source(promise=promise, source=Source(elsewhere), actor=officer, now=timezone.now())


def test_a_source_stands_behind_a_promise_once(officer):
    clause = public_clause()
    promise = drafted(officer, clause)

    with pytest.raises(errors.SourceTwice):
        promising.add_source(promise=promise, source=Source(clause), actor=officer, now=timezone.now())


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"title": "  "}, WordsMissing),
        ({"words": ""}, WordsMissing),
        ({"indicator": "割合"}, errors.IndicatorNotWhole),
        ({"unit": "%", "goal_value": Decimal(3)}, errors.IndicatorNotWhole),
        ({"start_value": Decimal(3)}, errors.IndicatorNotWhole),
    ],
)
def test_a_promise_that_is_not_whole_is_refused(officer, fields, error):
    with pytest.raises(error):
        drafted(officer, **fields)
    assert not Promise.objects.exists()


def test_a_promise_is_due_after_it_was_made(officer):
    with pytest.raises(errors.DueBeforePromised):
        drafted(officer, due_on=days(-61))


def test_numbers_are_given_in_order_within_a_process(officer):
    clause = public_clause()

    assert [drafted(officer, clause).number for _ in range(3)] == [1, 2, 3]
    assert drafted(officer).number == 1


def test_done_says_how_one_can_see_it_and_a_step_lies_in_the_past(officer):
    promise = promised()

    with pytest.raises(errors.EvidenceMissing):
        done(promise, officer, evidence="  ")
    with pytest.raises(errors.DayInFuture):
        done(promise, officer, on=days(1))
    done(promise, officer)
    promise.refresh_from_db()
    assert (promise.state, promise.closed_on) == (PromiseState.DONE, days(0))
    with pytest.raises(errors.NotOpen):
        progress(promise, officer)


def test_the_first_day_stays_when_it_is_moved(officer):
    promise = promised(due_on=days(-3))
    assert promise.standing_on(days(0)) == Standing.LATE

    with pytest.raises(errors.DueNotMoved):
        keeping.move_due(promise=promise, due_on=days(-3), words="同じ", actor=officer, now=timezone.now())
    with pytest.raises(WordsMissing):
        keeping.move_due(promise=promise, due_on=days(60), words=" ", actor=officer, now=timezone.now())
    keeping.move_due(promise=promise, due_on=days(60), words="工事が遅れる。", actor=officer, now=timezone.now())

    promise.refresh_from_db()
    assert (promise.first_due_on, promise.due_on, promise.was_moved) == (days(-3), days(60), True)
    assert promise.standing_on(days(0)) == Standing.OPEN


def test_what_is_handed_on_has_another_department(officer):
    promise = promised()
    with pytest.raises(errors.SameDepartment):
        keeping.hand_on(promise=promise, department=department(), words="移す", actor=officer, now=timezone.now())

    keeping.hand_on(
        promise=promise, department=department("見本 別の課"), words="窓口を移した。", actor=officer, now=timezone.now()
    )
    promise.refresh_from_db()
    assert promise.department.name == "見本 別の課"


def test_what_was_given_up_stays_in_the_book_and_can_be_taken_up_again(officer):
    promise = promised()
    keeping.give_up(promise=promise, words="番号は足りている。", actor=officer, now=timezone.now())
    assert listing(Wanted(), days(0), None).sums.given_up == 1

    keeping.reopen(promise=promise, words="やはり要る。", actor=officer, now=timezone.now())
    promise.refresh_from_db()
    assert (promise.state, promise.closed_on) == (PromiseState.OPEN, None)
    with pytest.raises(errors.NotClosed):
        keeping.reopen(promise=promise, words="もう一度", actor=officer, now=timezone.now())


def test_an_indicator_is_measured_also_after_the_promise_was_kept(officer):
    plain, promise = promised(), promised(**MEASURED)
    with pytest.raises(errors.NothingMeasured):
        measure(plain, officer, 3)

    measure(promise, officer, 62, on=days(-2))
    done(promise, officer)
    measure(promise, officer, 75)

    promise.refresh_from_db()
    measured = story_of(promise, days(0)).measured
    assert measured is not None
    assert [value for _day, value in measured.points] == [62, 75]
    assert measured.is_reached is True


def measure(promise, actor, value, on=None):
    return keeping.measure(
        promise=promise,
        value=Decimal(value),
        words="",
        evidence="調べた。",
        on=on or days(0),
        actor=actor,
        now=timezone.now(),
    )


@pytest.mark.parametrize(
    ("start", "goal", "value", "reached"),
    [(60, 75, 74, False), (60, 75, 75, True), (24, 12, 13, False), (24, 12, 11, True), (None, 5, 5, True)],
)
def test_a_goal_is_reached_from_the_side_of_the_start(start, goal, value, reached):
    measured = Measured(None if start is None else Decimal(start), Decimal(goal), [(days(0), Decimal(value))])

    assert measured.is_reached is reached


def test_the_list_has_late_ones_first_and_sums_of_what_was_asked_for(officer):
    ward = WardFactory()
    late, later = promised(due_on=days(-2), area=ward), promised(due_on=days(-9))
    soon, over = promised(due_on=days(3)), promised(due_on=days(1))
    done(over, officer)
    drafted(officer)

    everything = listing(Wanted(), days(0), None)
    assert [one.pk for one in everything.rows] == [later.pk, late.pk, soon.pk, over.pk]
    assert [count for _standing, count in everything.sums.parts] == [2, 1, 1, 0]
    assert [one.pk for one in listing(Wanted(ward=ward), days(0), None).rows] == [late.pk]
    assert listing(Wanted(city=True), days(0), None).sums.total == 3
    assert [one.pk for one in listing(Wanted(standing=Standing.LATE), days(0), None).rows] == [later.pk, late.pk]
    assert listing(Wanted(department=department("見本 何もない課")), days(0), None).sums.total == 0


def test_a_ward_and_the_city_are_counted_apart(officer):
    ward = WardFactory()
    promised(area=ward, due_on=days(-1))
    promised()

    sums = {row.area: row.sums for row in by_ward(days(0))}
    assert (sums[ward].late, sums[ward].total, sums[None].total) == (1, 1, 1)


def test_a_sheet_says_how_many_more_there_are(officer):
    ward, clause = WardFactory(), public_clause()
    for number in range(8):
        promised(officer, clause, area=ward, due_on=days(-number - 1))
    promised(officer, clause, area=ward)

    sheet = sheet_of(ward, days(0))
    assert (len(sheet.late.rows), sheet.late.more) == (5, 3)
    assert sheet.late.rows[0].due_on == days(-8)
    assert (len(sheet.coming.rows), sheet.coming.more) == (1, 0)


def test_the_database_keeps_what_the_actions_keep(officer):
    promise = promised()

    with pytest.raises(IntegrityError), transaction.atomic():
        Promise.objects.filter(pk=promise.pk).update(published_by=promise.drafted_by)
    with pytest.raises(IntegrityError), transaction.atomic():
        PromiseStep.objects.create(
            promise=promise,
            act=PromiseAct.DONE,
            happened_on=days(0),
            words="した",
            evidence="",
            actor_key="x",
            done_at=timezone.now(),
        )
