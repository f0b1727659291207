"""What of this room is sealed, and what must agree with it: the answers that count now with the log of votes."""

from django.db import connection
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from jukugi.apps.opinion_map.models import (
    MapEdition,
    Reason,
    ReasonReply,
    ReasonReview,
    SheetEntry,
    Statement,
    StatementReview,
    Vote,
)
from jukugi.kit.audit.streams import Check, Contradictions, Stream, checks, streams

# One statement, so that both sides are read at one moment although people go on voting. Per participant and statement
# there is one current answer at most (``one_current_vote``), so two rows are the log's last and the current one. In the
# log an answer stays with the device that gave it; here the devices that were joined are one.
DIFFERENT = """
    WITH log AS (
        SELECT v.id, COALESCE(p.merged_into_id, p.id) AS participant_id, v.statement_id, v.choice
        FROM opinion_map_vote v JOIN accounts_participant p ON p.id = v.participant_id
    ), last AS (
        SELECT MAX(id) AS id FROM log GROUP BY participant_id, statement_id
    ), sides AS (
        SELECT log.participant_id, log.statement_id, log.choice FROM log JOIN last ON last.id = log.id
        UNION ALL
        SELECT participant_id, statement_id, choice FROM opinion_map_currentvote
    ), different AS (
        SELECT participant_id, statement_id FROM sides GROUP BY participant_id, statement_id
        HAVING COUNT(*) <> 2 OR MIN(choice) <> MAX(choice)
    )
    SELECT participant_id, statement_id, COUNT(*) OVER () FROM different ORDER BY participant_id, statement_id LIMIT 1
"""


def register() -> None:
    """What was said and decided is sealed; a state, an author, a receipt and what was counted may change or go."""
    said: dict[str, tuple[type[Model], str]] = {
        "votes": (Vote, "statement_id participant_id choice channel after_reasons cast_at"),
        "statements": (Statement, "topic_id number text origin opinion_id condition_id created_at"),
        "statement_reviews": (StatementReview, "statement_id state reason actor_key decided_at"),
        "reasons": (Reason, "statement_id side text created_at"),
        "reason_reviews": (ReasonReview, "reason_id state note actor_key decided_at"),
        "reason_replies": (ReasonReply, "reason_id text department_id actor_key replied_at"),
        "sheet_entries": (SheetEntry, "sheet_id answers actor_key entered_at"),
        "map_editions": (MapEdition, "topic_id number published_at through data_digest document_digest"),
    }
    for name, (model, fields) in said.items():
        streams.register(name, Stream(model, ("pk", *fields.split())))
    checks.register("current_votes", Check(_("いまの答えと、票の記録の最後の答え"), current_votes))


def current_votes() -> Contradictions:
    """Pairs whose current answer is not the last row of the log, or stands on one side only. One query.

    The last row is that with the largest key: an answer's row in the log is written while its current answer is held,
    and an import writes its log in the order in which answers supersede each other. Cost: two sorts in the database.
    """
    with connection.cursor() as cursor:
        cursor.execute(DIFFERENT)
        row = cursor.fetchone()
    if row is None:
        return Contradictions(0, "")
    participant, statement, count = row
    return Contradictions(count, f"参加者{participant}・意見文{statement}")
