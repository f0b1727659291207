from jukugi.apps.drafts.actions.arranging import (
    bring_back_clause,
    end_clause,
    merge_clauses,
    move_clause,
    split_clause,
)
from jukugi.apps.drafts.actions.beginning import EditionPlan, begin_document, begin_edition, change_plan
from jukugi.apps.drafts.actions.origins import OriginDraft, add_origin, end_origin
from jukugi.apps.drafts.actions.renderings import write_rendering
from jukugi.apps.drafts.actions.reviewing import (
    answer_comment,
    erase_old_reviews,
    invite_by_link,
    invite_staff,
    withdraw_comment,
    withdraw_invitation,
    write_comment,
)
from jukugi.apps.drafts.actions.stepping import (
    add_files,
    approve_edition,
    ask_for_publication,
    check_edition,
    look_after_publications,
    publish_edition,
    send_back_edition,
)
from jukugi.apps.drafts.actions.vision import ask_about_sentences, open_vote, propose_sentence
from jukugi.apps.drafts.actions.writing import add_clause, keep_unsaved, throw_away_unsaved, write_clause

__all__ = [
    "EditionPlan",
    "OriginDraft",
    "add_clause",
    "add_files",
    "add_origin",
    "answer_comment",
    "approve_edition",
    "ask_about_sentences",
    "ask_for_publication",
    "begin_document",
    "begin_edition",
    "bring_back_clause",
    "change_plan",
    "check_edition",
    "end_clause",
    "end_origin",
    "erase_old_reviews",
    "invite_by_link",
    "invite_staff",
    "keep_unsaved",
    "look_after_publications",
    "merge_clauses",
    "move_clause",
    "open_vote",
    "propose_sentence",
    "publish_edition",
    "send_back_edition",
    "split_clause",
    "throw_away_unsaved",
    "withdraw_comment",
    "withdraw_invitation",
    "write_clause",
    "write_comment",
    "write_rendering",
]
