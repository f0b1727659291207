from django.urls import path, re_path

from jukugi.apps.support.views import (
    catalogue,
    company,
    company_desk,
    company_reading,
    desk_scenarios,
    desk_weighing,
    scenarios,
)

app_name = "support"
STAFF = {"is_staff": True}
OWN = "associations/mine/<int:association_pk>/company/"
OF_ONE = "desk/support/company/<int:association_pk>/"
urlpatterns = [
    path("support/", catalogue.support, name="support"),
    path("support/scenarios/", scenarios.wards, name="scenarios"),
    path("support/scenarios/wards.csv", scenarios.wards_csv, name="scenarios-csv"),
    re_path(r"^support/scenarios/yardstick/(?P<kind>intermediary|governance)/$", scenarios.yardstick, name="yardstick"),
    path("support/scenarios/<int:scenario_pk>/", scenarios.scenario, name="scenario"),
    path("support/scenarios/<int:scenario_pk>/compare/", scenarios.compare, name="compare-scenario"),
    path("support/scenarios/<int:scenario_pk>/changes/", scenarios.changes, name="scenario-changes"),
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
    path(OF_ONE + "officer/", company_desk.officer, name="company-officer"),
    path(OF_ONE + "visits/", company_desk.visit, name="company-visit"),
    path(OF_ONE + "offers/<int:match_pk>/", company.match, STAFF, name="company-match"),
    path(OF_ONE + "steps/", company.step, STAFF, name="company-step"),
    path(OF_ONE + "steps/<int:step_pk>/", company.step_done, STAFF, name="company-step-done"),
    path("support/company/read/", company_reading.sheets, name="read-sheets"),
    path("support/company/read/<int:association_pk>/", company_reading.sheet, name="read-sheet"),
    path("desk/support/scenarios/", desk_scenarios.scenarios, name="desk-scenarios"),
    path("desk/support/scenarios/new/", desk_scenarios.begin, name="begin-scenario"),
    re_path(
        r"^desk/support/scenarios/yardstick/(?P<kind>intermediary|governance)/$",
        desk_weighing.yardstick,
        name="set-yardstick",
    ),
    path("desk/support/scenarios/<int:scenario_pk>/", desk_scenarios.scenario, name="desk-scenario"),
    path("desk/support/scenarios/<int:scenario_pk>/plan/", desk_scenarios.plan, name="write-plan"),
    path("desk/support/scenarios/<int:scenario_pk>/functions/", desk_scenarios.functions, name="set-functions"),
    path("desk/support/scenarios/<int:scenario_pk>/milestones/", desk_scenarios.milestones, name="set-milestones"),
    path("desk/support/scenarios/<int:scenario_pk>/risks/", desk_scenarios.risks, name="set-risks"),
    path("desk/support/scenarios/<int:scenario_pk>/publish/", desk_scenarios.publish, name="publish-scenario"),
    path(
        "desk/support/scenarios/<int:scenario_pk>/alternatives/new/",
        desk_weighing.new_alternative,
        name="new-alternative",
    ),
    path("desk/support/scenarios/<int:scenario_pk>/scores/", desk_weighing.scores, name="set-scores"),
    path("desk/support/scenarios/<int:scenario_pk>/call/", desk_weighing.ask, name="ask-residents"),
    path("desk/support/scenarios/<int:scenario_pk>/heard/", desk_weighing.heard, name="set-heard"),
    path("desk/support/scenarios/<int:scenario_pk>/decision/", desk_weighing.propose, name="propose-decision"),
    path("desk/support/scenarios/<int:scenario_pk>/look-back/", desk_weighing.look_back, name="look-back-on-year"),
    path(
        "desk/support/scenarios/alternatives/<int:alternative_pk>/", desk_weighing.alternative, name="write-alternative"
    ),
    path("desk/support/scenarios/alternatives/<int:alternative_pk>/drop/", desk_weighing.drop, name="drop-alternative"),
    path("desk/support/scenarios/decisions/<int:decision_pk>/settle/", desk_scenarios.settle, name="settle-decision"),
]
