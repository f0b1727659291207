"""What people do with surveys, one function per intention."""

from jukugi.apps.surveys.actions.answering import (
    Answering,
    correct_sheet,
    exclude_sheet,
    include_sheet,
    keep_draft,
    send_sheet,
    take_sheet,
)
from jukugi.apps.surveys.actions.asking import (
    AudienceDraft,
    Notice,
    change_survey,
    extend_survey,
    make_codes,
    open_survey,
    prepare_survey,
    set_audiences,
    set_quotas,
    withdraw_survey,
)
from jukugi.apps.surveys.actions.designing import (
    OptionDraft,
    QuestionDraft,
    add_question,
    change_question,
    copy_questions,
    move_question,
    remove_question,
)

__all__ = [
    "Answering",
    "AudienceDraft",
    "Notice",
    "OptionDraft",
    "QuestionDraft",
    "add_question",
    "change_question",
    "change_survey",
    "copy_questions",
    "correct_sheet",
    "exclude_sheet",
    "extend_survey",
    "include_sheet",
    "keep_draft",
    "make_codes",
    "move_question",
    "open_survey",
    "prepare_survey",
    "remove_question",
    "send_sheet",
    "set_audiences",
    "set_quotas",
    "take_sheet",
    "withdraw_survey",
]
