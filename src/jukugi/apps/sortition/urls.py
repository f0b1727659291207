from django.urls import URLPattern

app_name = "sortition"
urlpatterns: list[URLPattern] = []
