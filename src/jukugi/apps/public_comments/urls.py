from django.urls import path

from jukugi.apps.public_comments.views import commenting, desk, desk_answers, desk_comments, reading

app_name = "public_comments"

_PUBLIC = "consultations/<int:consultation_pk>/"
_DESK = "desk/consultations/"
_ONE = _DESK + "<int:consultation_pk>/"

urlpatterns = [
    path("consultations/", reading.consultations, name="list"),
    path(_PUBLIC, reading.consultation, name="consultation"),
    path(f"{_PUBLIC}write/", commenting.write, name="write"),
    path(f"{_PUBLIC}result/", reading.result, name="result"),
    path(f"{_PUBLIC}result/<int:number>/", reading.line, name="line"),
    path(f"{_PUBLIC}files/<slug:form>/", reading.file, name="file"),
    path(_DESK, desk.consultations, name="desk"),
    path(f"{_DESK}new/", desk.new, name="new"),
    path(_ONE, desk.consultation, name="desk-consultation"),
    path(f"{_ONE}edit/", desk.edit, name="edit"),
    path(f"{_ONE}categories/", desk.categories, name="categories"),
    path(f"{_ONE}extend/", desk.extend, name="extend"),
    path(f"{_ONE}withdraw/", desk.withdraw, name="withdraw"),
    path(f"{_ONE}call-off/", desk.call_off, name="call-off"),
    path(f"{_ONE}steps/<slug:act>/", desk.step, name="step"),
    path(f"{_ONE}comments/", desk_comments.comments, name="desk-comments"),
    path(f"{_ONE}groups/", desk_comments.groups, name="desk-groups"),
    path(f"{_ONE}groups/<int:number>/", desk_comments.group, name="desk-group"),
    path(f"{_ONE}groups/<int:number>/answer/", desk_comments.answer_group, name="answer-group"),
    path(f"{_ONE}answers/", desk_answers.answers, name="desk-answers"),
    path(f"{_ONE}answers/<int:number>/", desk_answers.answer, name="desk-answer"),
    path(f"{_ONE}answers/<int:number>/keep/", desk_answers.keep, name="keep-answer"),
    path(f"{_ONE}answers/<int:number>/discard/", desk_answers.discard, name="discard-answer"),
    path(f"{_ONE}answers/<int:number>/steps/<slug:act>/", desk_answers.step, name="step-answer"),
]
