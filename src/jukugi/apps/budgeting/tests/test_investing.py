from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.tests.factories import RoleFactory, UserFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.budgeting.actions.investing import (
    ask_withdrawal,
    change_investment,
    publish_waiting,
    return_waiting,
    tell_result,
    write_investment,
)
from jukugi.apps.budgeting.actions.ledger_facts import AmountDraft, current_facts, draft_of
from jukugi.apps.budgeting.enums.ledger import ItemState, LedgerAct, MoneySource, ResultYears
from jukugi.apps.budgeting.errors import ledger as errors
from jukugi.apps.budgeting.models import Investment, LedgerWriting
from jukugi.apps.budgeting.models.ledger import years_from
from jukugi.apps.budgeting.sealed_ledger import writings_agree
from jukugi.apps.budgeting.tests.ledger_factories import (
    LATER,
    NOW,
    investment_draft,
    published,
    result_draft,
    with_result,
    written,
)
from jukugi.apps.issues.enums import IssueLevel
from jukugi.apps.issues.tests.factories import IssueFactory
from jukugi.kit.errors import NotAllowed, WordsMissing

pytestmark = pytest.mark.django_db


def test_an_investment_waits_for_a_second_person():
    writer = RoleFactory().user
    made = written(officer=writer)

    with pytest.raises(errors.SecondHandNeeded):
        publish_waiting(investment=made, seen=made.waiting_id, actor=writer, now=NOW)
    shown = publish_waiting(investment=made, seen=made.waiting_id, actor=RoleFactory().user, now=NOW)

    assert (shown.state, shown.waiting, shown.published_at) == (ItemState.PUBLIC, None, NOW)
    assert [one.act for one in shown.writings.all()] == [LedgerAct.WRITTEN, LedgerAct.PUBLISHED]


def test_a_change_of_a_public_investment_is_seen_only_after_a_second_look():
    made = published()
    draft = replace(draft_of(made), title="見本公園の長いベンチ", amounts=(AmountDraft(2026, MoneySource.FUND, 5),))

    writing = change_investment(
        investment=made, draft=draft, reason="名前を直す。", actor=RoleFactory().user, now=LATER
    )
    made.refresh_from_db()
    before = made.title
    shown = publish_waiting(investment=made, seen=writing.pk, actor=RoleFactory().user, now=LATER)

    assert (before, shown.title) == ("見本公園のベンチ", "見本公園の長いベンチ")
    assert [(one.source, one.planned_yen) for one in shown.amounts.all()] == [(MoneySource.FUND, 5)]
    assert shown.published_at == NOW
    assert current_facts(shown) == writing.facts


def test_what_was_returned_stays_in_the_history_with_its_reason():
    made = written()

    kept = return_waiting(
        investment=made, seen=made.waiting_id, reason="金額を確かめる。", actor=RoleFactory().user, now=NOW
    )

    assert (kept.state, kept.waiting) == (ItemState.DRAFT, None)
    assert list(kept.writings.values_list("act", "reason"))[-1] == (LedgerAct.RETURNED, "金額を確かめる。")


def test_only_one_change_waits_and_nothing_waits_twice():
    made = published()
    officer, second = RoleFactory().user, RoleFactory().user
    draft = replace(draft_of(made), title="別の名前")
    writing = change_investment(investment=made, draft=draft, reason="直す。", actor=officer, now=LATER)

    with pytest.raises(errors.SomethingWaits):
        change_investment(investment=made, draft=draft, reason="直す。", actor=officer, now=LATER)
    with pytest.raises(errors.SomethingWaits):
        tell_result(investment=made, draft=result_draft(), actor=officer, now=LATER)
    publish_waiting(investment=made, seen=writing.pk, actor=second, now=LATER)
    with pytest.raises(errors.NothingWaits):
        publish_waiting(investment=made, seen=writing.pk, actor=second, now=LATER)


def test_a_change_that_changes_nothing_is_refused():
    made = published()

    with pytest.raises(errors.NothingChanged):
        change_investment(investment=made, draft=draft_of(made), reason="念のため。", actor=RoleFactory().user, now=NOW)


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"title": " "}, WordsMissing),
        ({"department": None}, errors.DepartmentMissing),
        ({"area": None}, errors.AreaUnfit),
        ({"level": IssueLevel.SHIIKI}, errors.AreaUnfit),
        ({"decided_on": date(2026, 6, 6)}, errors.DecidedInTheFuture),
        ({"amounts": ()}, errors.NoAmounts),
        ({"amounts": (AmountDraft(2026, MoneySource.CITY, -1),)}, errors.AmountUnfit),
        ({"amounts": (AmountDraft(1890, MoneySource.CITY, 1),)}, errors.AmountUnfit),
        ({"amounts": (AmountDraft(2026, MoneySource.CITY, 1),) * 2}, errors.AmountTwice),
    ],
)
def test_a_draft_that_cannot_be_is_refused_with_its_reason(fields: dict[str, Any], error: type[Exception]):
    actor, draft = RoleFactory().user, investment_draft()

    with pytest.raises(error):
        write_investment(draft=replace(draft, **fields), actor=actor, now=NOW)

    assert not Investment.objects.exists()


def test_a_number_is_given_where_none_was_typed_and_never_twice():
    actor = RoleFactory().user
    first = write_investment(draft=investment_draft(), actor=actor, now=NOW)
    write_investment(draft=investment_draft(code="A-1"), actor=actor, now=NOW)

    with pytest.raises(errors.CodeTaken):
        write_investment(draft=investment_draft(code="A-1"), actor=actor, now=NOW)

    assert first.code == f"2026-{first.pk:05d}"


