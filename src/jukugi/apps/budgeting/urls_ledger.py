from django.urls import path

from jukugi.apps.budgeting.views import ledger, ledger_desk

urlpatterns = [
    path("investment/", ledger.investments, name="investments"),
    path("investment/list/", ledger.investment_list, name="investment-list"),
    path("investment/investments.csv", ledger.table, name="investment-table"),
    path("investment/investments.json", ledger.document, name="investment-document"),
    path("investment/<int:investment_pk>/", ledger.investment, name="investment"),
    path("desk/investment/", ledger_desk.desk, name="desk-investments"),
    path("desk/investment/new/", ledger_desk.new_investment, name="new-investment"),
    path("desk/investment/import/", ledger_desk.import_table, name="import-investments"),
    path("desk/investment/<int:investment_pk>/", ledger_desk.desk_investment, name="desk-investment"),
    path("desk/investment/<int:investment_pk>/edit/", ledger_desk.edit_investment, name="edit-investment"),
    path("desk/investment/<int:investment_pk>/publish/", ledger_desk.publish, name="publish-investment"),
    path("desk/investment/<int:investment_pk>/return/", ledger_desk.give_back, name="return-investment"),
    path("desk/investment/<int:investment_pk>/withdraw/", ledger_desk.withdraw, name="withdraw-investment"),
    path("desk/investment/<int:investment_pk>/result/<int:years>/", ledger_desk.tell_result, name="tell-result"),
]
