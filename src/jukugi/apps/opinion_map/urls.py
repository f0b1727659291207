from django.urls import path

from jukugi.apps.opinion_map.views import mapping, staff, voting

app_name = "opinion_map"

urlpatterns = [
    path("topics/", voting.topics, name="topics"),
    path("topics/<int:topic_pk>/vote/", voting.vote, name="vote"),
    path("topics/<int:topic_pk>/propose/", voting.propose, name="propose"),
    path("topics/<int:topic_pk>/statements/<int:statement_pk>/", voting.statement, name="statement"),
    path("topics/<int:topic_pk>/statements/<int:statement_pk>/vote/", voting.cast, name="cast"),
    path("topics/<int:topic_pk>/map/", mapping.opinion_map, name="map"),
    path("topics/<int:topic_pk>/results/", mapping.results, name="results"),
    path("topics/<int:topic_pk>/results.csv", mapping.results_csv, name="results-csv"),
    path("desk/topics/", staff.topics, name="staff-topics"),
    path("desk/topics/new/", staff.new_topic, name="new-topic"),
    path("desk/topics/<int:topic_pk>/", staff.topic, name="staff-topic"),
    path("desk/topics/<int:topic_pk>/statements/", staff.add, name="add-statements"),
    path("desk/topics/<int:topic_pk>/close/", staff.close, name="close-topic"),
    path("desk/statements/<int:statement_pk>/review/", staff.review, name="review"),
]
