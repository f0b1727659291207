from django.urls import URLPattern

app_name = "public_comments"

urlpatterns: list[URLPattern] = []
