from django.urls import path

from jukugi.apps.budgeting.views import cocreation, cocreation_desk

urlpatterns = [
    path("cocreation/", cocreation.proposals, name="co-proposals"),
    path("cocreation/new/", cocreation.new, name="propose-together"),
    path("cocreation/card/", cocreation.card, name="co-card"),
    path("cocreation/<int:proposal_pk>/", cocreation.proposal, name="co-proposal"),
    path("cocreation/<int:proposal_pk>/reply/", cocreation.reply, name="co-reply"),
    path("cocreation/<int:proposal_pk>/withdraw/", cocreation.withdraw, name="co-withdraw"),
    path("desk/cocreation/", cocreation_desk.desk, name="desk-co-proposals"),
    path("desk/cocreation/new/", cocreation_desk.new, name="enter-co-proposal"),
    path("desk/cocreation/<int:proposal_pk>/", cocreation_desk.desk_proposal, name="desk-co-proposal"),
    path("desk/cocreation/<int:proposal_pk>/show/", cocreation_desk.show, name="show-co-proposal"),
    path("desk/cocreation/<int:proposal_pk>/contact/", cocreation_desk.contact, name="co-contact"),
    path("desk/cocreation/<int:proposal_pk>/<slug:act>/", cocreation_desk.step, name="co-step"),
]
