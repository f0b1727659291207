"""What one can do now, on home: vote on money, or propose what to do with it, in the ward that is looked at."""

from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from jukugi.apps.budgeting.models import Round
from jukugi.kit.pages.places import HomeAction, door_paths, home_actions
from jukugi.kit.pages.wording import jday

SHOWN = 3


def register() -> None:
    door_paths.register("budgeting", ("places:list", "/budget/"), order=60)
    home_actions.register("budgeting", ways_to_decide, order=18)


def ways_to_decide(request: HttpRequest, now: datetime) -> list[HomeAction]:
    """Where money is voted on now, ending first; and where it is proposed. At most two queries."""
    today = timezone.localdate(now)
    voting = list(Round.objects.voting(today).select_related("area").order_by("vote_until", "pk")[:SHOWN])
    proposing = list(Round.objects.taking_proposals(today).select_related("area").order_by("proposals_until", "pk")[:1])
    return [_vote(one) for one in voting] + [_propose(one) for one in proposing]


def _vote(one: Round) -> HomeAction:
    return HomeAction(
        effort="5",
        unit=_("分"),
        title=_("予算の使い道に投票する（%(ward)s）") % {"ward": one.area.name if one.area else _("全市")},
        text=_("「%(title)s」。%(yen)s円を何に使うかを選びます。終わりまで選び直せます。")
        % {"title": one.title, "yen": f"{one.budget_yen:,}"},
        foot=_("%(day)sまで") % {"day": jday(one.vote_until)},
        url=reverse("budgeting:ballot", args=[one.pk]),
    )


def _propose(one: Round) -> HomeAction:
    return HomeAction(
        effort="10",
        unit=_("分"),
        title=_("予算の使い道を提案する（%(ward)s）") % {"ward": one.area.name if one.area else _("全市")},
        text=_("「%(title)s」。おおよその費用で結構です。課が理由を付けて答えます。") % {"title": one.title},
        foot=_("%(day)sまで") % {"day": jday(one.proposals_until)},
        url=reverse("budgeting:propose", args=[one.pk]),
    )
