from jukugi.apps.budgeting.urls_cocreation import urlpatterns as cocreation
from jukugi.apps.budgeting.urls_ledger import urlpatterns as ledger

app_name = "budgeting"
urlpatterns = [*ledger, *cocreation]
