"""Minutes and handouts at the desk."""

from collections.abc import Callable
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from jukugi.apps.meetings import actions, errors, permissions
from jukugi.apps.meetings.enums import HANDOUT_BYTES_AT_MOST, MinutesState
from jukugi.apps.meetings.forms.meetings import ReasonForm
from jukugi.apps.meetings.forms.minutes import HandoutForm, MinutesForm, written
from jukugi.apps.meetings.models import Handout, Meeting, Minutes
from jukugi.apps.meetings.queries import meetings as reading
from jukugi.apps.meetings.views.asked import signed_in
from jukugi.apps.meetings.views.desk import meeting_at_work
from jukugi.kit.errors import NotAllowed, Refusal, WordsMissing
from jukugi.kit.pages.asked import tell
from jukugi.kit.pages.rendering import refusal_page

# What a button of the page does with a version, and what is said afterwards.
STEPS: dict[str, tuple[Callable[..., None], Any]] = {
    "check": (actions.check_minutes, gettext_lazy("確認しました。次は承認です。")),
    "approve": (actions.approve_minutes, gettext_lazy("承認しました。公開できます。")),
    "publish": (actions.publish_minutes, gettext_lazy("公開しました。だれでも読めます。")),
    "back": (actions.send_back_minutes, gettext_lazy("下書きに戻しました。")),
}


@login_required
def minutes(request: HttpRequest, meeting_pk: int) -> HttpResponse:
    """The newest version: to write while it is a draft, to read and press on afterwards."""
    shown = meeting_at_work(request, meeting_pk)
    if isinstance(shown, HttpResponse):
        return shown
    current = shown.minutes.order_by("-version").first()
    if current is None or request.method != "POST":
        return _page(request, shown, current)
    form = MinutesForm(request.POST, items=list(current.items.select_related("agenda_item")))
    if form.is_valid():
        try:
            actions.write_minutes(
                minutes=current,
                words=form.minutes_words,
                seen=form.cleaned_data["seen"],
                actor=signed_in(request),
                now=timezone.now(),
            )
            messages.success(request, _("下書きを保存しました。次は、ほかの人が確認します。"))
            return redirect("meetings:desk-minutes", meeting_pk=shown.pk)
        except errors.MinutesChangedMeanwhile as error:
            form = _again(form, shown, current)
            tell(form, error)
        except Refusal as error:
            tell(form, error, {errors.TimesReversed: "closed_at"})
    return _page(request, shown, current, form=form)


@login_required
@require_POST
def begin(request: HttpRequest, meeting_pk: int) -> HttpResponse:
    """Begin the first version."""
    shown = meeting_at_work(request, meeting_pk)
    if isinstance(shown, HttpResponse):
        return shown
    try:
        actions.draft_minutes(meeting=shown, actor=signed_in(request), now=timezone.now())
    except Refusal as error:
        return refusal_page(request, error, back=reverse("meetings:desk-minutes", args=[shown.pk]))
    return redirect("meetings:desk-minutes", meeting_pk=shown.pk)


@login_required
@require_POST
def step(request: HttpRequest, minutes_pk: int, what: str) -> HttpResponse:
    """Check, approve, publish, or send back."""
    related = Minutes.objects.select_related("meeting__ward", "meeting__process")
    current = get_object_or_404(related, pk=minutes_pk)
    if not permissions.can_handle(request.user, current.meeting):
        return refusal_page(request, NotAllowed())
    action, said = STEPS[what]
    back = reverse("meetings:desk-minutes", args=[current.meeting_id])
    try:
        action(minutes=current, actor=signed_in(request), now=timezone.now())
    except Refusal as error:
        return refusal_page(request, error, back=back)
    messages.success(request, said)
    return redirect(back)


