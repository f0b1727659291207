"""The course of one proposal, as everybody reads it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from jukugi.apps.budgeting.enums.proposals import ProposalAct
from jukugi.apps.budgeting.models import Feasibility, Proposal, ProposalStep


@dataclass(frozen=True)
class CourseStep:
    """One step: what was done, when, by which department, why; and an answer where it was one."""

    at: datetime
    act: str
    label: str
    reason: str
    department: str
    answer: Feasibility | None


PUBLIC_ACTS = tuple(act for act in ProposalAct.values if act != ProposalAct.HIDDEN)


def course_of(proposal: Proposal) -> list[CourseStep]:
    """All that was done with a proposal, oldest first. Two queries."""
    return [step for step in full_course_of(proposal) if step.act in PUBLIC_ACTS]


def full_course_of(proposal: Proposal) -> list[CourseStep]:
    """The same with what is told to its sender alone. Two queries."""
    steps = list(proposal.steps.select_related("department").order_by("pk"))
    answers = list(proposal.answers.select_related("department").order_by("pk"))
    return [_step(step, answers) for step in steps]


def _step(step: ProposalStep, answers: list[Feasibility]) -> CourseStep:
    answer = answers.pop(0) if step.act == ProposalAct.ASSESSED and answers else None
    return CourseStep(
        at=step.done_at,
        act=step.act,
        label=step.get_act_display(),
        reason=step.reason,
        department=step.department.name if step.department is not None else "",
        answer=answer,
    )


def proposal_page(proposal: Proposal) -> dict[str, Any]:
    """What the page of a proposal shows. Five queries."""
    ties = proposal.ties_to_sources.select_related("source").order_by("pk")
    return {
        "parts": list(proposal.parts.all()),
        "course": course_of(proposal),
        "sources": [tie.source for tie in ties],
        "project": proposal.projects.first(),
    }
