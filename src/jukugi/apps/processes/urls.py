from django.urls import path, register_converter

from jukugi.apps.processes.views import desk, desk_shift, desk_stages, following, reading

app_name = "processes"


class StageKind:
    """Which of the two a stage is."""

    regex = "phase|milestone"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(StageKind, "stage")

urlpatterns = [
    path("processes/", reading.processes, name="list"),
    path("processes/calendar/", following.calendar, name="calendar"),
    path("processes/calendar.ics", following.calendar_ics, name="calendar-ics"),
    path("processes/changes/", following.changes_page, name="changes"),
    path("processes/changes.atom", following.changes_feed, name="changes-feed"),
    path("processes/<slug:slug>/", reading.process, name="process"),
    path("processes/<slug:slug>/calendar.ics", following.process_ics, name="process-ics"),
    path("processes/<slug:slug>/phases/<int:phase_pk>/", reading.phase, name="phase"),
    path("processes/<slug:slug>/milestones/<int:milestone_pk>/", reading.milestone, name="milestone"),
    path("processes/<slug:slug>/gates/<int:gate_pk>/", reading.gate, name="gate"),
    path("desk/processes/", desk.processes, name="desk"),
    path("desk/processes/new/", desk.new, name="new"),
    path("desk/processes/<int:process_pk>/", desk.process, name="desk-process"),
    path("desk/processes/<int:process_pk>/edit/", desk.edit, name="edit"),
    path("desk/processes/<int:process_pk>/rename/", desk.rename, name="rename"),
    path("desk/processes/<int:process_pk>/publish/", desk.publish, name="publish"),
    path("desk/processes/<int:process_pk>/finish/", desk.finish, name="finish"),
    path("desk/processes/<int:process_pk>/pause/", desk.pause, name="pause"),
    path("desk/processes/<int:process_pk>/focus/", desk.add_focus, name="add-focus"),
    path("desk/processes/<int:process_pk>/course/", desk.save_course, name="save-course"),
    path("desk/processes/<int:process_pk>/table/", desk.take_table, name="take-table"),
    path("desk/processes/<int:process_pk>/gates/", desk_stages.add_gate, name="add-gate"),
    path("desk/processes/<int:process_pk>/<stage:kind>/", desk_stages.add_stage, name="add-stage"),
    path("desk/processes/pauses/<int:pause_pk>/resume/", desk.resume, name="resume"),
    path("desk/processes/focus/<int:focus_pk>/remove/", desk.remove_focus, name="remove-focus"),
    path("desk/processes/<stage:kind>/<int:stage_pk>/edit/", desk_stages.edit_stage, name="edit-stage"),
    path("desk/processes/<stage:kind>/<int:stage_pk>/remove/", desk_stages.remove_stage, name="remove-stage"),
    path("desk/processes/<stage:kind>/<int:stage_pk>/actual/", desk_stages.record_actual, name="record-actual"),
    path("desk/processes/<stage:kind>/<int:stage_pk>/shift/", desk_shift.shift, name="shift"),
    path("desk/processes/phase/<int:phase_pk>/wards/", desk_stages.add_exception, name="add-exception"),
    path("desk/processes/wards/<int:exception_pk>/end/", desk_stages.end_exception, name="end-exception"),
    path("desk/processes/gates/<int:gate_pk>/", desk_stages.gate, name="desk-gate"),
    path("desk/processes/gates/<int:gate_pk>/edit/", desk_stages.edit_gate, name="edit-gate"),
    path("desk/processes/gates/<int:gate_pk>/pass/", desk_stages.pass_gate, name="pass-gate"),
    path("desk/processes/gates/<int:gate_pk>/withdraw/", desk_stages.withdraw, name="withdraw-passing"),
    path("desk/processes/conditions/<int:condition_pk>/tick/", desk_stages.tick, name="tick"),
]
