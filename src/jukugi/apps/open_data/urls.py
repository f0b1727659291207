from django.urls import path, re_path

from jukugi.apps.open_data import views
from jukugi.apps.open_data.api.answering import answer
from jukugi.apps.open_data.feeds import feed
from jukugi.apps.open_data.seals import seal_feed, seals

app_name = "open_data"
urlpatterns = [
    re_path(r"^api/v1/(?P<rest>.*)$", answer, name="api"),
    path("data/", views.catalogue, name="catalogue"),
    path("data/api/", views.interface, name="interface"),
    path("data/feed.xml", feed, name="feed"),
    path("data/seals/", seals, name="seals"),
    path("data/seals/feed.xml", seal_feed, name="seal-feed"),
    path("data/catalogue.json", views.catalogue_json, name="catalogue-json"),
    path("data/files/<slug:kind>/<path:name>", views.open_file, name="open-file"),
    path("data/archives/<slug:name>.zip", views.archive, name="archive"),
    path("data/<slug:name>/", views.table, name="table"),
    path("data/<slug:name>.<slug:form>", views.file, name="file"),
]
