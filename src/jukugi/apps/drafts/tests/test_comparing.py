"""What changed between two editions: every clause once, and what is told brings the old text to the new."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.drafts import actions
from jukugi.apps.drafts.queries.comparing import ChangeKind, compare_editions
from jukugi.apps.drafts.tests.factories import add, begun, plan, publish
from jukugi.apps.processes.tests.factories import DURING
from jukugi.core.text import Kind

pytestmark = pytest.mark.django_db
LATER = DURING + timedelta(hours=1)


@pytest.fixture
def officer():
    return RoleFactory().user


def two_editions(officer, *texts):
    """A public edition with these clauses, and the next one."""
    first = begun(officer)
    clauses = [add(first, officer, text) for text in texts]
    publish(first)
    second = actions.begin_edition(document=first.document, plan=plan(reason="次"), actor=officer, now=LATER)
    return first, second, clauses


def write(edition, clause, text, officer):
    row = edition.texts.get(clause=clause)
    actions.write_clause(
        edition=edition, clause=clause, heading="", text=text, seen_version=row.version, actor=officer, now=LATER
    )


def told(compared) -> list[tuple[str, int]]:
    return [(change.kind.value, change.clause.serial) for change in compared.changes]


def side(pieces, *kinds) -> str:
    return "".join(piece.text for piece in pieces if piece.kind in kinds)


def test_two_equal_editions_differ_in_nothing(officer):
    first, second, _clauses = two_editions(officer, "一。", "二。")

    assert told(compare_editions(first, second)) == [("same", 1), ("same", 2)]


def test_each_kind_of_change_is_told(officer):
    first, second, (a, b, c, d) = two_editions(officer, "一。", "二。", "三。", "四。")
    write(second, a, "一つ。", officer)
    actions.end_clause(edition=second, clause=b, reason="いらない", actor=officer, now=LATER)
    actions.move_clause(edition=second, clause=d, after=a, actor=officer, now=LATER)
    add(second, officer, "五。")

    compared = compare_editions(first, second)

    assert told(compared) == [("changed", 1), ("gone", 2), ("moved", 4), ("same", 3), ("added", 5)]
    gone = compared.of_kind(ChangeKind.GONE)[0]
    assert (gone.reason, gone.before, gone.after) == ("いらない", "第2文", "")
    assert (c.serial, compared.counts["changed"], compared.same) == (3, 1, 1)


def test_one_clause_that_moves_is_the_only_one_that_moved(officer):
    first, second, clauses = two_editions(officer, *"一二三四五")

    actions.move_clause(edition=second, clause=clauses[0], after=clauses[4], actor=officer, now=LATER)

    moved = compare_editions(first, second).of_kind(ChangeKind.MOVED)
    assert [change.clause for change in moved] == [clauses[0]]


def test_parts_and_wholes_name_each_other(officer):
    first, second, (a, b) = two_editions(officer, "前。後。", "二。")
    made = actions.split_clause(
        edition=second, clause=a, parts=["前。", "後。"], reason="二つ", actor=officer, now=LATER
    )
    actions.merge_clauses(edition=second, into=made[0], others=[b], reason="一つ", actor=officer, now=LATER)

    kin = {
        change.clause.serial: {one.serial for one in change.kin} for change in compare_editions(first, second).changes
    }

    assert kin == {1: {3}, 3: {1, 2}, 2: {3}}


texts = st.lists(
    st.text("町内会を開く。、\n12ab", min_size=1, max_size=30).filter(lambda s: s.strip()), min_size=1, max_size=4
)


@given(old=texts, new=texts)
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_told_of_a_clause_brings_the_old_words_to_the_new(officer, old, new):
    first, second, clauses = two_editions(officer, *old)
    for clause, text in zip(clauses, new, strict=False):
        write(second, clause, text, officer)
    before = {row.clause_id: row.text for row in first.texts.all()}
    after = {row.clause_id: row.text for row in second.texts.all()}

    for change in compare_editions(first, second).changes:
        assert side(change.text, Kind.SAME, Kind.GONE) == before[change.clause.pk]
        assert side(change.text, Kind.SAME, Kind.NEW) == after[change.clause.pk]
