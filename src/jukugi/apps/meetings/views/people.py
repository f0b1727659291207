"""Those who come to a meeting, at the desk: registrations, the door, the table plan."""

import secrets

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from jukugi.apps.meetings import actions, permissions
from jukugi.apps.meetings.forms.meetings import RegistrationForm
from jukugi.apps.meetings.models import Meeting, Registration
from jukugi.apps.meetings.queries import desk as queries
from jukugi.apps.meetings.queries import meetings as reading
from jukugi.apps.meetings.views.asked import signed_in
from jukugi.apps.meetings.views.desk import meeting_at_work
from jukugi.kit import receipts
from jukugi.kit.errors import NotAllowed, Refusal
from jukugi.kit.pages.asked import tell, whole
from jukugi.kit.pages.rendering import refusal_page
from jukugi.kit.receipts import NotAReceiptNumber

TABLES_AT_MOST = 60


@login_required
@never_cache
def registrations(request: HttpRequest, meeting_pk: int) -> HttpResponse:
    """Who comes, who waits, what they need; and a form for those who phone or stand at the door."""
    shown = meeting_at_work(request, meeting_pk)
    if isinstance(shown, HttpResponse):
        return shown
    form = RegistrationForm(request.POST or None, initial={"form_key": secrets.token_urlsafe(16)})
    if request.method == "POST" and form.is_valid():
        try:
            added = actions.register_at_the_desk(
                meeting=shown,
                needs=form.needed(),
                needs_note=form.cleaned_data["needs_note"],
                email=form.cleaned_data["email"],
                form_key=form.cleaned_data["form_key"] or secrets.token_urlsafe(16),
                actor=signed_in(request),
                now=timezone.now(),
            )
            messages.success(
                request,
                _("申し込みを入れました。番号は%(number)s、%(state)s。")
                % {"number": added.shown, "state": added.get_state_display()},
            )
            return redirect("meetings:registrations", meeting_pk=shown.pk)
        except Refusal as error:
            tell(form, error)
    people = queries.people(shown)
    context = {
        "meeting": shown,
        "people": people,
        "needs": queries.needs(people),
        "seats": reading.seats_of(shown),
        "form": form,
    }
    return render(request, "meetings/desk_registrations.html", context, status=400 if form.is_bound else 200)


@login_required
@require_POST
def mark_told(request: HttpRequest, registration_pk: int) -> HttpResponse:
    """They were told of their seat."""
    found = _registration(pk=registration_pk)
    try:
        actions.mark_told(registration=found, actor=signed_in(request), now=timezone.now())
    except Refusal as error:
        return refusal_page(request, error)
    return redirect("meetings:registrations", meeting_pk=found.meeting_id)


@login_required
@never_cache
def check_in(request: HttpRequest, meeting_pk: int) -> HttpResponse:
    """The door: a number typed in or scanned, and the table to which its holder goes. No name, no address."""
    shown = meeting_at_work(request, meeting_pk)
    if isinstance(shown, HttpResponse):
        return shown
    error, typed = "", ""
    if request.method == "POST":
        typed = request.POST.get("no", "")
        try:
            number = receipts.read_number(typed)
            found = shown.registrations.select_related("meeting__ward").filter(number=number).first()
            if found is not None:
                actions.check_in(registration=found, actor=signed_in(request), now=timezone.now())
                return redirect(f"{reverse('meetings:check-in', args=[shown.pk])}?last={found.pk}")
            error = _("この番号は、この会議の申し込みにありません。別の会議の番号でないか、控えを確かめてください。")
        except NotAReceiptNumber:
            error = _("番号の形が違います。9桁の数字を、打ち間違いがないか確かめてください。")
        except Refusal as refusal:
            return refusal_page(request, refusal, back=reverse("meetings:check-in", args=[shown.pk]))
    return _door(request, shown, error=error, typed=typed)


