"""Every room hands out receipts and sends people to their page: those two names are the site's, in no namespace."""

from django.urls import include, path, re_path

from jukugi.apps.threads.views import desk, letters, mailing, numbers, stories

own = [
    path("threads/numbers/", numbers.figures, name="numbers"),
    path("threads/numbers.csv", numbers.table, name="numbers-csv"),
    path("threads/unlinked/", numbers.unlinked, name="unlinked"),
    path("threads/ended/", numbers.ended, name="ended"),
    path("threads/mail/<str:token>/", mailing.address, name="address"),
    path("threads/mail/<str:token>/stop/", mailing.stop_at_once, name="stop-at-once"),
    re_path(r"^threads/(?P<number>[0-9]{9})/mail/$", mailing.mailing, name="mailing"),
    path("desk/threads/", desk.desk, name="desk"),
    path("desk/threads/new/", desk.new, name="new-telling"),
    path("desk/threads/counter/", letters.counter, name="counter"),
    path("desk/threads/counter/returned/", letters.returned, name="returned"),
    path("desk/threads/counter/forget/", letters.forget, name="forget"),
    path("desk/threads/<int:telling_pk>/", desk.telling, name="telling"),
    path("desk/threads/<int:telling_pk>/edit/", desk.edit, name="edit-telling"),
    path("desk/threads/<int:telling_pk>/approve/", desk.approve, name="approve-telling"),
    path("desk/threads/<int:telling_pk>/cancel/", desk.cancel, name="cancel-telling"),
    path("desk/threads/<int:telling_pk>/again/", desk.again, name="send-again"),
    path("desk/threads/<int:telling_pk>/letters/", letters.batches, name="letters"),
    path("desk/threads/<int:telling_pk>/letters/print/", letters.sheets, name="sheets"),
    path("desk/threads/<int:telling_pk>/letters/box/", letters.box, name="box"),
]

urlpatterns = [
    path("threads/", stories.threads, name="threads"),
    re_path(r"^threads/(?P<number>[0-9]{9})/$", stories.thread, name="receipt"),
    path("", include((own, "threads"))),
]
