"""Addresses of results, for everybody and at the desk."""

from django.urls import path

from jukugi.apps.surveys.views import desk_results, results

_RESULT = "surveys/<slug:code>/result/"
_DESK = "desk/surveys/<int:survey_pk>/result/"

result_urls = [
    path(_RESULT, results.result, name="result"),
    path(f"{_RESULT}cross/", results.cross, name="result-cross"),
    path(f"{_RESULT}files/<int:number>/<str:form>/", results.file, name="result-file"),
    path(_DESK, desk_results.result, name="desk-result"),
    path(f"{_DESK}cross/", desk_results.cross, name="desk-result-cross"),
    path(f"{_DESK}rows/", desk_results.rows, name="desk-result-rows"),
    path(f"{_DESK}marks/<slug:mark>/", desk_results.marked, name="desk-result-marked"),
    path(f"{_DESK}sheets/<int:sheet_pk>/", desk_results.sheet, name="desk-result-sheet"),
]
