"""The tree of an edition: whatever is done to it, a clause keeps who it is, where it came from, and its origins."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.drafts import actions, errors, tree
from jukugi.apps.drafts.enums import DEEPEST, DescentKind, EditionState
from jukugi.apps.drafts.models import Clause, ClauseDescent, ClauseText, ClauseWriting, Edition, Origin, OriginVoice
from jukugi.apps.drafts.tests.factories import add, begun, originate, plan, public_opinion, publish, text_in
from jukugi.apps.processes.tests.factories import DURING
from jukugi.kit.errors import NotAllowed, Refusal

pytestmark = pytest.mark.django_db
LATER = DURING + timedelta(hours=1)


@pytest.fixture
def officer():
    return RoleFactory().user


def order(edition: Edition) -> list[tuple[int, str]]:
    """(serial, place) of every clause as it is read."""
    rows = list(edition.texts.select_related("clause"))
    serials = {row.clause_id: row.clause.serial for row in rows}
    return [(serials[spot.clause_id], spot.place) for spot in tree.spots(rows)]


def move(edition, clause, officer, **where):
    actions.move_clause(edition=edition, clause=clause, actor=officer, now=LATER, **where)


def split(edition, clause, *parts, officer, reason="二つのことを言っている"):
    return actions.split_clause(edition=edition, clause=clause, parts=parts, reason=reason, actor=officer, now=LATER)


def merge(edition, into, *others, officer, reason="同じことを言っている"):
    actions.merge_clauses(edition=edition, into=into, others=others, reason=reason, actor=officer, now=LATER)


def end(edition, clause, officer, reason="ほかの計画に書く"):
    actions.end_clause(edition=edition, clause=clause, reason=reason, actor=officer, now=LATER)


def test_clauses_are_numbered_as_official_papers_are(officer):
    edition = begun(officer)
    first = add(edition, officer, "", heading="はじめに")
    add(edition, officer, "前文です。", parent=first)
    second = add(edition, officer, "", heading="地域レベル")
    part = add(edition, officer, "", heading="まちのひろば", parent=second)
    add(edition, officer, "だれでも立ち寄れる。", parent=part)
    add(edition, officer, "市が地図をつくる。", parent=part)

    assert order(edition) == [
        (1, "第1章"),
        (2, "第1章 第1文"),
        (3, "第2章"),
        (4, "第2章 1"),
        (5, "第2章 1 第1文"),
        (6, "第2章 1 第2文"),
    ]


def test_a_clause_that_moves_keeps_its_number_and_takes_its_parts_along(officer):
    edition = begun(officer)
    first, second = add(edition, officer, "", heading="一"), add(edition, officer, "", heading="二")
    inner = add(edition, officer, "中の文。", parent=second)

    move(edition, second, officer)

    assert order(edition) == [(2, "第1章"), (3, "第1章 第1文"), (1, "第2章")]
    assert {inner.serial, first.serial, second.serial} == {1, 2, 3}


def test_a_clause_goes_right_after_another(officer):
    edition = begun(officer)
    first, second, third = (add(edition, officer, f"{n}。") for n in "一二三")

    move(edition, first, officer, after=second)

    assert [serial for serial, _place in order(edition)] == [second.serial, first.serial, third.serial]


def test_no_clause_moves_into_one_of_its_own_parts(officer):
    edition = begun(officer)
    whole = add(edition, officer, "", heading="章")
    part = add(edition, officer, "文。", parent=whole)

    with pytest.raises(errors.PartOfItself):
        move(edition, whole, officer, parent=part)
    with pytest.raises(errors.PartOfItself):
        move(edition, whole, officer, after=part)

    assert order(edition) == [(1, "第1章"), (2, "第1章 第1文")]


def test_the_tree_is_no_deeper_than_papers_are(officer):
    edition = begun(officer)
    parent = None
    for depth in range(DEEPEST):
        parent = add(edition, officer, "", heading=f"{depth}段", parent=parent)

    with pytest.raises(errors.TooDeep):
        add(edition, officer, "深すぎる。", parent=parent)


def test_the_first_part_of_a_split_keeps_the_number_and_every_part_the_origins(officer):
    edition = begun(officer)
    clause = add(edition, officer, "地図をつくる。\n鍵を預かる。")
    origin = originate(edition, clause, public_opinion(edition.document), officer)

    made = split(edition, clause, "地図をつくる。", "鍵を預かる。", officer=officer)

    assert [(one.serial, text_in(edition, one).text) for one in [clause, *made]] == [
        (1, "地図をつくる。"),
        (2, "鍵を預かる。"),
    ]
    carried = made[0].origins.get()
    assert (carried.carried_from, carried.opinion, carried.reason) == (origin, origin.opinion, origin.reason)
    assert list(carried.voices.values_list("opinion", flat=True)) == [origin.opinion_id]
    descent = ClauseDescent.objects.get()
    assert (descent.source, descent.result, descent.kind) == (clause, made[0], DescentKind.SPLIT)


def test_a_split_changes_no_words(officer):
    edition = begun(officer)
    clause = add(edition, officer, "地図をつくる。鍵を預かる。")

    with pytest.raises(errors.SplitLosesWords):
        split(edition, clause, "地図をつくる。", "鍵を借りる。", officer=officer)
    with pytest.raises(errors.SplitNeedsParts):
        split(edition, clause, "地図をつくる。鍵を預かる。", "　", officer=officer)

    assert text_in(edition, clause).text == "地図をつくる。鍵を預かる。"


def test_merging_keeps_one_number_and_brings_words_parts_and_origins_together(officer):
    edition = begun(officer)
    first, second = add(edition, officer, "甲。"), add(edition, officer, "乙。", heading="見出し")
    part = add(edition, officer, "丙。", parent=second)
    opinion = public_opinion(edition.document)
    originate(edition, first, opinion, officer)
    originate(edition, second, opinion, officer)
    other = originate(edition, second, public_opinion(edition.document), officer)

    merge(edition, first, second, officer=officer)

    assert text_in(edition, first).text == "甲。\n\n見出し\n\n乙。"
    assert text_in(edition, part).parent == first
    assert set(first.origins.values_list("opinion", flat=True)) == {opinion.pk, other.opinion_id}
    second.refresh_from_db()
    assert (second.ended_in, second.ended_reason) == (edition, "同じことを言っている")


def test_a_clause_with_parts_is_not_left_out_before_them(officer):
    edition = begun(officer)
    whole = add(edition, officer, "", heading="章")
    add(edition, officer, "文。", parent=whole)

    with pytest.raises(errors.PartsInside):
        end(edition, whole, officer)


def test_what_was_left_out_comes_back_with_its_words(officer):
    edition = begun(officer)
    clause = add(edition, officer, "残す文。")
    end(edition, clause, officer)

    actions.bring_back_clause(edition=edition, clause=clause, actor=officer, now=LATER)

    assert order(edition) == [(clause.serial, "第1文")]
    assert text_in(edition, clause).text == "残す文。"
    clause.refresh_from_db()
    assert clause.ended_in is None


def test_nothing_is_arranged_once_it_was_checked(officer):
    edition = begun(officer)
    clause = add(edition, officer)
    actions.check_edition(edition=edition, note="", actor=RoleFactory().user, now=LATER)

    for act in (
        lambda: move(edition, clause, officer),
        lambda: split(edition, clause, "見本", "の文です。", officer=officer),
        lambda: end(edition, clause, officer),
        lambda: add(edition, officer),
    ):
        with pytest.raises(errors.EditionNotWritable):
            act()


def test_who_has_no_role_arranges_nothing(officer):
    edition = begun(officer)
    clause = add(edition, officer)
    stranger = RoleFactory(kind="operator").user

    for act in (
        lambda: move(edition, clause, stranger),
        lambda: split(edition, clause, "見本", "の文です。", officer=stranger),
        lambda: merge(edition, clause, clause, officer=stranger),
        lambda: end(edition, clause, stranger),
        lambda: actions.bring_back_clause(edition=edition, clause=clause, actor=stranger, now=LATER),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_a_later_edition_has_every_clause_under_its_number(officer):
    edition = begun(officer)
    whole = add(edition, officer, "", heading="章")
    add(edition, officer, "文。", parent=whole)
    publish(edition)

    second = actions.begin_edition(document=edition.document, plan=plan(reason="声を受けて"), actor=officer, now=LATER)
    fresh = add(second, officer, "新しい文。")

    assert order(second) == [(1, "第1章"), (2, "第1章 第1文"), (3, "第1文")]
    assert fresh.begun_in == second
    assert order(edition) == [(1, "第1章"), (2, "第1章 第1文")]


class TestCourses:
    """Any course of adding, moving, splitting, merging, leaving out and bringing back, over several editions."""

    steps = st.lists(
        st.tuples(
            st.sampled_from(["add", "move", "into", "split", "merge", "end", "back", "publish"]),
            st.integers(0, 40),
            st.integers(0, 40),
        ),
        max_size=14,
    )

    @given(steps=steps)
    @settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    def test_every_clause_keeps_its_number_its_lineage_and_its_origins(self, officer, steps):
        edition = begun(officer)
        for number in range(3):
            clause = add(edition, officer, f"文{number}の前半。\n後半。")
            originate(edition, clause, public_opinion(edition.document), officer)
        known: dict[int, int] = {}
        went: dict[tuple[int, int], set[int]] = {}
        for what, here, there in steps:
            edition = self.act(edition, officer, what, here, there)
            self.check(edition, known, went)

    def act(self, edition: Edition, officer, what: str, here: int, there: int) -> Edition:
        standing = list(Clause.objects.filter(texts__edition=edition).order_by("serial"))
        one = standing[here % len(standing)] if standing else None
        two = standing[there % len(standing)] if standing else None
        try:
            if what == "add":
                clause = add(edition, officer, f"加えた{here}。\n続き。", parent=one)
                originate(edition, clause, public_opinion(edition.document), officer)
            elif what == "move" and one and two:
                move(edition, one, officer, after=two)
            elif what == "into" and one:
                move(edition, one, officer, parent=two if there % 3 else None)
            elif what == "split" and one:
                text = text_in(edition, one).text
                split(edition, one, text[: len(text) // 2], text[len(text) // 2 :], officer=officer)
            elif what == "merge" and one and two:
                merge(edition, one, two, officer=officer)
            elif what == "end" and one:
                end(edition, one, officer)
            elif what == "back":
                gone = Clause.objects.filter(document=edition.document, ended_in__isnull=False).order_by("serial")
                if gone:
                    actions.bring_back_clause(edition=edition, clause=gone[here % len(gone)], actor=officer, now=LATER)
            elif what == "publish" and standing:
                publish(edition)
                return actions.begin_edition(
                    document=edition.document, plan=plan(reason="次の版"), actor=officer, now=LATER
                )
        except Refusal:
            pass
        return edition

    def check(self, edition: Edition, known: dict[int, int], went: dict[tuple[int, int], set[int]]) -> None:
        clauses = {clause.pk: clause for clause in Clause.objects.filter(document=edition.document)}
        # A number belongs to one clause for good.
        for clause in clauses.values():
            assert known.setdefault(clause.serial, clause.pk) == clause.pk
        assert sorted(known) == list(range(1, len(known) + 1))
        # Every clause of the edition is read exactly once; a clause stands, or it has ended.
        rows = list(edition.texts.all())
        read = [spot.clause_id for spot in tree.spots(rows)]
        assert sorted(read) == sorted(row.clause_id for row in rows)
        standing = {row.clause_id for row in rows}
        assert standing == {pk for pk, clause in clauses.items() if clause.ended_in_id is None}
        assert all(spot.depth <= DEEPEST for spot in tree.spots(rows))
        # All words ever saved are kept, the last of each standing clause are those that are read.
        for row in rows:
            last = ClauseWriting.objects.filter(edition=edition, clause=row.clause_id).latest("version")
            assert (last.version, last.heading, last.text) == (row.version, row.heading, row.text)
        self.check_origins(clauses, went)

    def check_origins(self, clauses: dict[int, Clause], went: dict[tuple[int, int], set[int]]) -> None:
        """Each origin stays with its clause, and wherever that clause's words went, the voices it had then are there.

        ``went`` keeps these by the pair: a clause that is brought back may come to more, which stay its own.
        """
        descents = list(ClauseDescent.objects.filter(source__in=clauses).values_list("source_id", "result_id"))
        voices: dict[int, set[int]] = {pk: set() for pk in clauses}
        for clause, opinion in OriginVoice.objects.filter(origin__clause__in=clauses).values_list(
            "origin__clause_id", "opinion_id"
        ):
            voices[clause].add(opinion)
        for origin in Origin.objects.filter(clause__in=clauses):
            assert origin.opinion_id in voices[origin.clause_id]
        for source, result in descents:
            assert went.setdefault((source, result), voices[source]) <= voices[result]


def test_public_editions_stay_as_they_came_out(officer):
    edition = begun(officer)
    clause = add(edition, officer, "はじめの文。")
    before = publish(edition)
    second = actions.begin_edition(document=edition.document, plan=plan(reason="直した"), actor=officer, now=LATER)

    actions.write_clause(
        edition=second, clause=clause, heading="", text="直した文。", seen_version=1, actor=officer, now=LATER
    )
    end(second, clause, officer)

    after = Edition.objects.get(pk=edition.pk)
    assert (after.frozen, after.digest, after.state) == (before.frozen, before.digest, EditionState.PUBLISHED)
    assert ClauseText.objects.get(edition=edition).text == "はじめの文。"
