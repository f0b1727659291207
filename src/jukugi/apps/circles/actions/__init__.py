"""What people do with circles."""

from jukugi.apps.circles.actions.circles import (
    CircleDraft,
    begin_circle,
    enter_circle,
    set_welcome,
    tell_story,
    tell_story_for,
    write_step,
    write_step_for,
)
from jukugi.apps.circles.actions.joining import (
    answer_asking,
    answer_asking_for,
    ask_to_join,
    leave_circle,
    send_message,
    send_word_of_ward,
    set_own_name,
)
from jukugi.apps.circles.actions.reviewing import review_circle, review_story

__all__ = [
    "CircleDraft",
    "answer_asking",
    "answer_asking_for",
    "ask_to_join",
    "begin_circle",
    "enter_circle",
    "leave_circle",
    "review_circle",
    "review_story",
    "send_message",
    "send_word_of_ward",
    "set_own_name",
    "set_welcome",
    "tell_story",
    "tell_story_for",
    "write_step",
    "write_step_for",
]
