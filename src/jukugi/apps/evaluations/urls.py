from django.urls import path

from jukugi.apps.evaluations.views import desk, desk_findings, desk_sheets, filling, reading

app_name = "evaluations"

_PUBLIC = "evaluations/<int:review_pk>/"
_MEASURE = _PUBLIC + "measures/<int:measure_pk>/"
_DESK = "desk/evaluations/"
_ONE = _DESK + "<int:review_pk>/"
_FINDING = _ONE + "findings/<int:number>/"

urlpatterns = [
    path("evaluations/", reading.reviews, name="list"),
    path("evaluations/surveys/<slug:code>/gaps/", reading.survey_gaps, name="survey-gaps"),
    path(_PUBLIC, reading.review, name="review"),
    path(f"{_PUBLIC}gaps/", reading.gaps, name="gaps"),
    path(f"{_PUBLIC}findings/<int:number>/", reading.finding, name="finding"),
    path(_MEASURE, reading.measure, name="measure"),
    path(f"{_MEASURE}sheets/", reading.sheets, name="sheets"),
    path(f"{_MEASURE}write/", filling.write, name="write"),
    path(f"{_MEASURE}associations/<int:organization_pk>/", filling.association, name="association"),
    path(_DESK, desk.reviews, name="desk"),
    path(f"{_DESK}new/", desk.new, name="new"),
    path(_ONE, desk.review, name="desk-review"),
    path(f"{_ONE}edit/", desk.edit, name="edit"),
    path(f"{_ONE}criteria/", desk.criteria, name="criteria"),
    path(f"{_ONE}steps/<slug:act>/", desk.step, name="step"),
    path(f"{_ONE}measures/", desk.measures, name="desk-measures"),
    path(f"{_ONE}measures/<int:measure_pk>/", desk.measure, name="desk-measure"),
    path(f"{_ONE}measures/<int:measure_pk>/remove/", desk.remove, name="remove-measure"),
    path(f"{_ONE}measures/<int:measure_pk>/answer/", filling.department, name="answer"),
    path(f"{_ONE}measures/<int:measure_pk>/enter/", desk_sheets.enter, name="enter"),
    path(f"{_ONE}sheets/", desk_sheets.sheets, name="desk-sheets"),
    path(f"{_ONE}sheets/<int:sheet_pk>/read/", desk_sheets.read, name="read-sheet"),
    path(f"{_ONE}findings/", desk_findings.findings, name="desk-findings"),
    path(f"{_ONE}findings/new/", desk_findings.new, name="new-finding"),
    path(_FINDING, desk_findings.finding, name="desk-finding"),
    path(f"{_FINDING}edit/", desk_findings.edit, name="edit-finding"),
    path(f"{_FINDING}steps/<slug:act>/", desk_findings.step, name="step-finding"),
]
