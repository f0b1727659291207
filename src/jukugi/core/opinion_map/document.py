"""The map as a document that is the same bytes whenever it is the same map."""

import json
from dataclasses import asdict
from typing import Any

import numpy as np

from jukugi.core.opinion_map.arrays import IntArray
from jukugi.core.opinion_map.counts import CellCounts
from jukugi.core.opinion_map.patterns import Patterns
from jukugi.core.opinion_map.polis import PolisFigures
from jukugi.core.opinion_map.result import OpinionMap

DECIMALS = 6
FORMAT = "jukugi-opinion-map-1"


def result_document(
    opinion_map: OpinionMap, polis: PolisFigures | None = None, patterns: Patterns | None = None
) -> dict[str, Any]:
    """Arrange a map as plain values for JSON; keys are strings, lists keep their order, numbers are not yet rounded.

    The document names participants by id and says which group each is in: it is for those who may see the votes, not
    for publication.
    """
    document: dict[str, Any] = {
        "format": FORMAT,
        "participants": opinion_map.participants,
        "statements": opinion_map.statements,
        "votes": opinion_map.votes,
        "clustered": int(opinion_map.is_clustered.sum()),
        "hidden": list(opinion_map.hidden_ids),
        "hidden_treatment": "dropped",
        "settings": asdict(opinion_map.settings),
        "eigenvalues": opinion_map.eigenvalues.tolist(),
        "k": opinion_map.k,
        "reason": opinion_map.reason,
        "stability": opinion_map.stability,
        "candidates": [asdict(candidate) for candidate in opinion_map.candidates],
        "groups": [asdict(group) for group in opinion_map.groups],
        "labels": _labels(opinion_map.participant_ids, opinion_map.labels),
        "statement_points": _statement_points(opinion_map),
        **_findings(opinion_map),
    }
    if polis is not None:
        document["polis"] = _polis_block(polis)
    if patterns is not None:
        document["patterns"] = _plain(asdict(patterns))
    return document


def _statement_points(opinion_map: OpinionMap) -> dict[str, dict[str, Any]]:
    points = opinion_map.statement_points
    rows = zip(opinion_map.statement_ids.tolist(), points.tolist(), np.hypot(*points.T).tolist(), strict=True)
    return {str(statement): {"point": point, "extremity": extremity} for statement, point, extremity in rows}


def _findings(opinion_map: OpinionMap) -> dict[str, Any]:
    return {
        "bridging": [_plain(bridge._asdict()) for bridge in opinion_map.bridging],
        "divisive": [_plain(division._asdict()) for division in opinion_map.divisive],
        "characteristic": {
            str(group): [_plain(found._asdict()) for found in statements]
            for group, statements in enumerate(opinion_map.characteristic)
        },
        "tests": {
            "correction": "benjamini-hochberg",
            "method": "fisher-exact-one-sided",
            **asdict(opinion_map.tests),
        },
    }


def canonical_json(document: dict[str, Any]) -> bytes:
    """Encode with sorted keys and floats rounded to six decimals: the same document is the same bytes."""
    text = json.dumps(_rounded(document), sort_keys=True, ensure_ascii=False, allow_nan=False, indent=1)
    return (text + "\n").encode()


def _labels(participant_ids: IntArray, labels: IntArray) -> dict[str, int]:
    pairs = zip(participant_ids.tolist(), labels.tolist(), strict=True)
    return {str(participant): label for participant, label in pairs if label >= 0}


def _polis_block(polis: PolisFigures) -> dict[str, Any]:
    return {
        "clustered": polis.clustered,
        "eigenvalues": polis.eigenvalues.tolist(),
        "k": polis.k,
        "labels": _labels(polis.participant_ids, polis.labels),
        "silhouette": {str(k): value for k, value in polis.silhouette.items()},
        "inertia": {str(k): value for k, value in polis.inertia.items()},
        "consensus": {"agree": list(polis.agree), "disagree": list(polis.disagree)},
        "group_aware_consensus": {str(key): value for key, value in polis.group_aware_consensus.items()},
    }


def _plain(value: Any) -> Any:
    if isinstance(value, CellCounts):
        return {"agree": value.agrees, "disagree": value.disagrees, "pass": value.passes}
    if isinstance(value, dict):
        return {name: _plain(item) for name, item in value.items()}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, DECIMALS) + 0.0
    if isinstance(value, dict):
        return {key: _rounded(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(item) for item in value]
    return value
