"""What people do with consultations, comments and answers, one function per intention."""

from jukugi.apps.public_comments.actions.answering import (
    AnswerDraft,
    approve_answers,
    assign_answers,
    begin_answer,
    join_answer,
    keep_unsaved,
    leave_answer,
    send_back_answer,
    submit_answer,
    throw_away_unsaved,
    write_answer,
)
from jukugi.apps.public_comments.actions.commenting import CommentDraft, follow, send_comments, take_comments
from jukugi.apps.public_comments.actions.consulting import (
    CategoryDraft,
    Notice,
    announce_consultation,
    change_consultation,
    extend_consultation,
    prepare_consultation,
    set_categories,
    withdraw_consultation,
)
from jukugi.apps.public_comments.actions.gathering import ask_for_gathering, gather
from jukugi.apps.public_comments.actions.placing import merge_groups, place_comments, set_clause, write_group
from jukugi.apps.public_comments.actions.resulting import (
    add_files,
    ask_for_result,
    call_off_result,
    look_after_results,
    publish_result,
)

__all__ = [
    "AnswerDraft",
    "CategoryDraft",
    "CommentDraft",
    "Notice",
    "add_files",
    "announce_consultation",
    "approve_answers",
    "ask_for_gathering",
    "ask_for_result",
    "assign_answers",
    "begin_answer",
    "call_off_result",
    "change_consultation",
    "extend_consultation",
    "follow",
    "gather",
    "join_answer",
    "keep_unsaved",
    "leave_answer",
    "look_after_results",
    "merge_groups",
    "place_comments",
    "prepare_consultation",
    "publish_result",
    "send_back_answer",
    "send_comments",
    "set_categories",
    "set_clause",
    "submit_answer",
    "take_comments",
    "throw_away_unsaved",
    "withdraw_consultation",
    "write_answer",
    "write_group",
]
