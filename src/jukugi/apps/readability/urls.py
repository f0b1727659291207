from django.urls import path

from jukugi.apps.readability import views

app_name = "readability"

urlpatterns = [
    path("desk/plain/", views.plain, name="plain"),
    path("desk/plain/readings/", views.readings, name="readings"),
    path("desk/plain/readings/<int:reading_pk>/remove/", views.remove, name="remove-reading"),
]
