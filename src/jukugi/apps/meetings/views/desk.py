"""Meetings at the desk: the list, a new one, the plan of one."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jukugi.apps.meetings import actions, errors, permissions
from jukugi.apps.meetings.forms.meetings import (
    AgendaForm,
    MeetingForm,
    NewMeetingForm,
    ReasonForm,
    agenda_text,
    plan_of,
)
from jukugi.apps.meetings.models import Meeting
from jukugi.apps.meetings.queries import desk as queries
from jukugi.apps.meetings.queries import meetings as reading
from jukugi.apps.meetings.views.asked import signed_in
from jukugi.apps.processes.queries import main_process
from jukugi.kit.errors import NotAllowed, Refusal, WordsMissing
from jukugi.kit.pages.asked import tell
from jukugi.kit.pages.rendering import refusal_page, set_subject

PLACES: dict[type[Refusal], str] = {
    errors.TimesReversed: "ends_at",
    errors.RegistrationEndMissing: "registration_closes_at",
    errors.CapacityBelowSeats: "capacity",
    errors.IssueOfAnotherProcess: "issues",
    errors.AgendaTooLong: "agenda",
    errors.AgendaUnreadable: "agenda",
    errors.AgendaInUse: "agenda",
    errors.QuestionsInUse: "questions",
    WordsMissing: "reason",
}


@login_required
def meetings(request: HttpRequest) -> HttpResponse:
    """わたしの会議: what comes, what was and still needs something."""
    areas = permissions.areas_handled_by(request.user)
    if not areas:
        return refusal_page(request, NotAllowed())
    coming, past = queries.my_meetings(areas, now=timezone.now())
    return render(request, "meetings/desk_list.html", {"coming": coming, "past": past})


@login_required
def new_meeting(request: HttpRequest) -> HttpResponse:
    """Put a meeting on the calendar."""
    areas = permissions.areas_handled_by(request.user)
    if not areas:
        return refusal_page(request, NotAllowed())
    process = main_process()
    if process is None:
        return render(request, "meetings/desk_new.html", {"form": None})
    form = NewMeetingForm(request.POST or None, process=process, areas=areas)
    if request.method == "POST" and form.is_valid():
        try:
            meeting = actions.plan_meeting(
                process=process,
                ward=form.cleaned_data["ward"],
                plan=form.plan,
                actor=signed_in(request),
                now=timezone.now(),
            )
            messages.success(request, _("会議を予定に入れました。次は議題を決めてください。"))
            return redirect("meetings:agenda", meeting_pk=meeting.pk)
        except Refusal as error:
            tell(form, error, PLACES)
    set_subject(request, process)
    return render(request, "meetings/desk_new.html", {"form": form}, status=400 if form.is_bound else 200)


@login_required
def meeting(request: HttpRequest, meeting_pk: int) -> HttpResponse:
    """One meeting with all that is to do for it."""
    shown = meeting_at_work(request, meeting_pk)
    if isinstance(shown, HttpResponse):
        return shown
    return _page(request, shown)


@login_required
def edit(request: HttpRequest, meeting_pk: int) -> HttpResponse:
    """Change the plan."""
    shown = meeting_at_work(request, meeting_pk)
    if isinstance(shown, HttpResponse):
        return shown
    form = MeetingForm(request.POST or None, process=shown.process, initial=plan_of(shown))
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_meeting(meeting=shown, plan=form.plan, actor=signed_in(request), now=timezone.now())
            messages.success(request, _("保存しました。公開の画面にも出ています。"))
            return redirect("meetings:desk-meeting", meeting_pk=shown.pk)
        except Refusal as error:
            tell(form, error, PLACES)
    context = {"meeting": shown, "form": form}
    return render(request, "meetings/desk_edit.html", context, status=400 if form.is_bound else 200)


@login_required
def agenda(request: HttpRequest, meeting_pk: int) -> HttpResponse:
    """The agenda in minutes, and the questions for raised hands."""
    shown = meeting_at_work(request, meeting_pk)
    if isinstance(shown, HttpResponse):
        return shown
    written = {
        "agenda": agenda_text(list(shown.agenda.all())),
        "questions": "\n".join(question.text for question in shown.questions.all()),
    }
    form = AgendaForm(request.POST or None, initial=written)
    if request.method == "POST" and form.is_valid():
        actor, now = signed_in(request), timezone.now()
        try:
            actions.set_agenda(meeting=shown, items=form.drafts(), actor=actor, now=now)
            actions.set_questions(meeting=shown, texts=form.asked(), actor=actor, now=now)
            messages.success(request, _("保存しました。時刻は、始まりから順に足して出しています。"))
            return redirect("meetings:desk-meeting", meeting_pk=shown.pk)
        except Refusal as error:
            tell(form, error, PLACES)
    context = {"meeting": shown, "form": form, "rows": reading.agenda_rows(shown)}
    return render(request, "meetings/desk_agenda.html", context, status=400 if form.is_bound else 200)


@login_required
@require_POST
def cancel(request: HttpRequest, meeting_pk: int) -> HttpResponse:
    """Call the meeting off."""
    shown = meeting_at_work(request, meeting_pk)
    if isinstance(shown, HttpResponse):
        return shown
    form = ReasonForm(request.POST)
    if form.is_valid():
        try:
            actions.cancel_meeting(meeting=shown, **form.cleaned_data, actor=signed_in(request), now=timezone.now())
            messages.success(request, _("取りやめにしました。理由は会議のページに出ています。"))
            return redirect("meetings:desk-meeting", meeting_pk=shown.pk)
        except Refusal as error:
            tell(form, error, PLACES)
    return _page(request, shown, cancelling=form)


@login_required
@require_POST
def open_now(request: HttpRequest, meeting_pk: int) -> HttpResponse:
    """The meeting has begun."""
    shown = meeting_at_work(request, meeting_pk)
    if isinstance(shown, HttpResponse):
        return shown
    try:
        actions.open_meeting(meeting=shown, actor=signed_in(request), now=timezone.now())
    except Refusal as error:
        return refusal_page(request, error, back=desk_url(shown))
    messages.success(request, _("開会を記録しました。テーブルの時計は、いまから数えます。"))
    return redirect("meetings:desk-meeting", meeting_pk=shown.pk)


@login_required
@require_POST
def close_now(request: HttpRequest, meeting_pk: int) -> HttpResponse:
    """The meeting has ended."""
    shown = meeting_at_work(request, meeting_pk)
    if isinstance(shown, HttpResponse):
        return shown
    try:
        actions.close_meeting(meeting=shown, actor=signed_in(request), now=timezone.now())
    except Refusal as error:
        return refusal_page(request, error, back=desk_url(shown))
    messages.success(request, _("閉会を記録しました。ふせんは、あと7日のあいだ打ち込めます。"))
    return redirect("meetings:desk-meeting", meeting_pk=shown.pk)


def meeting_at_work(request: HttpRequest, meeting_pk: int) -> Meeting | HttpResponse:
    """The meeting for somebody who handles it, else the page that says no."""
    related = Meeting.objects.select_related("process", "body", "ward", "phase")
    shown = get_object_or_404(related, pk=meeting_pk)
    if not permissions.can_handle(request.user, shown):
        return refusal_page(request, NotAllowed())
    set_subject(request, shown.process)
    return shown


def desk_url(shown: Meeting) -> str:
    return reverse("meetings:desk-meeting", args=[shown.pk])


def _page(request: HttpRequest, shown: Meeting, *, cancelling: ReasonForm | None = None) -> HttpResponse:
    notes = queries.notes(shown)
    context = {
        "meeting": shown,
        "stage": reading.stage(shown, now=timezone.now()),
        "rows": reading.agenda_rows(shown),
        "seats": reading.seats_of(shown),
        "tables": [
            (row.table, len(row.notes), request.build_absolute_uri(reverse("meetings:table", args=[row.table.key])))
            for row in notes
        ],
        "unsent": sum(row.unsent for row in notes),
        "note_count": sum(len(row.notes) for row in notes),
        "minutes": shown.minutes.order_by("-version").first(),
        "handouts": shown.handouts.defer("content"),
        "cancelling": cancelling or ReasonForm(),
    }
    return render(request, "meetings/desk_meeting.html", context, status=400 if cancelling else 200)
