from jukugi.apps.inventory.actions.answering import answer_request, receive_all
from jukugi.apps.inventory.actions.deciding import KindWords, decide, set_kind
from jukugi.apps.inventory.actions.filing import (
    RequestWords,
    end_decided,
    end_request,
    file_request,
    review_request,
    revise_request,
)
from jukugi.apps.inventory.actions.planning import ask_plan, make_plan
from jukugi.apps.inventory.actions.telling import propose, report_burden

__all__ = [
    "KindWords",
    "RequestWords",
    "answer_request",
    "ask_plan",
    "decide",
    "end_decided",
    "end_request",
    "file_request",
    "make_plan",
    "propose",
    "receive_all",
    "report_burden",
    "review_request",
    "revise_request",
    "set_kind",
]
