import json
import subprocess
import sys

import numpy as np

from jukugi.core.opinion_map import Patterns, canonical_json, compute_map, nearest_group, place, polis_figures
from jukugi.core.opinion_map import result_document as document_of
from jukugi.core.opinion_map.tests.builders import noise, planted


def test_a_document_has_everything_a_check_asks_for():
    votes, _ = planted((30, 20))
    found = compute_map(votes)

    document = json.loads(canonical_json(document_of(found, polis_figures(votes))))

    assert (document["participants"], document["statements"], document["votes"]) == (50, 40, votes.n_votes)
    assert document["k"] == 2
    assert [sorted(group) for group in document["groups"]] == [["centre", "id", "size", "stability"]] * 2
    assert set(document["labels"].values()) == {0, 1}
    assert sorted(document["bridging"][0]) == [
        "counts", "fewest_votes", "group_aware", "opposed_score", "score", "statement",
    ]  # fmt: skip
    assert document["divisive"][0]["score"] >= document["divisive"][1]["score"]
    assert sorted(document["characteristic"]) == ["0", "1"]
    assert document["tests"]["correction"] == "benjamini-hochberg"
    assert document["hidden_treatment"] == "dropped"
    assert sorted(document["statement_points"]["10"]) == ["extremity", "point"]
    assert sorted(document["polis"]) == [
        "clustered", "consensus", "eigenvalues", "group_aware_consensus", "inertia", "k", "labels", "silhouette",
    ]  # fmt: skip
    assert sorted(document["polis"]["inertia"]) == ["2", "3", "4", "5"]


def test_a_map_without_groups_has_a_null_k_and_a_reason():
    document = json.loads(canonical_json(document_of(compute_map(noise(150, 40)))))

    assert (document["k"], document["reason"], document["groups"], document["labels"]) == (None, "unstable", [], {})


def test_floats_are_rounded_and_minus_zero_is_zero():
    assert canonical_json({"b": [-1e-9, 1 / 3], "a": None}) == b'{\n "a": null,\n "b": [\n  0.0,\n  0.333333\n ]\n}\n'


def test_somebody_placed_later_stands_where_the_map_put_them():
    votes, _ = planted((30, 20))
    found = compute_map(votes, hidden=[12])
    rows = [dict(zip(votes.statement_ids[votes.indices[a:b]].tolist(), votes.choices[a:b].tolist(), strict=True))
            for a, b in zip(votes.indptr[:-1], votes.indptr[1:], strict=True)]  # fmt: skip

    points = [
        place(
            choices,
            statement_ids=found.statement_ids.tolist(),
            means=found.means.tolist(),
            components=found.components.tolist(),
            n_average_votes=found.settings.n_average_votes,
        )
        for choices in rows
    ]

    assert np.abs(np.array(points) - found.points).max() < 1e-9
    centres = [group.centre for group in found.groups]
    assert [nearest_group(point, centres) for point in points] == found.labels.tolist()


def test_somebody_without_a_vote_on_the_map_is_not_placed():
    map_values = {"statement_ids": [1], "means": [0.5], "components": [[1.0]], "n_average_votes": 8}

    assert place({7: 1}, **map_values) is None
    assert place({}, **map_values) is None


def test_there_is_no_nearest_group_where_there_are_none():
    assert nearest_group((0.0, 0.0), []) is None


def test_placing_needs_no_numpy():
    code = "import sys, jukugi.core.opinion_map.placing; sys.exit('numpy' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_importing_the_package_does_not_load_scipy():
    code = "import sys; from jukugi.core.opinion_map import compute_map; sys.exit('scipy' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_statement_stands_where_polis_puts_somebody_who_only_agreed_with_it():
    votes, _ = planted((30, 20))
    found = compute_map(votes)

    document = document_of(found)

    for number, statement in enumerate(found.statement_ids.tolist()):
        expected = place(
            {statement: 1},
            statement_ids=found.statement_ids.tolist(),
            means=found.means.tolist(),
            components=found.components.tolist(),
            n_average_votes=0,
        )
        stands = document["statement_points"][str(statement)]
        assert np.allclose(stands["point"], expected)
        assert np.isclose(stands["extremity"], np.hypot(*found.statement_points[number]))


def test_patterns_are_named_in_the_document():
    patterns = Patterns(all_agree=(1,), all_disagree=(), alike=((2, 3, 4),), bursts=(5,))

    document = json.loads(canonical_json(document_of(compute_map(noise(10, 5)), patterns=patterns)))

    assert document["patterns"] == {"all_agree": [1], "all_disagree": [], "alike": [[2, 3, 4]], "bursts": [5]}
