from django.urls import path

from jukugi.apps.outcomes.views import desk, reading, reviews, stepping

app_name = "outcomes"

_DESK = "desk/promises/"

urlpatterns = [
    path("promises/", reading.promises, name="list"),
    path("promises/table.csv", reading.table, name="table"),
    path("promises/wards/", reading.wards, name="wards"),
    path("promises/wards/<slug:code>/", reading.sheet, name="sheet"),
    path("promises/reviews/<int:process_pk>/<int:year>/", reading.review, name="review"),
    path("promises/reviews/<int:process_pk>/<int:year>/review.json", reading.review_file, name="review-file"),
    path("promises/<int:promise_pk>/", reading.promise, name="promise"),
    path(_DESK, desk.desk, name="desk"),
    path(f"{_DESK}sources/", desk.sources, name="sources"),
    path(f"{_DESK}new/", desk.new, name="new"),
    path(f"{_DESK}reviews/new/", reviews.new, name="new-review"),
    path(f"{_DESK}reviews/<int:review_pk>/", reviews.review, name="desk-review"),
    path(f"{_DESK}reviews/<int:review_pk>/<int:promise_pk>/", reviews.entry, name="entry"),
    path(f"{_DESK}<int:promise_pk>/", desk.promise, name="desk-promise"),
    path(f"{_DESK}<int:promise_pk>/edit/", desk.edit, name="edit"),
    path(f"{_DESK}<int:promise_pk>/publish/", desk.publish, name="publish"),
    path(f"{_DESK}<int:promise_pk>/steps/<slug:act>/", stepping.step, name="step"),
]
