from jukugi.apps.drafts.actions.arranging import (
    bring_back_clause,
    end_clause,
    merge_clauses,
    move_clause,
    split_clause,
)
from jukugi.apps.drafts.actions.beginning import EditionPlan, begin_document, begin_edition, change_plan
from jukugi.apps.drafts.actions.origins import OriginDraft, add_origin, end_origin
from jukugi.apps.drafts.actions.stepping import (
    add_files,
    approve_edition,
    ask_for_publication,
    check_edition,
    look_after_publications,
    publish_edition,
    send_back_edition,
)
from jukugi.apps.drafts.actions.writing import add_clause, keep_unsaved, throw_away_unsaved, write_clause

__all__ = [
    "EditionPlan",
    "OriginDraft",
    "add_clause",
    "add_files",
    "add_origin",
    "approve_edition",
    "ask_for_publication",
    "begin_document",
    "begin_edition",
    "bring_back_clause",
    "change_plan",
    "check_edition",
    "end_clause",
    "end_origin",
    "keep_unsaved",
    "look_after_publications",
    "merge_clauses",
    "move_clause",
    "publish_edition",
    "send_back_edition",
    "split_clause",
    "throw_away_unsaved",
    "write_clause",
]
