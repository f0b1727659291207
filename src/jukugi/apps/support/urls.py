from django.urls import path

from jukugi.apps.support.views import catalogue

app_name = "support"
urlpatterns = [
    path("support/", catalogue.support, name="support"),
    path("desk/support/", catalogue.desk, name="desk"),
    path("desk/support/functions/new/", catalogue.new_function, name="new-function"),
    path("desk/support/offers/new/", catalogue.new_offer, name="new-offer"),
    path("desk/support/offers/<int:offer_pk>/look-back/", catalogue.look_back, name="look-back"),
]