@login_required
@never_cache
def check_in_number(request: HttpRequest, number: str) -> HttpResponse:
    """What the code of a number opens: a page on which staff press once. It shows the number and the table alone."""
    found = _registration(number=number)
    if not permissions.can_handle(request.user, found.meeting):
        return refusal_page(request, NotAllowed())
    if request.method == "POST":
        try:
            actions.check_in(registration=found, actor=signed_in(request), now=timezone.now())
        except Refusal as error:
            return refusal_page(request, error, back=reverse("meetings:check-in", args=[found.meeting_id]))
        return redirect(f"{reverse('meetings:check-in', args=[found.meeting_id])}?last={found.pk}")
    return render(request, "meetings/desk_check_in_number.html", {"registration": found, "meeting": found.meeting})


@login_required
def tables(request: HttpRequest, meeting_pk: int) -> HttpResponse:
    """The table plan: how many tables, by lot or by hand."""
    shown = meeting_at_work(request, meeting_pk)
    if isinstance(shown, HttpResponse):
        return shown
    if request.method == "POST":
        try:
            _plan(request, shown)
        except Refusal as error:
            return refusal_page(request, error, back=reverse("meetings:tables", args=[shown.pk]))
        return redirect("meetings:tables", meeting_pk=shown.pk)
    context = {
        "meeting": shown,
        "seating": queries.seating(shown),
        "tables": list(shown.tables.all()),
        "tables_at_most": TABLES_AT_MOST,
        "moved_by_hand": False,
    }
    return render(request, "meetings/desk_tables.html", context)


@login_required
def door_list(request: HttpRequest, meeting_pk: int) -> HttpResponse:
    """The list for the door, on paper: numbers, tables, needs."""
    shown = meeting_at_work(request, meeting_pk)
    if isinstance(shown, HttpResponse):
        return shown
    context = {"meeting": shown, "seating": queries.seating(shown), "seats": reading.seats_of(shown)}
    return render(request, "meetings/desk_door_list.html", context)


@login_required
def table_cards(request: HttpRequest, meeting_pk: int) -> HttpResponse:
    """A card for each table to print: the code for its facilitator, and the one for everybody."""
    shown = meeting_at_work(request, meeting_pk)
    if isinstance(shown, HttpResponse):
        return shown
    context = {
        "meeting": shown,
        "cards": [
            (
                table,
                request.build_absolute_uri(reverse("meetings:table", args=[table.key])),
                request.build_absolute_uri(reverse("meetings:join-table", args=[shown.join_key, table.number])),
            )
            for table in shown.tables.all()
        ],
    }
    return render(request, "meetings/desk_table_cards.html", context)


def _plan(request: HttpRequest, shown: Meeting) -> None:
    """The one action that a button of the table plan stands for."""
    actor, now = signed_in(request), timezone.now()
    what = request.POST.get("what")
    if what == "set":
        count = min(TABLES_AT_MOST, max(1, whole(request.POST.get("count"))))
        actions.set_tables(meeting=shown, count=count, actor=actor, now=now)
        messages.success(request, _("テーブルを%(count)d台にしました。") % {"count": count})
    elif what == "draw":
        seed = actions.draw_tables(meeting=shown, actor=actor, now=now)
        messages.success(
            request, _("くじで分けました。種は%(seed)sです。会議のページで公開しています。") % {"seed": seed}
        )
    else:
        chosen = {
            whole(name.removeprefix("at-")): whole(str(number)) or None
            for name, number in request.POST.items()
            if name.startswith("at-")
        }
        moved = actions.seat_by_hand(meeting=shown, tables=chosen, actor=actor, now=now)
        messages.success(request, _("%(moved)d人の席を移しました。") % {"moved": moved})


def _door(request: HttpRequest, shown: Meeting, *, error: str, typed: str) -> HttpResponse:
    seated = shown.registrations.seated()
    context = {
        "meeting": shown,
        "error": error,
        "typed": typed,
        "last": seated.select_related("table").filter(pk=whole(request.GET.get("last"))).first(),
        "arrived": seated.filter(checked_in_at__isnull=False).count(),
        "expected": seated.count(),
    }
    return render(request, "meetings/desk_check_in.html", context, status=400 if error else 200)


def _registration(**by: object) -> Registration:
    return get_object_or_404(Registration.objects.select_related("meeting__ward", "meeting__process", "table"), **by)
