from jukugi.apps.processes.forms.course import (
    EmptyForm,
    FocusForm,
    NewProcessForm,
    PauseForm,
    ProcessForm,
    PublishForm,
    RenameForm,
    SaveCourseForm,
    ScheduleForm,
)
from jukugi.apps.processes.forms.fields import ReasonForm
from jukugi.apps.processes.forms.gates import GateForm, PassForm, TickForm, shown_gate
from jukugi.apps.processes.forms.stages import (
    ActualForm,
    MilestoneForm,
    PhaseForm,
    ShiftForm,
    WardExceptionForm,
    shown_stage,
)

__all__ = [
    "ActualForm",
    "EmptyForm",
    "FocusForm",
    "GateForm",
    "MilestoneForm",
    "NewProcessForm",
    "PassForm",
    "PauseForm",
    "PhaseForm",
    "ProcessForm",
    "PublishForm",
    "ReasonForm",
    "RenameForm",
    "SaveCourseForm",
    "ScheduleForm",
    "ShiftForm",
    "TickForm",
    "WardExceptionForm",
    "shown_gate",
    "shown_stage",
]
