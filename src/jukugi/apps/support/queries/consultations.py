"""Consultations at the desk."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from jukugi.apps.support import permissions
from jukugi.apps.support.enums import InquiryAct
from jukugi.apps.support.models import Inquiry, InquiryStep
from jukugi.apps.support.models.consultations import OPEN

AT_MOST = 300


@dataclass(frozen=True)
class InquiryRow:
    inquiry: Inquiry
    words: str
    is_late: bool


def readable(user: Any, *, day: date) -> QuerySet[Inquiry]:
    """Those that a person answers or that were handed on to a body of theirs. Two queries before it."""
    areas = permissions.areas_kept_by(user)
    bodies = permissions.bodies_of(user, day=day)
    return Inquiry.objects.kept_by(areas, bodies)


def inquiry_rows(user: Any, *, is_open: bool, day: date) -> list[InquiryRow]:
    """The consultations of a list, the most urgent first, with the beginning of their words. Four queries."""
    rows = readable(user, day=day).select_related("ward", "function", "officer", "handed_to")
    rows = rows.filter(state__in=OPEN) if is_open else rows.exclude(state__in=OPEN).order_by("-received_at", "-pk")
    found = list(rows[:AT_MOST])
    steps = InquiryStep.objects.filter(inquiry__in=[one.pk for one in found], act=InquiryAct.RECEIVED)
    words = dict(steps.values_list("inquiry", "words"))
    return [InquiryRow(one, words.get(one.pk, ""), one.is_open and one.due_on < day) for one in found]


def steps_of(inquiry: Inquiry) -> list[InquiryStep]:
    """What was done, oldest first. One query."""
    return list(inquiry.steps.select_related("officer", "body"))
