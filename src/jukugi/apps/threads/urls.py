"""Every room hands out receipts and sends people to their page: the names are the site's, and stand in no namespace."""

from django.urls import path, re_path

from jukugi.apps.threads import views

urlpatterns = [
    path("threads/", views.threads, name="threads"),
    re_path(r"^threads/(?P<number>[0-9]{9})/$", views.thread, name="receipt"),
]
