from django.urls import path

from jukugi.apps.sortition.views import desk, draws, joining, preparing, public, seats, volunteers

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
    path(f"{_DRAW}correct/", draws.correct, name="correct-number"),
    path(f"{_DRAW}void/", draws.void, name="void"),
    path(f"{_ONE}seats/", seats.seats, name="seats"),
    path(f"{_ONE}seats/<int:position>/", seats.seat, name="seat"),
    path(f"{_ONE}seats/<int:position>/particulars/", seats.particulars, name="particulars"),
    path(f"{_ONE}attendance/", seats.attendance, name="attendance"),
    path(f"{_ONE}honorariums/", seats.honorariums, name="honorariums"),
]

_inviting = [
    path(f"{_DESK}new/", preparing.new, name="new"),
    path(f"{_ONE}edit/", preparing.edit, name="edit"),
    path(f"{_ONE}cancel/", preparing.cancel, name="cancel"),
    path(f"{_ONE}rounds/", preparing.rounds, name="rounds"),
    path(f"{_ONE}rounds/<int:number>/", preparing.round_, name="round"),
    path(f"{_ONE}rounds/<int:number>/plan.json", preparing.plan, name="plan"),
    path(f"{_ONE}rounds/<int:number>/<slug:act>/", preparing.round_step, name="round-step"),
    path(f"{_ONE}volunteers/", volunteers.volunteers, name="volunteers"),
    path(f"{_ONE}volunteers/card/", volunteers.card, name="card"),
    path(f"{_ONE}volunteers/<str:key>/exclude/", volunteers.exclude, name="exclude"),
    path(f"{_ONE}alike/", volunteers.alike, name="alike"),
    path(f"{_ONE}alike/find/", volunteers.find, name="find-alike"),
    path(f"{_ONE}alike/<int:pair_pk>/", volunteers.pair, name="pair"),
]

_public = [
    path("lots/join/", joining.join, name="join"),
    path("lots/join/register/", joining.register, name="register"),
    path("lots/join/mine/", joining.mine, name="mine"),
    path("lots/join/correct/", joining.correct, name="correct"),
    path("lots/", public.lotteries, name="list"),
    path("lots/<int:lottery_pk>/", public.lottery, name="lottery"),
    path("lots/<int:lottery_pk>/draws/<int:number>/", public.draw, name="draw"),
    path("lots/<int:lottery_pk>/draws/<int:number>/files/<str:name>", public.published_file, name="file"),
    path("wall/lots/<int:lottery_pk>/<int:number>/", public.wall, name="wall"),
]

urlpatterns = [*_desk, *_inviting, *_public]
