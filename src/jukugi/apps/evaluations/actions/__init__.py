"""What people do in a review: prepare and run it, fill sheets, read them, write and approve findings."""

from jukugi.apps.evaluations.actions.facts import FactDraft, describe_measure
from jukugi.apps.evaluations.actions.filling import (
    Filler,
    SheetDraft,
    VerdictDraft,
    enter_paper_sheet,
    send_sheet,
)
from jukugi.apps.evaluations.actions.finding import (
    FindingDraft,
    add_basis,
    approve_finding,
    discard_finding,
    end_finding_link,
    link_finding,
    remove_basis,
    send_finding_back,
    submit_finding,
    write_finding,
)
from jukugi.apps.evaluations.actions.moderating import review_sheet
from jukugi.apps.evaluations.actions.reviewing import (
    CriterionDraft,
    ReviewPlan,
    add_measure,
    change_review,
    close_review,
    open_review,
    prepare_review,
    publish_review,
    remove_measure,
    set_criteria,
)

__all__ = [
    "CriterionDraft",
    "FactDraft",
    "Filler",
    "FindingDraft",
    "ReviewPlan",
    "SheetDraft",
    "VerdictDraft",
    "add_basis",
    "add_measure",
    "approve_finding",
    "change_review",
    "close_review",
    "describe_measure",
    "discard_finding",
    "end_finding_link",
    "enter_paper_sheet",
    "link_finding",
    "open_review",
    "prepare_review",
    "publish_review",
    "remove_basis",
    "remove_measure",
    "review_sheet",
    "send_finding_back",
    "send_sheet",
    "set_criteria",
    "submit_finding",
    "write_finding",
]
