"""A circle from inside: for those in it, and the way in."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from jukugi.apps.accounts.actions import participation_of
from jukugi.apps.accounts.models import Participant
from jukugi.apps.circles import actions, errors, permissions, policies
from jukugi.apps.circles.enums import CircleStep, MemberState
from jukugi.apps.circles.forms import (
    AdviceAskForm,
    JoinForm,
    MessageForm,
    NameForm,
    PlaceAskForm,
    ProposeForm,
    StepForm,
    StoryForm,
    steps_after,
)
from jukugi.apps.circles.models import Circle, CircleMember
from jukugi.apps.circles.queries.circles import inside as inside_of
from jukugi.apps.circles.views.asked import FIELDS, Act, current, done, sent
from jukugi.apps.issues.models import Issue
from jukugi.apps.places.models import Place
from jukugi.apps.support.models import SupportOffer
from jukugi.kit import receipts
from jukugi.kit.errors import Refusal
from jukugi.kit.pages.asked import tell, whole
from jukugi.kit.pages.rendering import refusal_page

SAID = {
    "message": gettext_lazy("連絡を送りました。"),
    "step": gettext_lazy("歩みを書きました。"),
    "story": gettext_lazy("話を載せました。"),
    "place": gettext_lazy("区の担当に頼みました。2週間のうちに、ここに答えが出ます。"),
    "advice": gettext_lazy("区の担当に頼みました。2週間のうちに、ここに答えが出ます。"),
    "propose": gettext_lazy("論点に届けました。担当が言葉で答えます。"),
    "name": gettext_lazy("呼び名を直しました。"),
}


@never_cache
def join(request: HttpRequest, circle_pk: int) -> HttpResponse:
    """Ask to join, with a note."""
    circle = get_object_or_404(Circle.objects.public().select_related("ward"), pk=circle_pk)
    form, participation = JoinForm(sent(request)), participation_of(request)
    participation.offer()
    try:
        policies.check_welcomes(circle)
    except Refusal as error:
        return refusal_page(request, error, back=circle.get_absolute_url())
    if form.is_bound and form.is_valid():
        now = timezone.now()
        try:
            with participation.acting(now=now) as author:
                actions.ask_to_join(circle=circle, **form.cleaned_data, author=author, now=now)
            return done(request, _("申し込みました。返事は、この機械の「わたしの活動」に出ます。"), "circles:mine")
        except Refusal as error:
            tell(form, error, FIELDS)
    context = {"form": form, "circle": circle}
    return render(request, "circles/join.html", context, status=400 if form.errors else 200)


@never_cache
def inside(request: HttpRequest, circle_pk: int) -> HttpResponse:
    """What those in a circle see and do. Others are told why not."""
    circle, member = _member(request, circle_pk)
    return refusal_page(request, errors.NotInCircle()) if member is None else _page(request, circle, member)


@require_POST
def act(request: HttpRequest, circle_pk: int, act: str) -> HttpResponse:
    """One act of somebody in the circle."""
    circle, member = _member(request, circle_pk)
    if act not in DOERS:
        raise Http404
    if member is None:
        return refusal_page(request, errors.NotInCircle())
    form = _forms(circle, member, timezone.localdate(), sent=request.POST)[act]
    if form.is_valid():
        try:
            DOERS[act](circle, form.cleaned_data, member.participant, timezone.now())
            return done(request, SAID[act], "circles:inside", circle.pk)
        except Refusal as error:
            tell(form, error, FIELDS)
    return _page(request, circle, member, failed=(act, form), status=400)


@require_POST
def settle(request: HttpRequest, circle_pk: int, step: str) -> HttpResponse:
    """What needs no words: welcome somebody or not, ask for people or not, leave."""
    person = current(request)
    circle = get_object_or_404(Circle.objects.select_related("ward"), pk=circle_pk)
    if person is None:
        return refusal_page(request, errors.NotInCircle())
    now, to = timezone.now(), "circles:inside"
    keys: tuple[int, ...] = (circle.pk,)
    try:
        if step in ("welcome", "decline"):
            asking = get_object_or_404(CircleMember, pk=whole(request.POST.get("member")), circle=circle)
            actions.answer_asking(asking=asking, is_welcome=step == "welcome", author=person, now=now)
            words = _("迎えました。") if step == "welcome" else _("今回は見送りました。")
        elif step in ("open", "shut"):
            actions.set_welcome(circle=circle, welcomes=step == "open", author=person, now=now)
            words = _("仲間を募ります。") if step == "open" else _("いまは募らないことにしました。")
        elif step == "leave":
            actions.leave_circle(circle=circle, author=person, now=now)
            words, to, keys = _("抜けました。呼び名も消しました。"), "circles:mine", ()
        else:
            raise Http404
    except Refusal as error:
        return refusal_page(request, error, back=circle.get_absolute_url())
    return done(request, words, to, *keys)


def _member(request: HttpRequest, circle_pk: int) -> tuple[Circle, CircleMember | None]:
    circle = get_object_or_404(Circle.objects.select_related("ward", "issue"), pk=circle_pk)
    member = permissions.membership(current(request), circle)
    return circle, member if member is not None and member.state == MemberState.JOINED else None


def _page(
    request: HttpRequest,
    circle: Circle,
    member: CircleMember,
    *,
    failed: tuple[str, forms.Form] | None = None,
    status: int = 200,
) -> HttpResponse:
    day = timezone.localdate()
    shown = _forms(circle, member, day)
    if failed is not None:
        shown[failed[0]] = failed[1]
    acts = {
        slug: Act(slug, str(title), shown[slug], str(button), is_open=failed is not None and failed[0] == slug)
        for slug, (title, button) in TITLES.items()
    }
    context: dict[str, Any] = {
        "circle": circle,
        "member": member,
        "inside": inside_of(circle, day=day),
        "acts": acts,
        "number": receipts.shown(circle.receipt),
        "is_new": request.GET.get("new") == "1",
        "day": day,
    }
    return render(request, "circles/inside.html", context, status=status)


def _forms(circle: Circle, member: CircleMember, day: Any, sent: Any = None) -> dict[str, forms.Form]:
    """All that one can write in a circle. What is chosen from a table is asked when the page is drawn."""
    places = Place.objects.confirmed().select_related("ward")
    offers = SupportOffer.objects.running_on(day).select_related("organization")
    issues = Issue.objects.all()
    if circle.ward_id is not None:
        places = places.filter(ward=circle.ward_id)
        offers = offers.in_areas({circle.ward_id}) | offers.filter(area=None)
        issues = issues.filter(area=circle.ward_id) | issues.filter(area=None)
    called = {"name": member.name, "name_shown": member.name_shown}
    return {
        "message": MessageForm(sent, auto_id="message_%s"),
        "step": StepForm(sent, steps=steps_after(circle.step), initial={"said_on": day}, auto_id="step_%s"),
        "story": StoryForm(sent, initial={"happened_on": day}, auto_id="story_%s"),
        "place": PlaceAskForm(sent, places=places, initial={"place": circle.place_id}, auto_id="place_%s"),
        "advice": AdviceAskForm(sent, offers=offers, auto_id="advice_%s"),
        "propose": ProposeForm(sent, issues=issues, initial={"issue": circle.issue_id}, auto_id="propose_%s"),
        "name": NameForm(sent, initial=called, auto_id="name_%s"),
    }


TITLES = {
    "message": (gettext_lazy("連絡を書く"), gettext_lazy("送る")),
    "step": (gettext_lazy("歩みを書く"), gettext_lazy("書きとめる")),
    "story": (gettext_lazy("活動の話を載せる"), gettext_lazy("載せる")),
    "place": (gettext_lazy("場所を頼む"), gettext_lazy("区の担当に頼む")),
    "advice": (gettext_lazy("相談する"), gettext_lazy("区の担当に頼む")),
    "propose": (gettext_lazy("論点に提案する"), gettext_lazy("届ける")),
    "name": (gettext_lazy("呼び名を直す"), gettext_lazy("直す")),
}


def _message(circle: Circle, given: dict[str, Any], author: Participant, now: datetime) -> None:
    actions.send_message(circle=circle, text=given["text"], author=author, now=now)


def _step(circle: Circle, given: dict[str, Any], author: Participant, now: datetime) -> None:
    actions.write_step(
        circle=circle,
        step=CircleStep(given["step"]),
        text=given["text"],
        said_on=given["said_on"],
        author=author,
        now=now,
    )


def _story(circle: Circle, given: dict[str, Any], author: Participant, now: datetime) -> None:
    actions.tell_story(circle=circle, **given, author=author, now=now)


def _place(circle: Circle, given: dict[str, Any], author: Participant, now: datetime) -> None:
    actions.ask_place(circle=circle, **given, author=author, now=now)


def _advice(circle: Circle, given: dict[str, Any], author: Participant, now: datetime) -> None:
    actions.ask_advice(circle=circle, **given, author=author, now=now)


def _propose(circle: Circle, given: dict[str, Any], author: Participant, now: datetime) -> None:
    actions.propose_to_issue(circle=circle, **given, author=author, now=now)


def _name(circle: Circle, given: dict[str, Any], author: Participant, now: datetime) -> None:
    actions.set_own_name(circle=circle, name=given["name"], is_shown=given["name_shown"], author=author, now=now)


Doer = Callable[[Circle, dict[str, Any], Participant, datetime], None]
DOERS: dict[str, Doer] = {
    "message": _message,
    "step": _step,
    "story": _story,
    "place": _place,
    "advice": _advice,
    "propose": _propose,
    "name": _name,
}
