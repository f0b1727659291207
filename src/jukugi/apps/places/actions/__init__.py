"""What people do with places. Each function checks who may, writes, and records, in one transaction."""

from jukugi.apps.places.actions.facts import HoursDraft, PlaceDraft, draft_of
from jukugi.apps.places.actions.importing import bring_list, give_up_list, take_list
from jukugi.apps.places.actions.keepers import close_entry, entry_of, give_entry
from jukugi.apps.places.actions.months import MonthDraft, enter_month, settle_story, tell_month
from jukugi.apps.places.actions.notes import answer_note, enter_note, send_note
from jukugi.apps.places.actions.offering import enter_place, propose_place
from jukugi.apps.places.actions.photos import PhotoDraft, add_photo, remove_photo, send_photo, show_photo
from jukugi.apps.places.actions.reaching import ask_for_count, count_coverage, count_due, import_points, keep_points
from jukugi.apps.places.actions.register import (
    add_place,
    check_place,
    close_place,
    confirm_place,
    correct_place,
    decline_place,
    fill_districts,
    reopen_place,
)
from jukugi.apps.places.actions.walks import (
    WalkDraft,
    enter_check,
    leave_finding,
    open_walk,
    send_check,
    take_finding,
)

__all__ = [
    "HoursDraft",
    "MonthDraft",
    "PhotoDraft",
    "PlaceDraft",
    "WalkDraft",
    "add_photo",
    "add_place",
    "answer_note",
    "ask_for_count",
    "bring_list",
    "check_place",
    "close_entry",
    "close_place",
    "confirm_place",
    "correct_place",
    "count_coverage",
    "count_due",
    "decline_place",
    "draft_of",
    "enter_check",
    "enter_month",
    "enter_note",
    "enter_place",
    "entry_of",
    "fill_districts",
    "give_entry",
    "give_up_list",
    "import_points",
    "keep_points",
    "leave_finding",
    "open_walk",
    "propose_place",
    "remove_photo",
    "reopen_place",
    "send_check",
    "send_note",
    "send_photo",
    "settle_story",
    "show_photo",
    "take_finding",
    "take_list",
    "tell_month",
]
