from django.urls import path

from jukugi.apps.opinions.views import reading, sending, staff, staff_paper, staff_search

app_name = "opinions"

urlpatterns = [
    path("opinions/", reading.opinions, name="list"),
    path("opinions/new/", sending.write, name="write"),
    path("opinions/card/", sending.blank_card, name="card"),
    path("desk/opinions/", staff.queue, name="queue"),
    path("desk/opinions/enter/", staff_paper.enter, name="enter"),
    path("desk/opinions/cards/", staff_paper.cards, name="cards"),
    path("desk/opinions/search/", staff_search.search, name="search"),
    path("desk/opinions/<int:opinion_pk>/", staff.handle, name="handle"),
    path("desk/opinions/<int:opinion_pk>/review/", staff.review, name="review"),
    path("desk/opinions/<int:opinion_pk>/link/", staff.link, name="link"),
    path("desk/links/<int:link_pk>/end/", staff.end_link, name="end-link"),
]
