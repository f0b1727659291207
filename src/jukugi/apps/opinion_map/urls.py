from django.urls import path

from jukugi.apps.opinion_map.views import editions, mapping, paper, reasons, staff, staff_reasons, voting, wall

app_name = "opinion_map"

urlpatterns = [
    path("topics/", voting.topics, name="topics"),
    path("topics/<int:topic_pk>/vote/", voting.vote, name="vote"),
    path("topics/<int:topic_pk>/propose/", voting.propose, name="propose"),
    path("topics/<int:topic_pk>/statements/<int:statement_pk>/", voting.statement, name="statement"),
    path("topics/<int:topic_pk>/statements/<int:statement_pk>/vote/", voting.cast, name="cast"),
    path("topics/<int:topic_pk>/statements/<int:statement_pk>/reasons/", reasons.reasons, name="reasons"),
    path("topics/<int:topic_pk>/reasons/<int:reason_pk>/helpful/", reasons.helpful, name="helpful"),
    path("topics/<int:topic_pk>/map/", mapping.opinion_map, name="map"),
    path("topics/<int:topic_pk>/results/", mapping.results, name="results"),
    path("topics/<int:topic_pk>/results.csv", mapping.results_csv, name="results-csv"),
    path("topics/<int:topic_pk>/editions/", editions.editions, name="editions"),
    path("topics/<int:topic_pk>/editions/<int:number>/", editions.edition, name="edition"),
    path("topics/<int:topic_pk>/editions/<int:number>.json", editions.document, name="edition-json"),
    path("wall/topics/<int:topic_pk>/", wall.wall, name="wall"),
    path("desk/topics/", staff.topics, name="staff-topics"),
    path("desk/topics/new/", staff.new_topic, name="new-topic"),
    path("desk/topics/<int:topic_pk>/", staff.topic, name="staff-topic"),
    path("desk/topics/<int:topic_pk>/statements/", staff.add, name="add-statements"),
    path("desk/topics/<int:topic_pk>/close/", staff.close, name="close-topic"),
    path("desk/topics/<int:topic_pk>/editions/", editions.publish, name="publish-edition"),
    path("desk/topics/<int:topic_pk>/reasons/", staff_reasons.reasons, name="staff-reasons"),
    path("desk/topics/<int:topic_pk>/sheets/", paper.sheets, name="sheets"),
    path("desk/topics/<int:topic_pk>/sheets/enter/", paper.enter, name="enter-sheet"),
    path("desk/topics/<int:topic_pk>/sheets/<int:sheet_pk>/settle/", paper.settle, name="settle-sheet"),
    path("desk/reasons/<int:reason_pk>/review/", staff_reasons.review, name="review-reason"),
    path("desk/reasons/<int:reason_pk>/reply/", staff_reasons.reply, name="reply-to-reason"),
    path("desk/reasons/<int:reason_pk>/statement/", staff_reasons.make_statement, name="statement-of-condition"),
    path("desk/replies/<int:reply_pk>/withdraw/", staff_reasons.withdraw, name="withdraw-reply"),
    path("desk/statements/<int:statement_pk>/review/", staff.review, name="review"),
]
