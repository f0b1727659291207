from django.urls import path

from jukugi.apps.issues import views

app_name = "issues"

urlpatterns = [
    path("issues/", views.board, name="board"),
    path("issues/<int:issue_pk>/", views.issue, name="issue"),
]
