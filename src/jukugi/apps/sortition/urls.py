from django.urls import path

from jukugi.apps.sortition.views import desk, draws, public, seats

app_name = "sortition"

_DESK = "desk/lots/"
_ONE = _DESK + "<int:lottery_pk>/"
_DRAW = _ONE + "draws/<int:number>/"

_desk = [
    path(_DESK, desk.lotteries, name="desk"),
    path(_ONE, desk.lottery, name="desk-lottery"),
    path(f"{_ONE}close/", desk.close, name="close"),
    path(f"{_ONE}targets/", desk.targets, name="targets"),
    path(f"{_ONE}draws/", desk.ask, name="ask"),
    path(f"{_ONE}settle/", desk.settle, name="settle"),
    path(_DRAW, draws.draw, name="desk-draw"),
    path(f"{_DRAW}publish/", draws.commit, name="commit"),
    path(f"{_DRAW}number/", draws.number_, name="number"),
    path(f"{_DRAW}correct/", draws.correct, name="correct"),
    path(f"{_DRAW}void/", draws.void, name="void"),
    path(f"{_ONE}seats/", seats.seats, name="seats"),
    path(f"{_ONE}seats/<int:position>/", seats.seat, name="seat"),
    path(f"{_ONE}seats/<int:position>/particulars/", seats.particulars, name="particulars"),
    path(f"{_ONE}attendance/", seats.attendance, name="attendance"),
    path(f"{_ONE}honorariums/", seats.honorariums, name="honorariums"),
]

_public = [
    path("lots/", public.lotteries, name="list"),
    path("lots/<int:lottery_pk>/", public.lottery, name="lottery"),
    path("lots/<int:lottery_pk>/draws/<int:number>/", public.draw, name="draw"),
    path("lots/<int:lottery_pk>/draws/<int:number>/files/<str:name>", public.published_file, name="file"),
    path("wall/lots/<int:lottery_pk>/<int:number>/", public.wall, name="wall"),
]

urlpatterns = [*_desk, *_public]
