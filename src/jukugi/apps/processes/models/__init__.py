from jukugi.apps.processes.models.changes import CourseTemplate, FormerName, Move, Shift
from jukugi.apps.processes.models.course import (
    Dependency,
    FocusPoint,
    Milestone,
    Opening,
    Phase,
    PhaseQuerySet,
    Process,
    ProcessQuerySet,
    Stage,
)
from jukugi.apps.processes.models.gates import Condition, Gate, GatePassing
from jukugi.apps.processes.models.pausing import Pause
from jukugi.apps.processes.models.wards import WardException

__all__ = [
    "Condition",
    "CourseTemplate",
    "Dependency",
    "FocusPoint",
    "FormerName",
    "Gate",
    "GatePassing",
    "Milestone",
    "Move",
    "Opening",
    "Pause",
    "Phase",
    "PhaseQuerySet",
    "Process",
    "ProcessQuerySet",
    "Shift",
    "Stage",
    "WardException",
]
