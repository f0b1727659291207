"""However participants are divided, and wherever the work is done, the map is the same byte for byte."""

import numpy as np
import pytest
from dask.distributed import LocalCluster

from jukugi.core.opinion_map import (
    DaskWorkers,
    InProcess,
    MapSettings,
    NoCluster,
    VoteTable,
    canonical_json,
    compute_map,
    result_document,
)
from jukugi.core.opinion_map.partitions import Partitions
from jukugi.core.opinion_map.tests.builders import noise, planted

QUICK = MapSettings(n_resamples=3)


def document(votes, **options):
    return canonical_json(result_document(compute_map(votes, settings=QUICK, **options)))


@pytest.mark.parametrize("votes", [planted((60, 40, 30))[0], noise(150, 40), VoteTable.from_columns([], [], [])])
def test_one_two_and_seven_partitions_give_the_same_bytes(votes):
    documents = {document(votes, hidden=[12, 15], workers=InProcess(n)) for n in (1, 2, 7)}

    assert len(documents) == 1


def test_there_may_be_more_partitions_than_people():
    votes = noise(3, 5)

    assert document(votes, workers=InProcess(7)) == document(votes)


def test_partitions_have_about_equally_many_votes():
    rows = np.repeat(np.arange(100), np.arange(1, 101))
    votes = VoteTable.from_columns(rows, np.concatenate([np.arange(n) for n in range(1, 101)]), np.ones(rows.size))

    held = Partitions(votes, InProcess(4))._held

    assert sum(part.n_participants for part in held) == 100
    assert max(part.n_votes for part in held) < 1.1 * min(part.n_votes for part in held)


@pytest.fixture(scope="module")
def cluster():
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address="127.0.0.1:0") as cluster:
        yield cluster


def test_workers_in_other_processes_give_the_same_bytes(cluster):
    votes, _ = planted((60, 40, 30))

    with DaskWorkers(cluster.scheduler_address) as workers:
        assert workers.n_partitions == 4
        assert document(votes, hidden=[12], workers=workers) == document(votes, hidden=[12])


def test_a_cluster_that_does_not_answer_is_told(monkeypatch):
    monkeypatch.setattr("jukugi.core.opinion_map.dask_workers.SECONDS_TO_CONNECT", 1)

    with pytest.raises(NoCluster) as told:
        DaskWorkers("tcp://127.0.0.1:9")

    assert told.value.params == {"reason": "no_answer", "address": "tcp://127.0.0.1:9"}


def test_an_address_that_is_none_is_told():
    with pytest.raises(NoCluster) as told:
        DaskWorkers("これは番地ではない")

    assert told.value.params["reason"] == "no_answer"


def test_a_cluster_without_workers_is_told():
    with LocalCluster(n_workers=0, dashboard_address="127.0.0.1:0") as empty, pytest.raises(NoCluster) as told:
        DaskWorkers(empty.scheduler_address)

    assert told.value.params["reason"] == "no_workers"
