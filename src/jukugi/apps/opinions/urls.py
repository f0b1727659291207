from django.urls import path

from jukugi.apps.opinions.views import (
    reading,
    sending,
    staff,
    staff_calls,
    staff_import,
    staff_paper,
    staff_revise,
    staff_search,
)

app_name = "opinions"

urlpatterns = [
    path("opinions/", reading.opinions, name="list"),
    path("opinions/new/", sending.write, name="write"),
    path("opinions/at/<slug:code>/", sending.write_for_call, name="call"),
    path("opinions/card/", sending.blank_card, name="card"),
    path("desk/opinions/", staff.queue, name="queue"),
    path("desk/opinions/enter/", staff_paper.enter, name="enter"),
    path("desk/opinions/cards/", staff_paper.cards, name="cards"),
    path("desk/opinions/calls/", staff_calls.calls, name="calls"),
    path("desk/opinions/calls/<int:call_pk>/", staff_calls.call, name="desk-call"),
    path("desk/opinions/calls/<int:call_pk>/end/", staff_calls.end_call, name="end-call"),
    path("desk/opinions/imports/", staff_import.tables, name="imports"),
    path("desk/opinions/imports/<int:import_pk>/", staff_import.table, name="import"),
    path("desk/opinions/imports/<int:import_pk>/columns/", staff_import.columns, name="import-columns"),
    path("desk/opinions/imports/<int:import_pk>/take/", staff_import.take, name="take-import"),
    path("desk/opinions/imports/<int:import_pk>/give-up/", staff_import.give_up, name="give-up-import"),
    path("desk/opinions/imports/<int:import_pk>/resume/", staff_import.resume, name="resume-import"),
    path("desk/opinions/imports/<int:import_pk>/faults.csv", staff_import.faults_csv, name="import-faults"),
    path("desk/opinions/imports/<int:import_pk>/receipts.csv", staff_import.receipts_csv, name="import-receipts"),
    path("desk/opinions/search/", staff_search.search, name="search"),
    path("desk/opinions/<int:opinion_pk>/", staff.handle, name="handle"),
    path("desk/opinions/<int:opinion_pk>/review/", staff.review, name="review"),
    path("desk/opinions/<int:opinion_pk>/link/", staff.link, name="link"),
    path("desk/opinions/<int:opinion_pk>/revise/", staff_revise.revise, name="revise"),
    path("desk/opinions/revisions/<int:revision_pk>/undo/", staff_revise.undo, name="undo-revision"),
    path("desk/links/<int:link_pk>/end/", staff.end_link, name="end-link"),
]
