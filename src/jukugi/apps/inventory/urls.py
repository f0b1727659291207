from django.urls import path

from jukugi.apps.inventory.views import associations, deciding, desk, planning, public

app_name = "inventory"

_OWN = "requests/for/<int:organization_pk>/"

urlpatterns = [
    path("requests/", public.requests, name="requests"),
    path("requests/year/", public.year, name="ward-year"),
    path("requests/year.ics", public.year_ics, name="ward-year-ics"),
    path("requests/<int:request_pk>/", public.request_page, name="request"),
    path(_OWN, associations.year, name="year"),
    path(f"{_OWN}sheet/", associations.sheet, name="sheet"),
    path(f"{_OWN}year.ics", associations.year_ics, name="year-ics"),
    path(f"{_OWN}<int:year>/<int:month>/", associations.bundle, name="bundle"),
    path(f"{_OWN}reports/", associations.reports, name="reports"),
    path(f"{_OWN}reports/<int:request_pk>/", associations.report, name="report"),
    path(f"{_OWN}proposals/<int:request_pk>/", associations.propose, name="propose"),
    path("desk/requests/", desk.requests, name="desk"),
    path("desk/requests/new/", desk.new_request, name="new"),
    path("desk/requests/<int:request_pk>/", desk.request_page, name="desk-request"),
    path("desk/requests/<int:request_pk>/edit/", desk.edit_request, name="edit"),
    path("desk/requests/<int:request_pk>/review/", desk.review, name="review"),
    path("desk/requests/<int:request_pk>/end/", desk.end, name="end"),
    path("desk/requests/<int:request_pk>/decide/", deciding.decide, name="decide"),
    path("desk/requests/<int:request_pk>/propose/", deciding.propose, name="desk-propose"),
    path("desk/requests/associations/", desk.associations, name="associations"),
    path("desk/requests/bundles/<int:year>/<int:month>/", desk.bundles, name="bundles"),
    path("desk/requests/words/", deciding.kinds, name="kinds"),
    path("desk/requests/words/<int:kind_pk>/", deciding.kind, name="kind"),
    path("desk/requests/simulation/", planning.simulation, name="simulation"),
    path("desk/requests/plans/", planning.plans, name="plans"),
    path("desk/requests/plans/<int:plan_pk>/", planning.plan, name="plan"),
]
