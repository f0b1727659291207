from django.urls import path

from jukugi.apps.places.views import desk, importing, keeping, offering, photos, public

app_name = "places"

urlpatterns = [
    path("places/", public.places, name="list"),
    path("places/near.json", public.near, name="near"),
    path("places/wards.geojson", public.wards, name="wards"),
    path("places/places.csv", importing.table, name="table"),
    path("places/places.geojson", importing.geojson, name="geojson"),
    path("places/coverage/", public.coverage, name="coverage"),
    path("places/new/", offering.new, name="new"),
    path("places/card/", offering.card, name="card"),
    path("places/photos/<str:key>.jpg", photos.photo, name="photo"),
    path("places/keep/<str:secret>/", keeping.keep, name="keep"),
    path("places/keep/<str:secret>/photos/<int:photo_pk>/remove/", keeping.remove, name="keep-remove"),
    path("places/<int:place_pk>/", public.place, name="place"),
    path("places/<int:place_pk>/changed/", offering.changed, name="changed"),
    path("desk/places/", desk.places, name="desk"),
    path("desk/places/new/", desk.new, name="add"),
    path("desk/places/enter/", desk.enter, name="enter"),
    path("desk/places/count/", desk.count, name="count"),
    path("desk/places/districts/", desk.districts_step, name="fill-districts"),
    path("desk/places/imports/", importing.imports, name="imports"),
    path("desk/places/imports/<int:import_pk>/", importing.place_import, name="import"),
    path("desk/places/imports/<int:import_pk>/report.csv", importing.report, name="import-report"),
    path("desk/places/imports/<int:import_pk>/<slug:step>/", importing.import_step, name="import-step"),
    path("desk/places/<int:place_pk>/", desk.place, name="desk-place"),
    path("desk/places/<int:place_pk>/edit/", desk.edit, name="edit"),
    path("desk/places/<int:place_pk>/step/<slug:step>/", desk.step, name="step"),
    path("desk/places/<int:place_pk>/photos/", photos.photos, name="photos"),
    path("desk/places/<int:place_pk>/entry/<slug:step>/", photos.entry_step, name="entry-step"),
    path("desk/places/photos/<int:photo_pk>/<slug:step>/", photos.photo_step, name="photo-step"),
    path("desk/places/<int:place_pk>/note/", desk.note, name="enter-note"),
    path("desk/places/notes/<int:note_pk>/", desk.answer, name="answer"),
]
