"""What people do with groups of opinions, one function per intention; the calculation itself is done by the worker."""

from jukugi.apps.grouping.actions.asking import ask_for_groups, ask_for_suggestions, cancel_run
from jukugi.apps.grouping.actions.carrying_out import carry_out
from jukugi.apps.grouping.actions.naming import merge_groups, name_group
from jukugi.apps.grouping.actions.placing import move_opinions, set_apart
from jukugi.apps.grouping.actions.suggesting import link_suggested, suggest_for_new

__all__ = [
    "ask_for_groups",
    "ask_for_suggestions",
    "cancel_run",
    "carry_out",
    "link_suggested",
    "merge_groups",
    "move_opinions",
    "name_group",
    "set_apart",
    "suggest_for_new",
]
