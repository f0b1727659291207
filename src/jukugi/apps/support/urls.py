from django.urls import path

from jukugi.apps.support.views import (
    catalogue,
    company,
    company_desk,
    company_reading,
    consultations,
    consultations_desk,
)

app_name = "support"
STAFF = {"is_staff": True}
OWN = "associations/mine/<int:association_pk>/company/"
OF_ONE = "desk/support/company/<int:association_pk>/"
urlpatterns = [
    path("support/", catalogue.support, name="support"),
    path("desk/support/", catalogue.desk, name="desk"),
    path("desk/support/functions/new/", catalogue.new_function, name="new-function"),
    path("desk/support/offers/new/", catalogue.new_offer, name="new-offer"),
    path("desk/support/offers/<int:offer_pk>/look-back/", catalogue.look_back, name="look-back"),
    path(OWN, company.company, name="own-company"),
    path(OWN + "sheet/", company.sheet, name="own-sheet"),
    path(OWN + "paper/", company.paper, name="own-paper"),
    path(OWN + "readers/", company.readers, name="own-readers"),
    path(OWN + "readers/<int:reader_pk>/withdraw/", company.withdraw_reader, name="own-withdraw-reader"),
    path(OWN + "offers/<int:match_pk>/", company.match, name="own-match"),
    path(OWN + "steps/", company.step, name="own-step"),
    path(OWN + "steps/<int:step_pk>/", company.step_done, name="own-step-done"),
    path("desk/support/company/", company_desk.company, name="company"),
    path("desk/support/company/unreached/", company_desk.unreached, name="company-unreached"),
    path("desk/support/company/received/", company_desk.received, name="company-received"),
    path("desk/support/company/offers/<int:offer_pk>/", company_desk.offer_needs, name="company-offer"),
    path(OF_ONE, company.company, STAFF, name="company-association"),
    path(OF_ONE + "sheet/", company.sheet, STAFF, name="company-sheet"),
    path(OF_ONE + "paper/", company.paper, STAFF, name="company-paper"),
    path(OF_ONE + "readers/", company.readers, STAFF, name="company-readers"),
    path(OF_ONE + "officer/", company_desk.officer, name="company-officer"),
    path(OF_ONE + "visits/", company_desk.visit, name="company-visit"),
    path(OF_ONE + "offers/<int:match_pk>/", company.match, STAFF, name="company-match"),
    path(OF_ONE + "steps/", company.step, STAFF, name="company-step"),
    path(OF_ONE + "steps/<int:step_pk>/", company.step_done, STAFF, name="company-step-done"),
    path("support/company/read/", company_reading.sheets, name="read-sheets"),
    path("support/company/read/<int:association_pk>/", company_reading.sheet, name="read-sheet"),
    path("support/company/", consultations.company, name="company-figures"),
    path("support/ask/", consultations.ask, name="ask"),
    path("support/ask/card/", consultations.card, name="ask-card"),
    path("support/ask/figures/", consultations.figures, name="ask-figures"),
    path("support/ask/figures.csv", consultations.figures_csv, name="ask-figures-csv"),
    path("desk/support/consultations/", consultations_desk.desk, name="consultations"),
    path("desk/support/consultations/new/", consultations_desk.new, name="new-consultation"),
    path("desk/support/consultations/<int:inquiry_pk>/", consultations_desk.inquiry, name="inquiry"),
    path("desk/support/consultations/<int:inquiry_pk>/<slug:what>/", consultations_desk.deed, name="inquiry-deed"),
]
