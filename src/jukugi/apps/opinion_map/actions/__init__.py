"""What people do in the room: vote, propose, review, open topics; and what the machine does: maps, imports."""

from jukugi.apps.opinion_map.actions.importing import import_polis
from jukugi.apps.opinion_map.actions.mapping import refresh_due_maps, refresh_map
from jukugi.apps.opinion_map.actions.statements import add_statements, propose_statement, review_statement
from jukugi.apps.opinion_map.actions.topics import close_topic, open_topic
from jukugi.apps.opinion_map.actions.voting import cast_vote

__all__ = [
    "add_statements",
    "cast_vote",
    "close_topic",
    "import_polis",
    "open_topic",
    "propose_statement",
    "refresh_due_maps",
    "refresh_map",
    "review_statement",
]
