from jukugi.apps.budgeting.urls_ledger import urlpatterns as ledger

app_name = "budgeting"
urlpatterns = [*ledger]
