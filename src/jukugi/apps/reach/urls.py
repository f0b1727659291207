from django.urls import path

from jukugi.apps.reach.views import desk, public

app_name = "reach"

_DESK = "desk/reach/"
_LOG = _DESK + "outreach/"

urlpatterns = [
    path("reach/", public.reach, name="reach"),
    path("reach/method/", public.method, name="method"),
    path("reach/files/<int:number>/<str:name>", public.file, name="file"),
    path(_DESK, desk.live, name="desk"),
    path(f"{_DESK}publish/", desk.publish, name="publish"),
    path(f"{_DESK}letters/", desk.letters, name="letters"),
    path(_LOG, desk.log, name="log"),
    path(f"{_LOG}log.csv", desk.log_file, name="log-file"),
    path(f"{_LOG}new/", desk.record, name="record"),
    path(f"{_LOG}<int:outreach_pk>/correct/", desk.correct, name="correct"),
    path(f"{_LOG}<int:outreach_pk>/take-back/", desk.take_back, name="take-back"),
]
