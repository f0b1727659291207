"""What people do with opinions, one function per intention."""

from jukugi.apps.opinions.actions.appealing import answer_appeal, appeal
from jukugi.apps.opinions.actions.attaching import attach_sheet, remove_sheet
from jukugi.apps.opinions.actions.calling import end_call, extend_call, open_call
from jukugi.apps.opinions.actions.cards import print_cards
from jukugi.apps.opinions.actions.import_rows import Meaning
from jukugi.apps.opinions.actions.importing import bring_table, check_table, give_up_table, resume_table, take_table
from jukugi.apps.opinions.actions.linking import LinkDraft, end_link, link_opinion
from jukugi.apps.opinions.actions.reviewing import review_opinion
from jukugi.apps.opinions.actions.revising import (
    correct_opinion,
    mask_opinion,
    split_opinion,
    undo_revision,
    write_gist,
)
from jukugi.apps.opinions.actions.sending import enter_paper, send_opinion, send_with_sheet, take_note
from jukugi.apps.opinions.actions.waves import (
    agree_to_wave,
    decide_wave,
    except_voices,
    give_up_wave,
    open_wave,
    send_wave_back,
    take_wave_back,
)

__all__ = [
    "LinkDraft",
    "Meaning",
    "agree_to_wave",
    "answer_appeal",
    "appeal",
    "attach_sheet",
    "bring_table",
    "check_table",
    "correct_opinion",
    "decide_wave",
    "end_call",
    "end_link",
    "enter_paper",
    "except_voices",
    "extend_call",
    "give_up_table",
    "give_up_wave",
    "link_opinion",
    "mask_opinion",
    "open_call",
    "open_wave",
    "print_cards",
    "remove_sheet",
    "resume_table",
    "review_opinion",
    "send_opinion",
    "send_wave_back",
    "send_with_sheet",
    "split_opinion",
    "take_note",
    "take_table",
    "take_wave_back",
    "undo_revision",
    "write_gist",
]
