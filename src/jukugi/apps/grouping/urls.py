from django.urls import path

from jukugi.apps.grouping.views import desk, suggesting

app_name = "grouping"

urlpatterns = [
    path("desk/groups/", desk.overview, name="overview"),
    path("desk/groups/none/", desk.pile, name="without"),
    path("desk/groups/none/new/", desk.unplaced, name="without-new"),
    path("desk/groups/issues/<int:issue_pk>/", desk.pile, name="issue"),
    path("desk/groups/issues/<int:issue_pk>/new/", desk.unplaced, name="issue-new"),
    path("desk/groups/<int:group_pk>/", desk.group, name="group"),
    path("desk/groups/<int:group_pk>/name/", desk.name, name="name"),
    path("desk/groups/<int:group_pk>/merge/", desk.merge, name="merge"),
    path("desk/groups/runs/", desk.start, name="start"),
    path("desk/groups/runs/<int:run_pk>/cancel/", desk.cancel, name="cancel"),
    path("desk/groups/move/", desk.move, name="move"),
    path("desk/groups/apart/<int:opinion_pk>/", desk.apart, name="apart"),
    path("desk/groups/suggestions/", suggesting.suggestions, name="suggestions"),
    path("desk/groups/suggestions/start/", suggesting.start, name="suggest"),
    path("desk/groups/suggestions/link/", suggesting.link, name="link"),
]
