from jukugi.apps.processes.actions.course import (
    add_focus,
    create_process,
    edit_process,
    finish_process,
    publish_process,
    remove_focus,
    rename_process,
)
from jukugi.apps.processes.actions.courses import begin_process, save_as_course
from jukugi.apps.processes.actions.gates import pass_gate, save_gate, tick_condition, withdraw_passing
from jukugi.apps.processes.actions.importing import begin_from_schedule, take_schedule
from jukugi.apps.processes.actions.shifting import shift
from jukugi.apps.processes.actions.stages import (
    PhaseWords,
    StageWords,
    record_actual,
    remove_stage,
    save_milestone,
    save_phase,
)
from jukugi.apps.processes.actions.standing import allow_ward_exception, end_ward_exception, pause, resume

__all__ = [
    "PhaseWords",
    "StageWords",
    "add_focus",
    "allow_ward_exception",
    "begin_from_schedule",
    "begin_process",
    "create_process",
    "edit_process",
    "end_ward_exception",
    "finish_process",
    "pass_gate",
    "pause",
    "publish_process",
    "record_actual",
    "remove_focus",
    "remove_stage",
    "rename_process",
    "resume",
    "save_as_course",
    "save_gate",
    "save_milestone",
    "save_phase",
    "shift",
    "take_schedule",
    "tick_condition",
    "withdraw_passing",
]
