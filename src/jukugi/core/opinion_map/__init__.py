"""Opinion map: from votes on statements to groups of opinion, common ground and divisions, the same on every run.

``compute_map`` is the way in. Names are loaded when they are first used, so that a web process can import ``placing``
without paying for numpy.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jukugi.core.opinion_map.compute import compute_map
    from jukugi.core.opinion_map.counts import CellCounts
    from jukugi.core.opinion_map.dask_workers import DaskWorkers
    from jukugi.core.opinion_map.document import canonical_json, result_document
    from jukugi.core.opinion_map.errors import (
        DuplicateVotes,
        InvalidSettings,
        InvalidVotes,
        NoCluster,
        OpinionMapError,
        UnequalColumns,
        UnknownChoice,
    )
    from jukugi.core.opinion_map.findings import Bridge, Characteristic, Division
    from jukugi.core.opinion_map.grouping import Candidate, Reason
    from jukugi.core.opinion_map.partitions import InProcess, Workers
    from jukugi.core.opinion_map.patterns import Patterns, suspicious_patterns, without_patterns
    from jukugi.core.opinion_map.placing import nearest_group, place
    from jukugi.core.opinion_map.polis import PolisFigures, polis_figures
    from jukugi.core.opinion_map.polis_export import PolisExport, PolisStatement, RawVotes, parse_polis_export
    from jukugi.core.opinion_map.polis_faults import Fault, PolisExportError
    from jukugi.core.opinion_map.result import Group, OpinionMap, TestSummary
    from jukugi.core.opinion_map.routing import Tally, routed_order
    from jukugi.core.opinion_map.settings import MapSettings
    from jukugi.core.opinion_map.state import MapState
    from jukugi.core.opinion_map.votes import VoteTable, latest_votes

_HOMES = {
    "compute": ("compute_map",),
    "counts": ("CellCounts",),
    "dask_workers": ("DaskWorkers",),
    "document": ("canonical_json", "result_document"),
    "errors": (
        "DuplicateVotes", "InvalidSettings", "InvalidVotes", "NoCluster", "OpinionMapError", "UnequalColumns",
        "UnknownChoice",
    ),
    "findings": ("Bridge", "Characteristic", "Division"),
    "grouping": ("Candidate", "Reason"),
    "partitions": ("InProcess", "Workers"),
    "patterns": ("Patterns", "suspicious_patterns", "without_patterns"),
    "placing": ("nearest_group", "place"),
    "polis": ("PolisFigures", "polis_figures"),
    "polis_export": ("PolisExport", "PolisStatement", "RawVotes", "parse_polis_export"),
    "polis_faults": ("Fault", "PolisExportError"),
    "result": ("Group", "OpinionMap", "TestSummary"),
    "routing": ("Tally", "routed_order"),
    "settings": ("MapSettings",),
    "state": ("MapState",),
    "votes": ("VoteTable", "latest_votes"),
}  # fmt: skip

__all__ = [
    "Bridge", "Candidate", "CellCounts", "Characteristic", "DaskWorkers", "Division", "DuplicateVotes", "Fault",
    "Group", "InProcess", "InvalidSettings", "InvalidVotes", "MapSettings", "MapState", "NoCluster", "OpinionMap",
    "OpinionMapError", "Patterns", "PolisExport", "PolisExportError", "PolisFigures", "PolisStatement", "RawVotes",
    "Reason", "Tally", "TestSummary", "UnequalColumns", "UnknownChoice", "VoteTable", "Workers", "canonical_json",
    "compute_map", "latest_votes", "nearest_group", "parse_polis_export", "place", "polis_figures",
    "result_document", "routed_order", "suspicious_patterns", "without_patterns",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    for module, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{module}"), name)
    raise AttributeError(name)
