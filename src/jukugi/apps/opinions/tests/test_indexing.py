"""What is searched is kept right: at once when a voice comes in, by a job for what lacks, gone with erased words."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jukugi.apps.accounts.tests.factories import ParticipantFactory
from jukugi.apps.opinions import actions
from jukugi.apps.opinions.actions import indexing
from jukugi.apps.opinions.actions.indexing import index_letters, index_opinions, index_what_lacks, made_with
from jukugi.apps.opinions.models import Opinion, SearchDoc
from jukugi.apps.opinions.queries.searching import holding, search_of
from jukugi.apps.opinions.tests.factories import OpinionFactory, hearing_process
from jukugi.apps.processes.tests.factories import DURING
from jukugi.kit.jobs import works
from jukugi.kit.jobs.worker import do_waiting_jobs


def keys(typed: str) -> set[int]:
    return set(holding(Opinion.objects.all(), search_of(typed)).values_list("pk", flat=True))


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
    SearchDoc.objects.update(made_with="0 20200101", words="", tokens="")

    lost, _ = keys("子供"), works["opinions.index"]()

    assert (lost, keys("子供"), SearchDoc.objects.get().made_with) == (set(), {opinion.pk}, made_with())


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
def test_a_row_that_goes_or_changes_leaves_nothing_in_the_index():
    opinion = OpinionFactory(text="坂道")
    index_opinions([opinion.pk])
    SearchDoc.objects.update(letters="階段", words="", tokens="b968e6bb5 b6bb5")
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
