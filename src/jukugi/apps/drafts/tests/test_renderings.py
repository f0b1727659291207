"""Clauses in other languages: stale exactly when the official words are not those that were told."""

import json
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.tests.factories import RoleFactory, UserFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.drafts import actions, errors
from jukugi.apps.drafts.enums import Language
from jukugi.apps.drafts.models import ClauseRendering, Edition
from jukugi.apps.drafts.queries.renderings import rendering_in, rendering_rows, renderings_told, standings
from jukugi.apps.drafts.tests.factories import add, begun, plan, publish, text_in
from jukugi.apps.processes.tests.factories import DURING
from jukugi.kit.errors import NotAllowed, WordsMissing

pytestmark = pytest.mark.django_db
LATER = DURING + timedelta(hours=1)


@pytest.fixture
def officer():
    return RoleFactory().user


def tell(edition, clause, officer, text="だれでも 行けます。", *, language=Language.PLAIN, heading="", **fields):
    newest = clause.renderings.filter(language=language).order_by("-pk").first()
    told = {"seen_digest": text_in(edition, clause).digest, "seen_pk": newest.pk if newest else 0} | fields
    return actions.write_rendering(
        edition=edition, clause=clause, language=language, heading=heading, text=text, actor=officer, now=LATER, **told
    )


def rewrite(edition, clause, text, officer):
    row = text_in(edition, clause)
    actions.write_clause(
        edition=edition, clause=clause, heading="", text=text, seen_version=row.version, actor=officer, now=LATER
    )


def states(edition, language=Language.PLAIN):
    """Of each clause: nothing, fresh or stale."""
    return [
        "missing" if row.rendering is None else "stale" if row.rendering.is_stale else row.rendering.text
        for row in rendering_rows(edition, language)
    ]


def test_a_rendering_is_stale_as_soon_as_the_official_words_change_and_not_when_they_come_back(officer):
    edition = begun(officer)
    clause = add(edition, officer, "もとの文。")
    assert states(edition) == ["missing"]
    tell(edition, clause, officer)
    assert states(edition) == ["だれでも 行けます。"]

    rewrite(edition, clause, "ちがう文。", officer)
    assert states(edition) == ["stale"]

    rewrite(edition, clause, "もとの文。", officer)
    assert states(edition) == ["だれでも 行けます。"]


def test_languages_stand_beside_each_other(officer):
    edition = begun(officer)
    clause, other = add(edition, officer, "もとの文。"), add(edition, officer, "二つ目。")
    tell(edition, clause, officer)
    tell(edition, other, officer, "The second.", language=Language.ENGLISH)

    told = [(one.language, one.told, one.missing, one.stale) for one in standings(edition)]

    assert told == [(Language.PLAIN, 1, 1, 0), (Language.ENGLISH, 1, 1, 0)]


def test_all_that_was_written_is_kept_and_the_same_again_changes_nothing(officer):
    edition = begun(officer)
    clause = add(edition, officer)
    first = tell(edition, clause, officer)

    assert tell(edition, clause, officer, seen_pk=0) == first
    tell(edition, clause, officer, "だれでも 来られます。")

    assert list(clause.renderings.values_list("text", flat=True)) == ["だれでも 行けます。", "だれでも 来られます。"]


def test_the_same_words_are_confirmed_for_new_official_words(officer):
    edition = begun(officer)
    clause = add(edition, officer, "もとの文。")
    tell(edition, clause, officer)
    rewrite(edition, clause, "もとの文、少し直した。", officer)

    tell(edition, clause, officer)

    assert states(edition) == ["だれでも 行けます。"]
    assert clause.renderings.count() == 2


def test_nobody_writes_over_what_they_have_not_seen(officer):
    edition = begun(officer)
    clause = add(edition, officer, "もとの文。")
    digest = text_in(edition, clause).digest
    tell(edition, clause, officer)

    with pytest.raises(errors.RenderingChangedMeanwhile):
        tell(edition, clause, officer, "ほかの訳", seen_pk=0)
    rewrite(edition, clause, "ちがう文。", officer)
    with pytest.raises(errors.OfficialWordsChanged):
        tell(edition, clause, officer, "ほかの訳", seen_digest=digest)

    assert ClauseRendering.objects.count() == 1


