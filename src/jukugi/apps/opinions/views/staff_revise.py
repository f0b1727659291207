"""Set right what stands for an opinion: divide it, mask words, type it anew, say it in short; and undo that."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from jukugi.apps.accounts.models import User
from jukugi.apps.opinions import actions, errors, permissions
from jukugi.apps.opinions.enums import OpinionState
from jukugi.apps.opinions.forms.revising import Act, CorrectForm, GistForm, MaskForm, SplitForm, UndoForm
from jukugi.apps.opinions.models import Opinion, OpinionRevision
from jukugi.apps.opinions.queries import revising
from jukugi.apps.opinions.views.asked import signed_in
from jukugi.kit.errors import NotAllowed, Refusal, words_for
from jukugi.kit.pages.rendering import refusal_page, set_subject

FIELD_OF_REFUSAL = {
    (Act.SPLIT, errors.NothingToSplit): "cuts",
    (Act.MASK, errors.NothingToMask): "words",
    (Act.MASK, errors.WordsNotFound): "words",
    (Act.CORRECT, errors.OpinionEmpty): "text",
    (Act.CORRECT, errors.OpinionHasNoWords): "text",
    (Act.CORRECT, errors.OpinionTooLong): "text",
    (Act.CORRECT, errors.OpinionHasControls): "text",
    (Act.CORRECT, errors.SameWords): "text",
    (Act.GIST, errors.SameWords): "gist",
    (Act.SPLIT, errors.ReasonMissing): "split_reason",
    (Act.MASK, errors.ReasonMissing): "mask_reason",
    (Act.CORRECT, errors.ReasonMissing): "correct_reason",
}
Forms = dict[Act, Any]


@login_required
def revise(request: HttpRequest, opinion_pk: int) -> HttpResponse:
    """One opinion and what can be set right of it. One button, one act."""
    opinion = get_object_or_404(revising.opinions_to_revise(), pk=opinion_pk)
    if not permissions.can_handle(request.user, opinion.submission):
        return refusal_page(request, NotAllowed())
    act = next((act for act in Act if act == request.POST.get("act")), None) if request.method == "POST" else None
    forms = _forms(request, opinion, act)
    if act is not None and forms[act].is_valid():
        try:
            _do(opinion, act, forms[act], signed_in(request))
            return redirect(_afterwards(opinion, act))
        except Refusal as error:
            forms[act].add_error(FIELD_OF_REFUSAL.get((act, type(error))), str(words_for(error)))
    return _page(request, opinion, forms, status=400 if request.method == "POST" else 200)


@login_required
@require_POST
def undo(request: HttpRequest, revision_pk: int) -> HttpResponse:
    """Let the opinion stand again."""
    revision = get_object_or_404(
        OpinionRevision.objects.select_related("opinion__submission__ward", "opinion__submission__process"),
        pk=revision_pk,
    )
    opinion = revision.opinion
    if not permissions.can_handle(request.user, opinion.submission):
        return refusal_page(request, NotAllowed())
    form = UndoForm(request.POST)
    back = reverse("opinions:revise", args=[opinion.pk])
    if not form.is_valid():
        return refusal_page(request, errors.ReasonTooLong(limit=400), back=back)
    try:
        reason = form.cleaned_data["undone_reason"]
        actions.undo_revision(revision=revision, reason=reason, actor=signed_in(request), now=timezone.now())
    except Refusal as error:
        return refusal_page(request, error, back=back)
    return redirect("opinions:handle", opinion.pk)


def _forms(request: HttpRequest, opinion: Opinion, act: Act | None) -> Forms:
    """All of the page's forms; the one whose button was pressed holds what was sent."""
    sent = request.POST
    gist = opinion.gists.last()

    def bound(form: Callable[..., Any], of: Act, **options: Any) -> Any:
        return form(sent, **options) if of == act else form(**options)

    return {
        Act.SPLIT: bound(SplitForm, Act.SPLIT, text=opinion.text),
        Act.MASK: bound(MaskForm, Act.MASK, text=opinion.text),
        Act.CORRECT: bound(CorrectForm, Act.CORRECT, initial={"text": opinion.text}),
        Act.GIST: bound(GistForm, Act.GIST, initial={"gist": gist.text if gist is not None else ""}),
    }


def _do(opinion: Opinion, act: Act, form: Any, actor: User) -> None:
    fields: dict[str, Any] = form.cleaned_data
    how: dict[str, Any] = {"opinion": opinion, "actor": actor, "now": timezone.now()}
    if act == Act.SPLIT:
        actions.split_opinion(cuts=[int(cut) for cut in fields["cuts"]], reason=fields["split_reason"], **how)
    elif act == Act.MASK:
        actions.mask_opinion(words=form.chosen(), reason=fields["mask_reason"], **how)
    elif act == Act.CORRECT:
        actions.correct_opinion(text=fields["text"], reason=fields["correct_reason"], **how)
    else:
        actions.write_gist(text=fields["gist"], **how)


def _afterwards(opinion: Opinion, act: Act) -> str:
    """On to what stands now in its place; a gist is looked at where it was written."""
    if act == Act.GIST:
        return reverse("opinions:revise", args=[opinion.pk])
    first = Opinion.objects.filter(made_by__opinion=opinion, made_by__undone_at__isnull=True).order_by("position")
    return reverse("opinions:handle", args=[first.values_list("pk", flat=True)[0]])


def _page(request: HttpRequest, opinion: Opinion, forms: Forms, *, status: int) -> HttpResponse:
    set_subject(request, opinion.submission.process)
    context = {
        "opinion": opinion,
        "submission": opinion.submission,
        "stands": opinion.state != OpinionState.REPLACED,
        "split": forms[Act.SPLIT],
        "mask": forms[Act.MASK],
        "correct": forms[Act.CORRECT],
        "gist": forms[Act.GIST],
        "undo": UndoForm(),
        "history": revising.history_of(opinion.submission),
    }
    return render(request, "opinions/staff_revise.html", context, status=status)
