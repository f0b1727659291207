from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jukugi.apps.meetings import actions, errors, permissions
from jukugi.apps.meetings.enums import BodyEventKind, FollowUpKind, MemberRole, SeatKind
from jukugi.apps.meetings.forms.bodies import (
    BodyForm,
    EndTermForm,
    EventForm,
    FollowUpForm,
    MemberForm,
    NewBodyForm,
    RecommendationForm,
)
from jukugi.apps.meetings.models import Body, BodyMember, Recommendation
from jukugi.apps.meetings.queries import bodies as queries
from jukugi.apps.meetings.views.asked import signed_in
from jukugi.kit.errors import NotAllowed, Refusal
from jukugi.kit.pages.asked import tell
from jukugi.kit.pages.rendering import refusal_page

PLACES: dict[type[Refusal], str] = {
    errors.BodyNameTaken: "name",
    errors.InTheFuture: "on",
    errors.SuccessorMissing: "successor",
    errors.SuccessorItself: "successor",
    errors.StateChangesNothing: "kind",
    errors.NameWithoutConsent: "name_agreed_on",
    errors.TermReversed: "ends_on",
}


def bodies(request: HttpRequest) -> HttpResponse:
    """Every body, those at work first, those that paused or ended with them."""
    return render(request, "meetings/body_list.html", {"bodies": queries.bodies()})


def body(request: HttpRequest, body_pk: int) -> HttpResponse:
    """A body with its whole story."""
    shown = get_object_or_404(Body.objects.select_related("area", "department"), pk=body_pk)
    can_handle = request.user.is_authenticated and permissions.can_handle(request.user, shown)
    page = queries.body_page(shown, day=timezone.localdate())
    return render(request, "meetings/body_detail.html", {"page": page, "can_handle": can_handle})


@login_required
def new_body(request: HttpRequest) -> HttpResponse:
    """Put a body in place."""
    if not permissions.areas_handled_by(request.user):
        return refusal_page(request, NotAllowed())
    form = NewBodyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            added = actions.add_body(
                words=form.body_words,
                area=form.cleaned_data["area"],
                began_on=form.cleaned_data["began_on"],
                actor=signed_in(request),
                now=timezone.now(),
            )
            return redirect("meetings:desk-body", body_pk=added.pk)
        except NotAllowed as error:
            tell(form, error)
        except Refusal as error:
            tell(form, error, {**PLACES, errors.InTheFuture: "began_on"})
    return render(request, "meetings/desk_body_new.html", {"form": form}, status=400 if form.is_bound else 200)


@login_required
def desk_bodies(request: HttpRequest) -> HttpResponse:
    """Every body, to work on."""
    if not permissions.areas_handled_by(request.user):
        return refusal_page(request, NotAllowed())
    return render(request, "meetings/desk_body_list.html", {"bodies": queries.bodies()})


@login_required
def desk_body(request: HttpRequest, body_pk: int) -> HttpResponse:
    """One body to work on; what is said of it is saved from here."""
    shown = _body(body_pk)
    if not permissions.can_handle(request.user, shown):
        return refusal_page(request, NotAllowed())
    form = BodyForm(request.POST, auto_id="words-%s") if request.method == "POST" else None
    if form is not None and form.is_valid():
        try:
            actions.edit_body(body=shown, words=form.body_words, actor=signed_in(request), now=timezone.now())
            messages.success(request, _("保存しました。公開の画面にも出ています。"))
            return redirect("meetings:desk-body", body_pk=shown.pk)
        except Refusal as error:
            tell(form, error, PLACES)
    return _page(request, shown, words=form)


@login_required
@require_POST
def tell_event(request: HttpRequest, body_pk: int) -> HttpResponse:
    """Pause, resume, end, hand over or look back."""
    shown = _body(body_pk)
    if not permissions.can_handle(request.user, shown):
        return refusal_page(request, NotAllowed())
    form = EventForm(request.POST, body=shown, auto_id="event-%s")
    if form.is_valid():
        try:
            actions.tell_event(
                body=shown,
                kind=BodyEventKind(form.cleaned_data["kind"]),
                told=form.told("reason"),
                successor=form.cleaned_data["successor"],
                actor=signed_in(request),
                now=timezone.now(),
            )
            messages.success(request, _("記録しました。会議体のページに、理由といっしょに出ています。"))
            return redirect("meetings:desk-body", body_pk=shown.pk)
        except Refusal as error:
            tell(form, error, PLACES)
    return _page(request, shown, event=form)


@login_required
@require_POST
def add_member(request: HttpRequest, body_pk: int) -> HttpResponse:
    """Seat somebody."""
    shown = _body(body_pk)
    if not permissions.can_handle(request.user, shown):
        return refusal_page(request, NotAllowed())
    form = MemberForm(request.POST, auto_id="member-%s")
    if form.is_valid():
        given = dict(form.cleaned_data)
        role, seat = MemberRole(given.pop("role")), SeatKind(given.pop("seat"))
        try:
            actions.add_member(body=shown, role=role, seat=seat, **given, actor=signed_in(request), now=timezone.now())
            messages.success(request, _("委員を加えました。"))
            return redirect("meetings:desk-body", body_pk=shown.pk)
        except Refusal as error:
            tell(form, error, {**PLACES, errors.InTheFuture: "name_agreed_on"})
    return _page(request, shown, member=form)


