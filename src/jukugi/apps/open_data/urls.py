from django.urls import path

from jukugi.apps.open_data import views

app_name = "open_data"
urlpatterns = [
    path("data/", views.catalogue, name="catalogue"),
    path("data/catalogue.json", views.catalogue_json, name="catalogue-json"),
    path("data/files/<slug:kind>/<path:name>", views.open_file, name="open-file"),
    path("data/<slug:name>/", views.table, name="table"),
    path("data/<slug:name>.<slug:form>", views.file, name="file"),
]
