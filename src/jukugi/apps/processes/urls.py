from django.urls import path

from jukugi.apps.processes import views

app_name = "processes"

urlpatterns = [
    path("", views.processes, name="list"),
    path("<slug:slug>/", views.process, name="process"),
]