def test_a_heading_and_a_text_are_both_told(officer):
    edition = begun(officer)
    clause = add(edition, officer, "本文。", heading="見出し")

    with pytest.raises(WordsMissing):
        tell(edition, clause, officer, "ほんぶん")
    with pytest.raises(WordsMissing):
        tell(edition, clause, officer, "", heading="みだし")

    assert tell(edition, clause, officer, "ほんぶん", heading="みだし").heading == "みだし"


def test_renderings_go_along_to_the_next_edition_as_long_as_the_words_stay(officer):
    edition = begun(officer)
    kept, changed = add(edition, officer, "変わらない文。"), add(edition, officer, "変わる文。")
    tell(edition, kept, officer, "そのまま")
    tell(edition, changed, officer, "まえの文")
    published = publish(edition)
    second = actions.begin_edition(document=edition.document, plan=plan(), actor=officer, now=LATER)

    rewrite(second, changed, "変わった文。", officer)

    assert states(second) == ["そのまま", "stale"]
    assert renderings_told(published, Language.PLAIN)[changed.serial].is_stale is False


def test_what_was_told_is_frozen_with_the_edition_stale_ones_as_such(officer):
    edition = begun(officer)
    first, second = add(edition, officer, "一つ目。"), add(edition, officer, "二つ目。")
    tell(edition, first, officer, "First.", language=Language.ENGLISH)
    tell(edition, second, officer, "Second.", language=Language.ENGLISH)
    rewrite(edition, second, "二つ目、直した。", officer)
    published = publish(edition)
    later = actions.begin_edition(document=edition.document, plan=plan(), actor=officer, now=LATER)
    tell(later, first, officer, "The first one.", language=Language.ENGLISH)

    told = renderings_told(published, Language.ENGLISH)

    assert {serial: (one.text, one.is_stale) for serial, one in told.items()} == {
        first.serial: ("First.", False),
        second.serial: ("Second.", True),
    }
    assert set(json.loads(published.frozen)["renderings"]) == {"english"}


def test_renderings_are_approved_with_the_edition(officer):
    edition = begun(officer)
    clause = add(edition, officer)
    another = RoleFactory().user
    actions.check_edition(edition=edition, note="", actor=another, now=LATER)
    tell(edition, clause, officer, "確認のあとでも書ける")
    actions.approve_edition(edition=edition, note="", actor=another, now=LATER)

    with pytest.raises(errors.RenderingNotWritable):
        tell(edition, clause, officer, "承認のあと")

    assert Edition.objects.get(pk=edition.pk).drafted_by == officer.actor_key


@pytest.mark.parametrize("kind", [RoleKind.WARD_OFFICER, RoleKind.OPERATOR, None])
def test_nobody_else_writes_renderings(kind, officer):
    edition = begun(officer)
    clause = add(edition, officer)
    stranger = RoleFactory(kind=kind, area=WardFactory()).user if kind else UserFactory()

    with pytest.raises(NotAllowed):
        tell(edition, clause, stranger)


STEPS = st.lists(st.tuples(st.sampled_from(["official", "told"]), st.sampled_from("いろはに")), max_size=12)


@given(steps=STEPS)
@settings(deadline=None)
def test_whatever_is_written_in_which_order_what_is_shown_tells_the_words_that_stand_there(steps):
    official, rows, newest_for = "い", [], {}
    for number, (what, word) in enumerate(steps):
        if what == "official":
            official = word
        else:
            rows.append(ClauseRendering(digest=official, text=f"{number}", written_at=LATER))
            newest_for[official] = f"{number}"

    shown = rendering_in(rows, official)

    if official in newest_for:
        assert (shown.text, shown.is_stale) == (newest_for[official], False)
    elif rows:
        assert (shown.text, shown.is_stale) == (rows[-1].text, True)
    else:
        assert shown is None


class TestCourses:
    @given(words=st.lists(st.sampled_from(["い。", "ろ。", "は。"]), min_size=1, max_size=6), tell_at=st.integers(0, 5))
    @settings(deadline=None, max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
    def test_a_mark_is_there_exactly_while_the_words_differ(self, words, tell_at, officer):
        edition = begun(officer)
        clause = add(edition, officer, "はじめの文。")
        told = None
        for number, text in enumerate(words):
            rewrite(edition, clause, text, officer)
            if number == tell_at:
                tell(edition, clause, officer, "訳")
                told = text

            assert states(edition) == ["missing" if told is None else "訳" if text == told else "stale"]
