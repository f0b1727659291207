from django.urls import path

from jukugi.apps.support import views

app_name = "support"
urlpatterns = [
    path("support/", views.support, name="support"),
    path("desk/support/", views.desk, name="desk"),
    path("desk/support/functions/new/", views.new_function, name="new-function"),
    path("desk/support/offers/new/", views.new_offer, name="new-offer"),
    path("desk/support/offers/<int:offer_pk>/look-back/", views.look_back, name="look-back"),
]
