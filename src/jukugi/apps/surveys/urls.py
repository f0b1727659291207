from django.urls import path

from jukugi.apps.surveys.result_urls import result_urls
from jukugi.apps.surveys.views import answering, codes, designing, desk, importing, keying, paper, reading

app_name = "surveys"

_DESK = "desk/surveys/"
_ONE = _DESK + "<int:survey_pk>/"

_desk = [
    path(_DESK, desk.surveys, name="desk"),
    path(f"{_DESK}new/", desk.new, name="new"),
    path(_ONE, desk.survey, name="desk-survey"),
    path(f"{_ONE}edit/", desk.edit, name="edit"),
    path(f"{_ONE}audiences/", desk.audiences, name="audiences"),
    path(f"{_ONE}audiences/<int:audience_pk>/quotas/", desk.quotas, name="quotas"),
    path(f"{_ONE}audiences/<int:audience_pk>/codes/", codes.codes, name="codes"),
    path(f"{_ONE}audiences/<int:audience_pk>/codes/letters/", codes.letters, name="letters"),
    path(f"{_ONE}open/", desk.open_, name="open"),
    path(f"{_ONE}extend/", desk.extend, name="extend"),
    path(f"{_ONE}withdraw/", desk.withdraw, name="withdraw"),
    path(f"{_ONE}questions/", designing.questions, name="questions"),
    path(f"{_ONE}questions/new/", designing.new, name="new-question"),
    path(f"{_ONE}questions/<slug:code>/", designing.edit, name="question"),
    path(f"{_ONE}questions/<slug:code>/arrange/", designing.arrange, name="arrange"),
    path(f"{_ONE}keying/", keying.papers, name="keying"),
    path(f"{_ONE}keying/number/", keying.number, name="number-paper"),
    path(f"{_ONE}keying/<str:receipt>/", keying.key, name="key"),
    path(f"{_ONE}keying/<str:receipt>/settle/", keying.settle, name="settle"),
    path(f"{_ONE}sheets/<str:receipt>/correct/", keying.correct, name="correct"),
    path(f"{_ONE}imports/", importing.tables, name="imports"),
    path(f"{_ONE}imports/template/<int:audience_pk>/", importing.template_csv, name="import-template"),
    path(f"{_ONE}imports/<int:import_pk>/", importing.table, name="import"),
    path(f"{_ONE}imports/<int:import_pk>/columns/", importing.columns, name="import-columns"),
    path(f"{_ONE}imports/<int:import_pk>/faults/", importing.faults_csv, name="import-faults"),
    path(f"{_ONE}imports/<int:import_pk>/steps/<slug:act>/", importing.step, name="import-step"),
]

_papers = [
    path(f"{_ONE}paper/", paper.papers, name="paper"),
    path(f"{_ONE}paper/<int:audience_pk>/", paper.paper_print, name="paper-print"),
]

_public = [
    path("surveys/", reading.surveys, name="list"),
    path("surveys/<slug:code>/", reading.survey, name="survey"),
    path("surveys/<slug:code>/answer/<int:audience_pk>/", answering.answer, name="answer"),
    path("surveys/<slug:code>/answer/<int:audience_pk>/check/", answering.check, name="check"),
]

urlpatterns = [*_desk, *_papers, *result_urls, *_public]
