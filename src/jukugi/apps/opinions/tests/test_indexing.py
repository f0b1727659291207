"""What is searched is kept right: at once when a voice comes in, by a job for what lacks, gone with erased words."""

import json
from datetime import timedelta

import pytest
from django.apps import apps
from django.db import connection
from django.db.migrations import Migration
from django.test.utils import CaptureQueriesContext

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.accounts.tests.factories import BEFORE, ParticipantFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.opinions import actions, search_changes
from jukugi.apps.opinions.actions import indexing, search_parts
from jukugi.apps.opinions.actions.indexing import index_letters, index_opinions, index_what_lacks, made_with
from jukugi.apps.opinions.actions.search_parts import bring_into_index
from jukugi.apps.opinions.enums import OpinionState
from jukugi.apps.opinions.models import Opinion, SearchChange, SearchDoc, SearchPart, SearchPiece, Submission
from jukugi.apps.opinions.queries.hits import hits
from jukugi.apps.opinions.queries.searching import Among, search_of
from jukugi.apps.opinions.tests.factories import OpinionFactory, hearing_process
from jukugi.apps.processes.tests.factories import DURING, ProcessFactory
from jukugi.kit.jobs import works
from jukugi.kit.jobs.worker import do_waiting_jobs


def keys(typed: str) -> set[int]:
    return set(hits(search_of(typed), Among(lambda kind: True)).best_first())


@pytest.mark.django_db(transaction=True)
def test_a_voice_is_found_by_its_letters_at_once_and_in_other_spellings_after_the_job():
    sent = actions.send_opinion(
        process=hearing_process(),
        text="子どもの遊び場がほしい。",
        ward=None,
        age_band="",
        about=None,
        author=ParticipantFactory(),
        form_key="x",
        now=DURING,
    )
    here = {sent.opinions.get().pk}

    at_once = keys("子ども"), keys("子供")
    do_waiting_jobs()

    assert at_once == (here, set())
    assert (keys("子ども"), keys("子供"), keys("こども")) == (here, here, here)


@pytest.mark.django_db
def test_the_job_fills_what_lacks_in_parts_and_can_go_on_where_it_stopped(monkeypatch):
    monkeypatch.setattr(indexing, "CHUNK", 2)
    opinions = OpinionFactory.create_batch(5, text="子供の遊び場")
    index_opinions([opinions[0].pk])
    index_letters([opinions[1]])

    done = index_what_lacks()

    assert (done, index_what_lacks()) == (4, 0)
    assert keys("こども") == {opinion.pk for opinion in opinions}


@pytest.mark.django_db
def test_what_another_dictionary_read_is_read_anew():
    opinion = OpinionFactory(text="子供の遊び場")
    index_opinions([opinion.pk])
    SearchDoc.objects.update(made_with="0 20200101", words="")

    lost, _ = keys("こども"), works["opinions.index"]()

    assert (lost, keys("こども"), SearchDoc.objects.get().made_with) == (set(), {opinion.pk}, made_with())


@pytest.mark.django_db
@pytest.mark.parametrize("named", [True, False])
def test_erased_words_are_found_no_longer(named):
    erased, kept = OpinionFactory(text="子供の遊び場"), OpinionFactory(text="子供の声")
    index_opinions([erased.pk, kept.pk])
    Opinion.objects.filter(pk=erased.pk).update(text="", text_key="")

    works["opinions.index"](**({"opinion_pks": [erased.pk]} if named else {}))

    assert keys("子供") == {kept.pk}
    assert list(SearchDoc.objects.values_list("pk", flat=True)) == [kept.pk]


@pytest.mark.django_db
def test_a_row_that_goes_or_changes_leaves_nothing_in_what_is_found():
    opinion = OpinionFactory(text="坂道")
    index_opinions([opinion.pk])
    bring_into_index()
    SearchDoc.objects.update(letters="階段", words="")
    changed = keys("坂道"), keys("階段"), keys("段")
    SearchDoc.objects.all().delete()

    assert changed == (set(), {opinion.pk}, {opinion.pk})
    assert keys("階段") == set()


@pytest.mark.django_db
def test_many_are_indexed_with_as_many_queries_as_one():
    opinions = OpinionFactory.create_batch(4)

    def asked(count: int) -> int:
        with CaptureQueriesContext(connection) as queries:
            index_opinions([opinion.pk for opinion in opinions[:count]])
        return len(queries)

    assert asked(1) == asked(4)


