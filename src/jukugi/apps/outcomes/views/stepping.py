"""One step of a promise: what happened with it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from jukugi.apps.outcomes import errors
from jukugi.apps.outcomes.actions import keeping
from jukugi.apps.outcomes.enums import PromiseAct
from jukugi.apps.outcomes.forms import DepartmentForm, DueForm, MeasureForm, ProgressForm, StepForm
from jukugi.apps.outcomes.models import Promise
from jukugi.apps.outcomes.queries.promises import story_of
from jukugi.apps.outcomes.views.asked import kept_promise, signed_in
from jukugi.kit.errors import Refusal
from jukugi.kit.pages.asked import tell

PLACES: dict[type[Refusal], str] = {
    errors.EvidenceMissing: "evidence",
    errors.DayInFuture: "on",
    errors.DueNotMoved: "due_on",
    errors.DueBeforePromised: "due_on",
    errors.SameDepartment: "department",
}


@dataclass(frozen=True)
class StepKind:
    """A form, what it does, and what is said when it is done. ``heading`` and ``button`` stand on the page."""

    form: Callable[..., forms.Form]
    act: Callable[..., Any]
    heading: Any
    button: Any
    done: Any


KINDS: dict[str, StepKind] = {
    PromiseAct.PROGRESS: StepKind(
        ProgressForm, keeping.note_progress, _("進みぐあいを書く"), _("書いて公開する"), _("進みぐあいを載せました。")
    ),
    PromiseAct.MEASURED: StepKind(
        MeasureForm, keeping.measure, _("指標を測った"), _("値を載せる"), _("測った値を載せました。")
    ),
    PromiseAct.DONE: StepKind(
        ProgressForm,
        keeping.keep_promise,
        _("行った"),
        _("「行った」として公開する"),
        _("「行った」として公開しました。"),
    ),
    PromiseAct.MOVED: StepKind(
        DueForm,
        keeping.move_due,
        _("期日を変える"),
        _("理由とともに期日を変える"),
        _("期日を変えました。はじめの期日も残ります。"),
    ),
    PromiseAct.HANDED_ON: StepKind(
        DepartmentForm, keeping.hand_on, _("受け持ちを移す"), _("受け持ちを移す"), _("受け持ちを移しました。")
    ),
    PromiseAct.GIVEN_UP: StepKind(
        StepForm,
        keeping.give_up,
        _("行わないことにする"),
        _("理由を公開して終える"),
        _("「行わないことにした」として公開しました。"),
    ),
    PromiseAct.REOPENED: StepKind(
        StepForm,
        keeping.reopen,
        _("もう一度、進めることにする"),
        _("理由を公開して開く"),
        _("もう一度、進めることにしました。"),
    ),
}


def forms_of(promise: Promise) -> dict[str, forms.Form]:
    """The forms that fit where the promise stands, by act."""
    if not promise.is_public:
        return {}
    if promise.is_open:
        acts = [act for act in KINDS if act != PromiseAct.REOPENED]
    else:
        acts = [PromiseAct.REOPENED, PromiseAct.MEASURED]
    today = timezone.localdate()
    return {
        act: KINDS[act].form(prefix=act, initial={"on": today, "due_on": promise.due_on})
        for act in acts
        if act != PromiseAct.MEASURED or promise.indicator
    }


def promise_page(request: HttpRequest, found: Promise, status: int = 200, **forms: Any) -> HttpResponse:
    """The page of one promise at the desk, with forms that could not be taken in their place."""
    story = story_of(found, timezone.localdate())
    context = {
        "story": story,
        "forms": forms_of(found) | forms,
        "may_publish": not found.is_public and found.drafted_by != signed_in(request).actor_key,
    }
    return render(request, "outcomes/desk_promise.html", context, status=status)


@require_POST
@login_required
def step(request: HttpRequest, promise_pk: int, act: str) -> HttpResponse:
    """Write down what happened."""
    found = kept_promise(request, promise_pk)
    if isinstance(found, HttpResponse):
        return found
    kind = KINDS.get(act)
    if kind is None:
        raise Http404
    form = kind.form(request.POST, prefix=act)
    if form.is_valid():
        try:
            kind.act(promise=found, **form.cleaned_data, actor=signed_in(request), now=timezone.now())
            messages.success(request, str(kind.done))
            return redirect("outcomes:desk-promise", found.pk)
        except Refusal as error:
            tell(form, error, PLACES)
    return promise_page(request, found, 400, **{act: form})
