"""Move dates at the desk: first what would move and what that breaks, then the decision."""

from dataclasses import replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from jukugi.apps.processes import actions
from jukugi.apps.processes.errors import EndsBeforeItStarts, PreviewOutdated, ProcessFinished
from jukugi.apps.processes.forms import ShiftForm
from jukugi.apps.processes.queries.slips import Course, Proposal, course, final_day, key_of, proposal
from jukugi.apps.processes.shifting import Piece
from jukugi.apps.processes.views.helping import actor, back_to, for_officers, stage_of
from jukugi.kit.errors import Refusal, words_for
from jukugi.kit.pages.rendering import refusal_page


@for_officers
def shift(request: HttpRequest, kind: str, stage_pk: int) -> HttpResponse:
    """The form; sent once it shows the preview, sent again with the choice it moves (``decide``)."""
    stage = stage_of(kind, stage_pk)
    if stage.process.is_finished:
        return refusal_page(request, ProcessFinished(process=stage.process.title))
    found = course(stage.process)
    piece = found.pieces[key_of(stage)]
    if request.method != "POST":
        return _page(request, stage, ShiftForm(piece=piece, initial=_shown(piece)), None)
    form = ShiftForm(request.POST, piece=piece)
    if not form.is_valid():
        return _page(request, stage, form, None, status=400)
    root = _root(form, piece)
    if root.ends < root.begins:
        form.add_error("ends_on", str(words_for(EndsBeforeItStarts(title=piece.title))))
        return _page(request, stage, form, None, status=400)
    # The first preview takes everything; afterwards what is ticked.
    is_first = "seen" not in request.POST
    taken = None if is_first else set(request.POST.getlist("also"))
    shown = proposal(found, root, process=stage.process, now=timezone.now(), taken=taken)
    if "decide" not in request.POST or is_first:
        return _preview(request, stage, form, shown)
    return _decide(request, stage, form, root, found, shown)


def _decide(request, stage, form, root: Piece, found: Course, shown: Proposal) -> HttpResponse:  # type: ignore[no-untyped-def]
    try:
        actions.shift(
            process=stage.process,
            root=root,
            also=[move.key for move in shown.moves],
            reason=form.cleaned_data["reason"],
            seen=request.POST["seen"],
            actor=actor(request),
            now=timezone.now(),
        )
    except PreviewOutdated as error:
        form.add_error(None, str(words_for(error)))
        return _preview(request, stage, form, shown, status=409)
    except Refusal as error:
        form.add_error(None, str(words_for(error)))
        return _page(request, stage, form, None, status=400)
    count = len(shown.moves)
    messages.success(request, _("%(count)d件の予定をずらしました。理由は公開しています。") % {"count": count})
    return back_to(stage.process)


def _preview(request, stage, form, shown: Proposal, *, status: int = 200) -> HttpResponse:  # type: ignore[no-untyped-def]
    if not shown.moves:
        form.add_error(None, _("新しい日付が、いまの日付と同じです。ずらす月数か、新しい日を書いてください。"))
        return _page(request, stage, form, None, status=400)
    return _page(request, stage, form, shown, status=status)


def _page(request, stage, form, shown: Proposal | None, *, status: int = 200) -> HttpResponse:  # type: ignore[no-untyped-def]
    context = {"process": stage.process, "stage": stage, "form": form, "proposal": shown}
    return render(request, "processes/desk_shift.html", context, status=status)


def _root(form: ShiftForm, piece: Piece) -> Piece:
    begins, ends = form.dates
    return replace(piece, begins=begins, ends=ends, precision=form.cleaned_data["precision"])


def _shown(piece: Piece) -> dict[str, object]:
    return {
        "starts_on": timezone.localdate(piece.begins),
        "ends_on": final_day(piece),
        "precision": piece.precision,
    }
