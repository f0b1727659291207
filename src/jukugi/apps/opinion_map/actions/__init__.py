"""What people do in the room: vote, propose, review, open topics; and what the machine does: maps, imports."""

from jukugi.apps.opinion_map.actions.editions import publish_edition
from jukugi.apps.opinion_map.actions.exporting import export_rows, exported_sums
from jukugi.apps.opinion_map.actions.importing import import_polis
from jukugi.apps.opinion_map.actions.mapping import refresh_due_maps, refresh_map
from jukugi.apps.opinion_map.actions.paper import enter_sheet, print_sheets, settle_sheet
from jukugi.apps.opinion_map.actions.reasons import (
    give_reason,
    mark_helpful,
    reply_to_reason,
    review_reason,
    statement_of_condition,
    withdraw_reply,
)
from jukugi.apps.opinion_map.actions.statements import add_statements, propose_statement, review_statement
from jukugi.apps.opinion_map.actions.topics import close_topic, open_topic
from jukugi.apps.opinion_map.actions.voting import cast_vote

__all__ = [
    "add_statements",
    "cast_vote",
    "close_topic",
    "enter_sheet",
    "export_rows",
    "exported_sums",
    "give_reason",
    "import_polis",
    "mark_helpful",
    "open_topic",
    "print_sheets",
    "propose_statement",
    "publish_edition",
    "refresh_due_maps",
    "refresh_map",
    "reply_to_reason",
    "review_reason",
    "review_statement",
    "settle_sheet",
    "statement_of_condition",
    "withdraw_reply",
]
