from django.urls import path

from jukugi.apps.areas import views

app_name = "areas"

urlpatterns = [path("choose/", views.choose, name="choose")]
