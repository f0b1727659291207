from django.urls import path

from jukugi.apps.accounts.views import desk, exports, me

app_name = "accounts"
urlpatterns = [
    path("me/", me.me, name="me"),
    path("me/held/", me.held, name="held"),
    path("me/held.zip", me.export, name="export"),
    path("me/code/", me.carry_code, name="carry-code"),
    path("me/carry/", me.carry, name="carry"),
    path("me/find/", me.find, name="find"),
    path("me/mail/", me.leave_mail, name="mail"),
    path("me/mail/code/", me.confirm_mail, name="confirm-mail"),
    path("me/mail/back/", me.take_mail_back, name="mail-back"),
    path("me/resident/", me.resident, name="resident"),
    path("me/erase/", me.erase, name="erase"),
    path("me/forget/", me.forget, name="forget"),
    path("desk/residents/", desk.residents, name="residents"),
    path("desk/residents/<int:batch_pk>/stop/", desk.stop, name="stop-residents"),
    path("desk/roles/", desk.roles, name="roles"),
    path("desk/roles/<int:role_pk>/", desk.extend, name="extend-role"),
    path("desk/exports/", exports.exports, name="exports"),
    path("desk/exports/new/<slug:kind>/<str:key>/", exports.new_export, name="ask-for-export"),
    path("desk/exports/<int:ask_pk>/", exports.export, name="export-ask"),
]
