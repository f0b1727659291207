from django.urls import path

from jukugi.apps.budgeting.urls_cocreation import urlpatterns as cocreation
from jukugi.apps.budgeting.urls_ledger import urlpatterns as ledger
from jukugi.apps.budgeting.views import (
    desk,
    desk_papers,
    desk_proposals,
    desk_results,
    proposing,
    public,
    results,
    voting,
)

app_name = "budgeting"
urlpatterns = [
    path("budget/", public.rounds, name="rounds"),
    path("budget/<int:round_pk>/", public.budget_round, name="round"),
    path("budget/<int:round_pk>/proposals/", public.proposals, name="proposals"),
    path("budget/<int:round_pk>/proposals/new/", proposing.propose, name="propose"),
    path("budget/<int:round_pk>/proposals/card/", proposing.card, name="proposal-card"),
    path("budget/<int:round_pk>/proposals/<int:proposal_pk>/", public.proposal, name="proposal"),
    path("budget/<int:round_pk>/proposals/<int:proposal_pk>/withdraw/", proposing.withdraw, name="withdraw-proposal"),
    path("budget/<int:round_pk>/ballot/", voting.ballot, name="ballot"),
    path("budget/<int:round_pk>/ballot/code/", voting.code, name="ballot-code"),
    path("budget/<int:round_pk>/ballot/done/", voting.voted, name="voted"),
    path("budget/<int:round_pk>/result/", results.result, name="result"),
    path("budget/<int:round_pk>/result/<str:name>", results.result_file, name="result-file"),
    path("desk/budget/", desk.rounds, name="desk"),
    path("desk/budget/new/", desk.new, name="new"),
    path("desk/budget/<int:round_pk>/", desk.budget_round, name="desk-round"),
    path("desk/budget/<int:round_pk>/edit/", desk.edit, name="edit"),
    path("desk/budget/<int:round_pk>/extend/", desk.extend, name="extend"),
    path("desk/budget/<int:round_pk>/withdraw/", desk.withdraw, name="withdraw"),
    path("desk/budget/<int:round_pk>/step/<slug:step>/", desk.step, name="step"),
    path("desk/budget/<int:round_pk>/proposals/", desk_proposals.proposals, name="desk-proposals"),
    path("desk/budget/<int:round_pk>/proposals/enter/", desk_proposals.enter, name="enter-proposal"),
    path("desk/budget/<int:round_pk>/proposals/merge/", desk_proposals.merge, name="merge"),
    path("desk/budget/<int:round_pk>/proposals/<int:proposal_pk>/", desk_proposals.proposal, name="desk-proposal"),
    path("desk/budget/<int:round_pk>/proposals/<int:proposal_pk>/edit/", desk_proposals.edit, name="edit-proposal"),
    path(
        "desk/budget/<int:round_pk>/proposals/<int:proposal_pk>/step/<slug:step>/",
        desk_proposals.step,
        name="proposal-step",
    ),
    path("desk/budget/<int:round_pk>/count/", desk_results.count, name="count"),
    path("desk/budget/<int:round_pk>/count/publish/", desk_results.publish, name="publish-result"),
    path("desk/budget/<int:round_pk>/count/again/", desk_results.recount, name="recount"),
    path("desk/budget/<int:round_pk>/count/decisions/new/", desk_results.override, name="override"),
    path(
        "desk/budget/<int:round_pk>/count/decisions/<int:override_pk>/<slug:step>/", desk_results.decide, name="decide"
    ),
    path("desk/budget/<int:round_pk>/codes/", desk_papers.codes, name="codes"),
    path("desk/budget/<int:round_pk>/papers/", desk_papers.papers, name="papers"),
    path("desk/budget/<int:round_pk>/papers/print/", desk_papers.paper_print, name="paper-print"),
    path("desk/budget/<int:round_pk>/reading/", desk_papers.reading, name="reading"),
    path("desk/budget/<int:round_pk>/reading/<str:receipt>/", desk_papers.read_paper, name="read-paper"),
    *ledger,
    *cocreation,
]