@pytest.mark.django_db
def test_the_index_keeps_no_trace_of_erased_words():
    opinions = OpinionFactory.create_batch(3, text="坂道")
    erased = OpinionFactory(text="階段")
    index_opinions([erased.pk, *(opinion.pk for opinion in opinions)])
    bring_into_index()
    told_before = traces("階段")
    Opinion.objects.filter(pk=erased.pk).update(text="", text_key="")

    works["opinions.index"]()

    assert (told_before, traces("階段"), keys("坂道")) == (True, False, {opinion.pk for opinion in opinions})


def traces(pair: str) -> bool:
    return any(json.dumps(pair)[1:-1].encode() in bytes(piece.content) for piece in SearchPiece.objects.all())


@pytest.mark.django_db
def test_decisions_of_staff_leave_the_pieces_as_they_are():
    opinions = OpinionFactory.create_batch(3, text="坂道")
    index_opinions([opinion.pk for opinion in opinions])
    bring_into_index()
    before = list(SearchPiece.objects.values_list("pk", flat=True))
    Opinion.objects.filter(pk=opinions[0].pk).update(state=OpinionState.SHOWN)

    bring_into_index()
    found = hits(search_of("坂道"), Among(lambda kind: kind.state == OpinionState.SHOWN))

    assert (found.best_first(), SearchChange.objects.count()) == ([opinions[0].pk], 0)
    assert list(SearchPiece.objects.values_list("pk", flat=True)) == before


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["channel", "process", "ward", "received_at"])
def test_what_narrows_a_submission_is_noted_when_it_changes_and_only_then(name):
    opinion = OpinionFactory(text="坂道")
    index_opinions([opinion.pk])
    bring_into_index()
    values = {
        "channel": Channel.FAX,
        "process": ProcessFactory(),
        "ward": WardFactory(),
        "received_at": BEFORE + timedelta(days=1),
    }
    opinion.submission.save()
    noted_before = SearchChange.objects.count()

    Submission.objects.filter(pk=opinion.submission_id).update(**{name: values[name]})

    assert (noted_before, list(SearchChange.objects.values_list("opinion_key", flat=True))) == (0, [opinion.pk])


@pytest.mark.django_db
def test_a_voice_too_long_for_the_index_is_found_all_the_same(monkeypatch):
    monkeypatch.setattr(search_parts, "fits", lambda letters, words: len(letters) < 5)
    long, short = OpinionFactory(text="坂道が急です"), OpinionFactory(text="坂道")
    index_opinions([long.pk, short.pk])

    done = [bring_into_index(), bring_into_index()]

    assert (done, keys("坂道")) == ([True, True], {long.pk, short.pk})
    assert {change.opinion_key for change in SearchChange.objects.all()} == {long.pk}


@pytest.mark.django_db
def test_of_two_workers_at_once_one_writes_the_index(monkeypatch):
    opinion = OpinionFactory(text="坂道")
    index_opinions([opinion.pk])
    plan = search_parts._planned

    def plan_while_another_worker_is_quicker(changed):
        monkeypatch.setattr(search_parts, "_planned", plan)
        assert bring_into_index()
        return plan(changed)

    monkeypatch.setattr(search_parts, "_planned", plan_while_another_worker_is_quicker)

    assert (bring_into_index(), SearchPart.objects.count(), keys("坂道")) == (False, 1, {opinion.pk})


@pytest.mark.django_db
def test_after_a_migration_of_this_room_everything_is_looked_at_anew():
    opinion = OpinionFactory(text="坂道")
    index_opinions([opinion.pk])
    bring_into_index()
    room, migration = apps.get_app_config("opinions"), Migration("0009_some", "opinions")

    search_changes.stop_noting(room, "default")
    Opinion.objects.filter(pk=opinion.pk).update(state=OpinionState.HIDDEN)
    search_changes.start_noting(room, "default", plan=[(migration, False)])
    found = hits(search_of("坂道"), Among(lambda kind: kind.state == OpinionState.HIDDEN))

    assert found.best_first() == [opinion.pk]


@pytest.mark.django_db
def test_the_job_brings_everything_into_the_index_however_much_changed(monkeypatch):
    monkeypatch.setattr(search_parts, "CHANGES_AT_MOST", 2)
    monkeypatch.setattr(indexing, "CHANGES_LEFT", 1)
    opinions = OpinionFactory.create_batch(5, text="坂道")

    works["opinions.index"]()

    assert SearchChange.objects.count() <= 1
    assert keys("坂道") == {opinion.pk for opinion in opinions}