def test_the_first_year_is_told_when_it_has_passed():
    made, officer = published(), RoleFactory().user

    with pytest.raises(errors.ResultTooEarly):
        tell_result(investment=made, draft=result_draft(), actor=officer, now=NOW)
    with pytest.raises(errors.ResultTooEarly):
        tell_result(investment=made, draft=result_draft(ResultYears.THREE), actor=officer, now=LATER)

    assert [(one.years, one.words) for one in with_result().results.all()] == [(1, "一日に60人が使っている。")]


def test_a_result_is_due_the_day_after_its_year_until_it_is_told():
    made = published()
    on_the_day, day_after = date(2027, 5, 20), date(2027, 5, 21)

    assert not Investment.objects.result_due(on_the_day).exists()
    assert list(Investment.objects.result_due(day_after)) == [made]
    told = tell_result(investment=made, draft=result_draft(), actor=RoleFactory().user, now=LATER)
    assert list(Investment.objects.result_due(day_after)) == [made]
    publish_waiting(investment=made, seen=told.pk, actor=RoleFactory().user, now=LATER)
    assert not Investment.objects.result_due(day_after).exists()
    assert list(Investment.objects.result_due(date(2029, 5, 21))) == [made]


def test_a_later_telling_takes_the_place_and_the_earlier_one_stays_in_the_history():
    made = with_result()
    draft = result_draft(words="数え直すと40人だった。")

    told = tell_result(investment=made, draft=draft, actor=RoleFactory().user, now=LATER + timedelta(days=1))
    publish_waiting(investment=made, seen=told.pk, actor=RoleFactory().user, now=LATER + timedelta(days=1))

    assert [one.words for one in made.results.all()] == ["数え直すと40人だった。"]
    said = [one.facts["words"] for one in made.writings.filter(act=LedgerAct.RESULT)]
    assert said == ["一日に60人が使っている。", "数え直すと40人だった。"]


def test_no_result_without_the_day_from_which_the_years_count():
    made = published(carried_out_on=None)

    with pytest.raises(errors.NotCarriedOut):
        tell_result(investment=made, draft=result_draft(), actor=RoleFactory().user, now=LATER)


def test_a_withdrawn_investment_keeps_its_page_and_leaves_the_sums():
    made = published()

    writing = ask_withdrawal(investment=made, reason="土地が使えなくなった。", actor=RoleFactory().user, now=LATER)
    shown = publish_waiting(investment=made, seen=writing.pk, actor=RoleFactory().user, now=LATER)

    assert list(Investment.objects.public()) == [shown]
    assert not Investment.objects.counted().exists()
    with pytest.raises(errors.NotPublic):
        tell_result(investment=made, draft=result_draft(), actor=RoleFactory().user, now=LATER)


def test_a_ward_officer_keeps_the_rows_of_the_ward_and_no_other():
    ward, other = WardFactory(), WardFactory()
    officer = RoleFactory(kind=RoleKind.WARD_OFFICER, area=ward).user
    made = published(other)

    assert written(ward, officer=officer).area == ward
    for draft in (investment_draft(other), investment_draft(is_citywide=True)):
        with pytest.raises(NotAllowed):
            write_investment(draft=draft, actor=officer, now=NOW)
    with pytest.raises(NotAllowed):
        change_investment(investment=made, draft=investment_draft(ward), reason="移す。", actor=officer, now=NOW)
    with pytest.raises(NotAllowed):
        tell_result(investment=made, draft=result_draft(), actor=officer, now=LATER)
    with pytest.raises(NotAllowed):
        ask_withdrawal(investment=made, reason="消す。", actor=officer, now=LATER)


@pytest.mark.parametrize("kind", [None, RoleKind.OPERATOR])
def test_others_neither_write_nor_publish(kind: RoleKind | None):
    person = UserFactory() if kind is None else RoleFactory(kind=kind).user
    made = written()

    with pytest.raises(NotAllowed):
        write_investment(draft=investment_draft(), actor=person, now=NOW)
    with pytest.raises(NotAllowed):
        publish_waiting(investment=made, seen=made.waiting_id, actor=person, now=NOW)
    with pytest.raises(NotAllowed):
        return_waiting(investment=made, seen=made.waiting_id, reason="だめ。", actor=person, now=NOW)


def test_a_ward_officer_does_not_publish_what_would_move_to_another_ward():
    ward, other = WardFactory(), WardFactory()
    officer = RoleFactory(kind=RoleKind.WARD_OFFICER, area=ward).user
    made = published(ward)
    draft = replace(draft_of(made), area=other)
    writing = change_investment(investment=made, draft=draft, reason="区を直す。", actor=RoleFactory().user, now=LATER)

    with pytest.raises(NotAllowed):
        publish_waiting(investment=made, seen=writing.pk, actor=officer, now=LATER)


def test_a_writing_that_was_tampered_with_is_found():
    made = published(issues=(IssueFactory(),))
    assert writings_agree().count == 0

    LedgerWriting.objects.filter(investment=made, act=LedgerAct.WRITTEN).update(facts={"title": "別"})

    assert writings_agree().count == 1


def test_years_are_counted_from_leap_days_too():
    assert years_from(date(2024, 2, 29), 1) == date(2025, 2, 28)
    assert years_from(date(2024, 2, 29), -4) == date(2020, 2, 29)
