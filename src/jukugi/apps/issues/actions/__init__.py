"""What people do with issues, one function per intention."""

from jukugi.apps.issues.actions.connecting import connect_issues, undo_edge
from jukugi.apps.issues.actions.directions import write_direction
from jukugi.apps.issues.actions.editing import IssueWords, edit_issue
from jukugi.apps.issues.actions.importing import Outcome, RowFault, import_issues, import_policies
from jukugi.apps.issues.actions.lineage import MOST_PARTS, NewIssue, merge_issues, split_issue, undo_lineage
from jukugi.apps.issues.actions.materials import add_material, assign_department, open_material
from jukugi.apps.issues.actions.policies import Demand, Part, PolicyWords, end_policy_link, link_policy, save_policy
from jukugi.apps.issues.actions.states import change_status
from jukugi.apps.issues.actions.words import ABOUT_LIMIT, WORDS_LIMIT

__all__ = [
    "ABOUT_LIMIT",
    "MOST_PARTS",
    "WORDS_LIMIT",
    "Demand",
    "IssueWords",
    "NewIssue",
    "Outcome",
    "Part",
    "PolicyWords",
    "RowFault",
    "add_material",
    "assign_department",
    "change_status",
    "connect_issues",
    "edit_issue",
    "end_policy_link",
    "import_issues",
    "import_policies",
    "link_policy",
    "merge_issues",
    "open_material",
    "save_policy",
    "split_issue",
    "undo_edge",
    "undo_lineage",
    "write_direction",
]
