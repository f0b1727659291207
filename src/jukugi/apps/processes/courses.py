"""Courses to begin from: packaged ones, and those that a city saved. A document tells stages by how far they lie from
the first day, so that it fits any start.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from importlib import resources
from typing import Any

from jukugi.apps.processes.errors import TemplateBroken
from jukugi.apps.processes.models import CourseTemplate
from jukugi.apps.processes.spans import add_months

PACKAGED = ("two_years", "one_month")


@dataclass(frozen=True)
class Course:
    """A course by its name in forms (``two_years``, or ``saved-3``), its title and what it holds."""

    name: str
    title: str
    description: str
    document: Mapping[str, Any]

    @property
    def months(self) -> int:
        return int(self.document["months"])


def courses() -> list[Course]:
    """All courses one can begin from, packaged ones first. One query."""
    saved = [Course(f"saved-{one.pk}", one.name, one.description, one.document) for one in CourseTemplate.objects.all()]
    return [*(packaged(name) for name in PACKAGED), *saved]


def packaged(name: str) -> Course:
    """One of the courses that come with Jukugi."""
    text = resources.files("jukugi.apps.processes").joinpath("course_data", f"{name}.json").read_text(encoding="utf-8")
    document = json.loads(text)
    return Course(name, document["name"], document["description"], document)


def check_document(title: str, document: Any) -> None:
    """What a document must hold before anything is made of it. Raises TemplateBroken with the place."""
    where = "stages"
    try:
        keys = set()
        for stage in document["stages"]:
            where = f"stages: {stage.get('key', '?')}"
            keys.add(stage["key"])
            first = offset(date(2026, 4, 1), stage["from"])
            if stage["type"] == "phase" and offset(date(2026, 4, 1), stage["to"]) <= first:
                raise TemplateBroken(name=title, where=where)
        for stage in document["stages"]:
            where = f"after: {stage['key']}"
            if not set(stage.get("after", ())) <= keys:
                raise TemplateBroken(name=title, where=where)
        for gate in document["gates"]:
            where = f"gates: {gate['title']}"
            if gate["before"] not in keys:
                raise TemplateBroken(name=title, where=where)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise TemplateBroken(name=title, where=where) from error


def offset(start: date, far: Mapping[str, int]) -> date:
    """The day that lies so far from the start."""
    return add_months(start, int(far.get("months", 0))) + timedelta(days=int(far.get("days", 0)))


def far_from(start: date, day: date) -> dict[str, int]:
    """How far a day lies from the start: whole months, then days."""
    months = (day.year - start.year) * 12 + day.month - start.month
    if add_months(start, months) > day:
        months -= 1
    return {"months": months, "days": (day - add_months(start, months)).days}
