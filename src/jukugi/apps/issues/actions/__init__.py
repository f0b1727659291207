"""What people do with issues, one function per intention."""

from jukugi.apps.issues.actions.connecting import connect_issues, undo_edge
from jukugi.apps.issues.actions.editing import IssueWords, edit_issue
from jukugi.apps.issues.actions.states import change_status
from jukugi.apps.issues.actions.words import ABOUT_LIMIT, WORDS_LIMIT

__all__ = [
    "ABOUT_LIMIT",
    "WORDS_LIMIT",
    "IssueWords",
    "change_status",
    "connect_issues",
    "edit_issue",
    "undo_edge",
]
