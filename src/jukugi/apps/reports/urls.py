from django.urls import path

from jukugi.apps.reports.views import desk, handing, reading

app_name = "reports"

_DESK = "desk/reports/"
_ONE = f"{_DESK}<int:report_pk>/"
_EDITION = "reports/<int:report_pk>/<int:number>/"

urlpatterns = [
    path("reports/", reading.reports, name="list"),
    path("reports/<int:report_pk>/", reading.newest, name="report"),
    path(_EDITION, reading.edition, name="edition"),
    path(f"{_EDITION}report.json", reading.data, name="data"),
    path(f"{_EDITION}report.<slug:form>", reading.file, name="file"),
    path(_DESK, desk.reports, name="desk"),
    path(f"{_DESK}new/", desk.new, name="new"),
    path(_ONE, desk.report, name="desk-report"),
    path(f"{_ONE}preview/", desk.preview, name="preview"),
    path(f"{_ONE}sections/<str:section>/", desk.section, name="section"),
    path(f"{_ONE}sections/<str:section>/arrange/", desk.arrange, name="arrange"),
    path(f"{_ONE}hand-over/", handing.hand_over, name="hand-over"),
    path(f"{_ONE}send-back/", handing.send_back, name="send-back"),
    path(f"{_ONE}publish/", handing.publish, name="publish"),
]