@login_required
@require_POST
def end_member(request: HttpRequest, member_pk: int) -> HttpResponse:
    """End a term."""
    member = get_object_or_404(BodyMember.objects.select_related("body__area"), pk=member_pk)
    if not permissions.can_handle(request.user, member.body):
        return refusal_page(request, NotAllowed())
    form = EndTermForm(request.POST)
    if not form.is_valid():
        return refusal_page(request, errors.TermReversed(), back=_desk_url(member.body))
    try:
        actions.end_membership(member=member, **form.cleaned_data, actor=signed_in(request), now=timezone.now())
    except Refusal as error:
        return refusal_page(request, error, back=_desk_url(member.body))
    return redirect("meetings:desk-body", body_pk=member.body_id)


@login_required
@require_POST
def withdraw_name(request: HttpRequest, member_pk: int) -> HttpResponse:
    """Take a name off the page."""
    member = get_object_or_404(BodyMember.objects.select_related("body__area"), pk=member_pk)
    if not permissions.can_handle(request.user, member.body):
        return refusal_page(request, NotAllowed())
    actions.withdraw_name(member=member, actor=signed_in(request), now=timezone.now())
    messages.success(request, _("名前を消しました。公開の画面では「%(label)s」と出ます。") % {"label": member.label})
    return redirect("meetings:desk-body", body_pk=member.body_id)


@login_required
@require_POST
def recommend(request: HttpRequest, body_pk: int) -> HttpResponse:
    """Write down a recommendation."""
    shown = _body(body_pk)
    if not permissions.can_handle(request.user, shown):
        return refusal_page(request, NotAllowed())
    form = RecommendationForm(request.POST, auto_id="recommendation-%s")
    if form.is_valid():
        given = form.cleaned_data
        try:
            actions.recommend(
                body=shown,
                title=given["title"],
                told=form.told("text"),
                about=given["about"],
                issue=given["issue"],
                actor=signed_in(request),
                now=timezone.now(),
            )
            messages.success(request, _("提言を加えました。どうなったかを、続けて書けます。"))
            return redirect("meetings:desk-body", body_pk=shown.pk)
        except Refusal as error:
            tell(form, error, PLACES)
    return _page(request, shown, recommendation=form)


@login_required
@require_POST
def follow_up(request: HttpRequest, recommendation_pk: int) -> HttpResponse:
    """Say what became of a recommendation."""
    followed = get_object_or_404(Recommendation.objects.select_related("body__area"), pk=recommendation_pk)
    if not permissions.can_handle(request.user, followed.body):
        return refusal_page(request, NotAllowed())
    form = FollowUpForm(request.POST, auto_id=f"follow-{followed.pk}-%s")
    if form.is_valid():
        try:
            actions.follow_up(
                recommendation=followed,
                kind=FollowUpKind(form.cleaned_data["kind"]),
                told=form.told("text"),
                actor=signed_in(request),
                now=timezone.now(),
            )
            messages.success(request, _("記録しました。会議体のページに出ています。"))
            return redirect("meetings:desk-body", body_pk=followed.body_id)
        except Refusal as error:
            tell(form, error, PLACES)
    return _page(request, followed.body, followed=(followed.pk, form))


def _body(body_pk: int) -> Body:
    return get_object_or_404(Body.objects.select_related("area", "department"), pk=body_pk)


def _desk_url(shown: Body) -> str:
    return reverse("meetings:desk-body", args=[shown.pk])


def _page(
    request: HttpRequest,
    shown: Body,
    *,
    words: BodyForm | None = None,
    event: EventForm | None = None,
    member: MemberForm | None = None,
    recommendation: RecommendationForm | None = None,
    followed: tuple[int, FollowUpForm] | None = None,
) -> HttpResponse:
    """The page to work on a body; a form that came back with errors stands in place of the empty one."""
    came_back = [form for form in (words, event, member, recommendation) if form is not None]
    names = ("kind", "name", "legal_basis", "mandate", "seats", "term", "source")
    today = {"on": timezone.localdate()}
    page = queries.body_page(shown, day=timezone.localdate())
    context = {
        "page": page,
        "follow_forms": [(each, _follow_form(each, followed, today)) for each in page.recommendations],
        "words": words or BodyForm(initial={name: getattr(shown, name) for name in names}, auto_id="words-%s"),
        "event": event or EventForm(body=shown, initial=today, auto_id="event-%s"),
        "member": member or MemberForm(auto_id="member-%s"),
        "recommendation": recommendation or RecommendationForm(initial=today, auto_id="recommendation-%s"),
    }
    return render(request, "meetings/desk_body.html", context, status=400 if came_back or followed else 200)


def _follow_form(
    recommendation: Recommendation, followed: tuple[int, FollowUpForm] | None, today: dict[str, date]
) -> FollowUpForm:
    """The form that came back, or an empty one whose fields have ids of their own."""
    if followed is not None and followed[0] == recommendation.pk:
        return followed[1]
    return FollowUpForm(initial=today, auto_id=f"follow-{recommendation.pk}-%s")
