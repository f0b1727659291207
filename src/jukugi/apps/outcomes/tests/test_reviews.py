"""A yearly review tells of every promise, and stays as it was closed."""

import hashlib
import json

import pytest
from django.utils import timezone

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.outcomes import errors
from jukugi.apps.outcomes.actions import keeping, reviewing
from jukugi.apps.outcomes.enums import EntryVerdict
from jukugi.apps.outcomes.models import YearlyReview
from jukugi.apps.outcomes.queries.reviews import frozen_page, review_page
from jukugi.apps.outcomes.sealed import reviews_agree
from jukugi.apps.outcomes.tests.factories import days, drafted, promised, public_clause
from jukugi.apps.processes.tests.factories import ProcessFactory
from jukugi.core.fiscal_year import fiscal_year_of
from jukugi.kit.errors import NotAllowed, WordsMissing

pytestmark = pytest.mark.django_db


@pytest.fixture
def writer():
    return RoleFactory().user


@pytest.fixture
def closer():
    return RoleFactory().user


def opened(process, actor, **fields) -> YearlyReview:
    given = {"fiscal_year": fiscal_year_of(days(0)), "due_on": days(30)} | fields
    return reviewing.open_review(process=process, actor=actor, now=timezone.now(), **given)


def write(review, promise, actor, verdict=EntryVerdict.ON_TRACK, words="進んでいる。"):
    return reviewing.write_entry(
        review=review, promise=promise, verdict=verdict, words=words, actor=actor, now=timezone.now()
    )


def close(review, actor, words="一年のまとめ。"):
    return reviewing.close_review(review=review, words=words, actor=actor, now=timezone.now())


def test_a_review_is_closed_when_every_promise_has_its_words(writer, closer):
    clause = public_clause()
    one, two = promised(writer, clause), promised(writer, clause, title="二つめ", due_on=days(-1))
    drafted(writer, clause)
    review = opened(one.process, closer)
    write(review, one, writer)

    with pytest.raises(errors.EntriesMissing) as missing:
        close(review, closer)
    assert missing.value.params == {"count": 1}
    write(review, two, writer, EntryVerdict.LATE, "遅れている。")
    write(review, two, writer, EntryVerdict.LATE, "遅れている。鍵がまだ。")
    with pytest.raises(errors.ClosedByWriter):
        close(review, writer)
    with pytest.raises(WordsMissing):
        close(review, closer, words=" ")

    closed = close(review, closer)
    page = frozen_page(closed)
    assert [row.words for row in page.rows] == ["進んでいる。", "遅れている。鍵がまだ。"]
    assert dict(page.sums)[EntryVerdict.LATE] == 1
    with pytest.raises(errors.ReviewOver):
        write(review, one, writer)
    with pytest.raises(errors.ReviewOver):
        close(review, closer)


def test_a_closed_review_stays_when_its_promises_go_on(writer, closer):
    promise = promised(writer, due_on=days(-1))
    review = opened(promise.process, closer)
    write(review, promise, writer, EntryVerdict.LATE)
    closed = close(review, closer)
    before = frozen_page(closed).rows

    keeping.move_due(promise=promise, due_on=days(90), words="遅れる。", actor=writer, now=timezone.now())
    keeping.keep_promise(
        promise=promise, words="した。", evidence="市のページ", on=days(0), actor=writer, now=timezone.now()
    )

    assert frozen_page(YearlyReview.objects.get(pk=closed.pk)).rows == before
    assert hashlib.sha256(closed.frozen.encode()).hexdigest() == closed.digest
    assert json.loads(closed.frozen)["promises"][0]["verdict"] == "late"


def test_a_changed_review_is_found(writer, closer):
    promise = promised(writer)
    review = opened(promise.process, closer)
    write(review, promise, writer)
    close(review, closer)
    assert reviews_agree().count == 0

    YearlyReview.objects.update(frozen='{"promises":[]}')
    assert reviews_agree().count == 1


def test_a_review_has_what_was_open_in_its_year(writer, closer):
    clause = public_clause()
    old = promised(writer, clause)
    keeping.keep_promise(
        promise=old, words="した。", evidence="市のページ", on=days(0), actor=writer, now=timezone.now()
    )
    year = fiscal_year_of(days(0))

    assert [row.promise for row in review_page(opened(old.process, closer)).rows] == [old]
    later = opened(old.process, closer, fiscal_year=year + 1)
    assert review_page(later).rows == []
    with pytest.raises(errors.NotInReview):
        write(later, old, writer)


def test_there_is_one_review_a_year_and_none_of_nothing(closer):
    promise = promised()
    opened(promise.process, closer)

    with pytest.raises(errors.ReviewThere):
        opened(promise.process, closer)
    with pytest.raises(errors.NothingPromised):
        opened(ProcessFactory(), closer)


def test_wards_write_of_their_own_and_do_not_open_or_close(closer):
    own, other = WardFactory(), WardFactory()
    officer = RoleFactory(kind=RoleKind.WARD_OFFICER, area=own).user
    clause = public_clause()
    mine, theirs = promised(clause=clause, area=own), promised(clause=clause, area=other)

    with pytest.raises(NotAllowed):
        opened(mine.process, officer)
    review = opened(mine.process, closer)
    write(review, mine, officer)
    with pytest.raises(NotAllowed):
        write(review, theirs, officer)
    with pytest.raises(NotAllowed):
        close(review, officer)
