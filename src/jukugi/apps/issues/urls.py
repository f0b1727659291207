from django.urls import path

from jukugi.apps.issues import views

app_name = "issues"

urlpatterns = [
    path("", views.board, name="board"),
    path("<int:issue_pk>/", views.issue, name="issue"),
]
