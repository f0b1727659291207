from django.urls import path

from jukugi.apps.processes.views import following, reading

app_name = "processes"

urlpatterns = [
    path("processes/", reading.processes, name="list"),
    path("processes/calendar/", following.calendar, name="calendar"),
    path("processes/calendar.ics", following.calendar_ics, name="calendar-ics"),
    path("processes/changes/", following.changes_page, name="changes"),
    path("processes/changes.atom", following.changes_feed, name="changes-feed"),
    path("processes/<slug:slug>/", reading.process, name="process"),
    path("processes/<slug:slug>/calendar.ics", following.process_ics, name="process-ics"),
    path("processes/<slug:slug>/phases/<int:phase_pk>/", reading.phase, name="phase"),
    path("processes/<slug:slug>/milestones/<int:milestone_pk>/", reading.milestone, name="milestone"),
    path("processes/<slug:slug>/gates/<int:gate_pk>/", reading.gate, name="gate"),
]
