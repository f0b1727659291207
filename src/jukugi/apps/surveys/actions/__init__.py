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
from jukugi.apps.surveys.actions.keying import Keyed, key_sheet, number_papers, settle_sheet

__all__ = [
    "Answering",
    "AudienceDraft",
    "Keyed",
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
    "key_sheet",
    "make_codes",
    "move_question",
    "number_papers",
    "open_survey",
    "prepare_survey",
    "remove_question",
    "send_sheet",
    "set_audiences",
    "set_quotas",
    "settle_sheet",
    "take_sheet",
    "withdraw_survey",
]
