"""Appeals at the desk: those that wait, and one to answer by somebody else than who hid the voice."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from jukugi.apps.opinions import actions, errors, permissions
from jukugi.apps.opinions.forms.appealing import AnswerForm
from jukugi.apps.opinions.models import Appeal
from jukugi.apps.opinions.queries import appeals as queries
from jukugi.apps.opinions.views.asked import signed_in
from jukugi.kit.errors import NotAllowed, Refusal, words_for
from jukugi.kit.pages.rendering import refusal_page, set_subject

ANSWERED_SHOWN = 20


@login_required
def appeals(request: HttpRequest) -> HttpResponse:
    """What waits for an answer, and what was answered lately."""
    areas = permissions.areas_handled_by(request.user)
    if not areas:
        return refusal_page(request, NotAllowed())
    context = {
        "waiting": queries.waiting_appeals(areas),
        "answered": queries.answered_appeals(areas, at_most=ANSWERED_SHOWN),
    }
    return render(request, "opinions/staff_appeals.html", context)


@login_required
def answer(request: HttpRequest, appeal_pk: int) -> HttpResponse:
    """One appeal beside the voice and the reason it is about."""
    related = ("opinion__submission__ward", "opinion__submission__process", "department")
    appeal = get_object_or_404(Appeal.objects.select_related(*related), pk=appeal_pk)
    if not permissions.can_handle(request.user, appeal.opinion.submission):
        return refusal_page(request, NotAllowed())
    set_subject(request, appeal.opinion.submission.process)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            actions.answer_appeal(
                appeal=appeal,
                is_upheld=form.cleaned_data["verdict"] == "upheld",
                answer=form.cleaned_data["answer"],
                actor=signed_in(request),
                now=timezone.now(),
            )
            return redirect("opinions:appeals")
        except errors.AnswerMissing as error:
            form.add_error("answer", str(words_for(error)))
        except Refusal as error:
            form.add_error(None, str(words_for(error)))
    hiding = appeal.opinion.reviews.select_related("department").filter(state="hidden").last()
    is_own = hiding is not None and hiding.actor_key == signed_in(request).actor_key
    context = {"appeal": appeal, "form": form, "hiding": hiding, "is_own": is_own}
    return render(request, "opinions/staff_appeal.html", context, status=400 if form.is_bound else 200)
