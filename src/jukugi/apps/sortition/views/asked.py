"""What every page of the desk asks of a request."""

from dataclasses import dataclass
from typing import cast

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404

from jukugi.apps.accounts.models import User
from jukugi.apps.sortition import permissions
from jukugi.apps.sortition.models import CivicLottery
from jukugi.kit.errors import NotAllowed
from jukugi.kit.pages.rendering import refusal_page, set_subject

RELATED = ("process", "area", "department", "body")


@dataclass(frozen=True)
class Visit:
    """A lottery and who runs it."""

    lottery: CivicLottery
    person: User


def visit(request: HttpRequest, lottery_pk: int) -> Visit | HttpResponse:
    """A lottery for somebody who runs it, else the page that says no. At most two queries."""
    lottery = get_object_or_404(CivicLottery.objects.select_related(*RELATED), pk=lottery_pk)
    if not permissions.can_run(request.user, lottery.area):
        return refusal_page(request, NotAllowed())
    set_subject(request, lottery.process)
    return Visit(lottery, cast(User, request.user))


def sent(request: HttpRequest) -> QueryDict | None:
    """What came with a form; an empty form was sent too."""
    return request.POST if request.method == "POST" else None