@login_required
@require_POST
def correct(request: HttpRequest, meeting_pk: int) -> HttpResponse:
    """Begin a version that corrects what is public."""
    shown = meeting_at_work(request, meeting_pk)
    if isinstance(shown, HttpResponse):
        return shown
    form = ReasonForm(request.POST)
    if form.is_valid():
        try:
            actions.correct_minutes(meeting=shown, **form.cleaned_data, actor=signed_in(request), now=timezone.now())
            return redirect("meetings:desk-minutes", meeting_pk=shown.pk)
        except Refusal as error:
            tell(form, error, {WordsMissing: "reason"})
    return _page(request, shown, shown.minutes.order_by("-version").first(), correcting=form)


@login_required
def handouts(request: HttpRequest, meeting_pk: int) -> HttpResponse:
    """The papers of a meeting, and a form for one more."""
    shown = meeting_at_work(request, meeting_pk)
    if isinstance(shown, HttpResponse):
        return shown
    form = HandoutForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            if file.size > HANDOUT_BYTES_AT_MOST:
                size, limit = -(-file.size // 1024**2), HANDOUT_BYTES_AT_MOST // 1024**2
                raise errors.HandoutTooLarge(size=size, limit=limit)
            actions.add_handout(
                meeting=shown,
                title=form.cleaned_data["title"],
                file_name=file.name,
                content=file.read(),
                actor=signed_in(request),
                now=timezone.now(),
            )
            messages.success(request, _("資料を置きました。会議のページから受け取れます。"))
            return redirect("meetings:handouts", meeting_pk=shown.pk)
        except Refusal as error:
            is_of_file = isinstance(error, errors.HandoutTooLarge | errors.HandoutOfUnknownKind)
            tell(form, error, {type(error): "file" if is_of_file else "title"})
    context = {"meeting": shown, "form": form, "handouts": shown.handouts.defer("content")}
    return render(request, "meetings/desk_handouts.html", context, status=400 if form.is_bound else 200)


@login_required
@require_POST
def withdraw_handout(request: HttpRequest, handout_pk: int) -> HttpResponse:
    """Take a paper back."""
    related = Handout.objects.select_related("meeting__ward").defer("content")
    found = get_object_or_404(related, pk=handout_pk)
    if not permissions.can_handle(request.user, found.meeting):
        return refusal_page(request, NotAllowed())
    back = reverse("meetings:handouts", args=[found.meeting_id])
    try:
        actions.withdraw_handout(
            handout=found, reason=request.POST.get("reason", ""), actor=signed_in(request), now=timezone.now()
        )
    except Refusal as error:
        return refusal_page(request, error, back=back)
    messages.success(request, _("取り下げました。理由は会議のページに出ています。"))
    return redirect(back)


def _again(form: MinutesForm, shown: Meeting, current: Minutes) -> MinutesForm:
    """The same words, now against the version that stands: pressing again is a decision."""
    fresh = shown.minutes.get(pk=current.pk)
    sent = cast(QueryDict, form.data).copy()
    sent["seen"] = written(fresh)["seen"]
    again = MinutesForm(sent, items=list(fresh.items.select_related("agenda_item")))
    again.is_valid()
    return again


def _page(
    request: HttpRequest,
    shown: Meeting,
    current: Minutes | None,
    *,
    form: MinutesForm | None = None,
    correcting: ReasonForm | None = None,
) -> HttpResponse:
    items = list(current.items.select_related("agenda_item")) if current else []
    is_draft = current is not None and current.state == MinutesState.DRAFTED
    context = {
        "meeting": shown,
        "minutes": current,
        "items": items,
        "is_draft": is_draft,
        "is_own": current is not None and current.drafted_by == signed_in(request).actor_key,
        "form": form or (MinutesForm(initial=written(current), items=items) if current and is_draft else None),
        "correcting": correcting or ReasonForm(),
        "results": reading.results(shown),
        "versions": list(shown.minutes.order_by("-version")),
    }
    return render(request, "meetings/desk_minutes.html", context, status=400 if form or correcting else 200)
