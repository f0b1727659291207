"""Who took part as counted now, editions, what was tried, and letters needed: at the desk."""

from collections.abc import Callable
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jukugi.apps.accounts.models import User
from jukugi.apps.processes.models import Process
from jukugi.apps.processes.queries import main_process
from jukugi.apps.reach import actions, errors, exports, permissions
from jukugi.apps.reach.forms import CorrectionForm, EditionForm, LettersForm, OutreachForm, PhaseForm, ReasonForm, told
from jukugi.apps.reach.models import Outreach
from jukugi.apps.reach.queries import editions as queries
from jukugi.apps.reach.queries import outreach as outreach_queries
from jukugi.apps.reach.queries.letters import forecast
from jukugi.apps.reach.views.public import attachment, picture_context
from jukugi.kit.errors import NotAllowed, Refusal, words_for
from jukugi.kit.pages.asked import tell, whole
from jukugi.kit.pages.rendering import refusal_page, set_subject

PLACES: dict[type[Refusal], str] = {
    errors.FutureOutreach: "done_on",
    errors.MoreThanHandedOut: "responses",
    errors.TwoWaysCounted: "call",
    errors.AnotherProcess: "call",
    errors.NobodyHandedOut: "handed_out",
}


def _for_officers(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The page for somebody who works on the process that home tells of; else the page that says no."""

    @login_required
    def guarded(request: HttpRequest, *args: Any, **options: Any) -> HttpResponse:
        if not permissions.can_look(request.user):
            return refusal_page(request, NotAllowed())
        process = main_process()
        if process is None:
            raise Http404
        set_subject(request, process)
        return view(request, process, *args, **options)

    return guarded


@_for_officers
def live(request: HttpRequest, process: Process) -> HttpResponse:
    """All counts of today, and what would be published of them."""
    prepared = queries.prepared_of(process)
    context: dict[str, Any] = {"process": process, "prepared": prepared, "editions": queries.editions_of(process)}
    context["may_publish"] = permissions.can_publish(request.user)
    context["form"] = EditionForm()
    if prepared is not None and prepared.live:
        wanted = whole(request.GET.get("phase"))
        scopes = prepared.live["scopes"]
        scope = next((one for one in scopes if one["pk"] == wanted), scopes[0])
        document = {**prepared.live, "sources": scope["sources"]}
        context |= {
            "phase_form": PhaseForm(scopes, scope["pk"]),
            "way_url": f"?phase={scope['pk']}&",
            **picture_context(document, request.GET.get("way")),
        }
        context["preview"] = _preview(prepared.public)
    return render(request, "reach/desk_live.html", context)


def _preview(public: dict[str, Any]) -> list[dict[str, Any]]:
    """Of each way, whether its figures would be new, and how many stay empty."""
    return [
        {
            "name": one["name"],
            "is_few": one["is_few"],
            "is_awaited": "editions" in one and not one["editions"],
            "is_new": one["since"] == public["edition"],
            "since": one["since"],
            "hidden": len(one["hidden"]),
            "figures": len(one["figures"]),
        }
        for one in public["sources"].values()
    ]


@require_POST
@_for_officers
def publish(request: HttpRequest, process: Process) -> HttpResponse:
    """Publish what was prepared, or have it counted anew."""
    user, now = cast(User, request.user), timezone.now()
    try:
        if "count" in request.POST:
            actions.want_count(process=process, actor=user, now=now)
            messages.info(request, _("数え直しを頼みました。1分ほどで、新しい数になります。"))
            return redirect("reach:desk")
        edition = actions.publish_reach(process=process, note=request.POST.get("note", ""), actor=user, now=now)
    except Refusal as refusal:
        return refusal_page(request, refusal)
    messages.success(request, _("参加の広がり 第%(number)d版を公表しました。") % {"number": edition.number})
    return redirect("reach:reach")


@_for_officers
def log(request: HttpRequest, process: Process) -> HttpResponse:
    """What was tried for whom."""
    entries = outreach_queries.tried(process)
    context = {"process": process, "entries": entries, "history": outreach_queries.history(process)}
    return render(request, "reach/desk_log.html", context)


@_for_officers
def log_file(request: HttpRequest, process: Process) -> HttpResponse:
    """The log as a file."""
    return attachment(exports.log_csv(outreach_queries.tried(process)), "はたらきかけの記録.csv")


@_for_officers
def record(request: HttpRequest, process: Process) -> HttpResponse:
    """Write down what was tried."""
    form = OutreachForm(request.POST or None, process=process)
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_outreach(
                process=process, draft=form.draft, actor=cast(User, request.user), now=timezone.now()
            )
        except Refusal as refusal:
            tell(form, refusal, PLACES)
        else:
            messages.success(request, _("はたらきかけを記録しました。"))
            return redirect("reach:log")
    return render(request, "reach/desk_record.html", {"form": form, "process": process})


@_for_officers
def correct(request: HttpRequest, process: Process, outreach_pk: int) -> HttpResponse:
    """Put a corrected entry in the place of one."""
    row = _entry(process, outreach_pk)
    form = CorrectionForm(request.POST or None, process=process, initial=told(row))
    if request.method == "POST" and form.is_valid():
        try:
            actions.correct_outreach(
                outreach=row,
                draft=form.draft,
                reason=form.cleaned_data["reason"],
                actor=cast(User, request.user),
                now=timezone.now(),
            )
        except Refusal as refusal:
            tell(form, refusal, PLACES)
        else:
            messages.success(request, _("記録を直しました。前の記録も残っています。"))
            return redirect("reach:log")
    return render(request, "reach/desk_record.html", {"form": form, "process": process, "row": row})


@_for_officers
def take_back(request: HttpRequest, process: Process, outreach_pk: int) -> HttpResponse:
    """Take an entry out of the sums."""
    row = _entry(process, outreach_pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.take_back_outreach(
                outreach=row,
                reason=form.cleaned_data["reason"],
                actor=cast(User, request.user),
                now=timezone.now(),
            )
        except Refusal as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("記録を取り下げました。"))
            return redirect("reach:log")
    return render(request, "reach/desk_take_back.html", {"form": form, "process": process, "row": row})


def _entry(process: Process, pk: int) -> Outreach:
    rows = Outreach.objects.select_related("process", "ward", "call")
    return get_object_or_404(rows, pk=pk, process=process)


@_for_officers
def letters(request: HttpRequest, process: Process) -> HttpResponse:
    """How many letters are needed, from what earlier ones brought. Nothing is written."""
    sent, answered = outreach_queries.past_letters(outreach_queries.tried(process))
    asked = "wanted" in request.GET
    form = LettersForm(request.GET if asked else None, initial={"wanted": 20, "sent": sent, "answered": answered})
    context: dict[str, Any] = {"form": form, "process": process, "past": (sent, answered)}
    if asked and form.is_valid():
        try:
            context["forecast"] = forecast(**form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(words_for(refusal)))
    return render(request, "reach/desk_letters.html", context)
