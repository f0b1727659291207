"""Appeals against hiding: sent by whoever holds the number, and the list of all that is hidden, with why."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from jukugi.apps.accounts.actions import participation_of
from jukugi.apps.opinions import actions
from jukugi.apps.opinions.forms.appealing import AppealForm
from jukugi.apps.opinions.models import Opinion
from jukugi.apps.opinions.queries import appeals
from jukugi.apps.opinions.views.wanted import page_named
from jukugi.apps.processes.queries import main_process
from jukugi.kit.errors import Refusal, words_for
from jukugi.kit.pages.rendering import set_subject

HIDDEN_SHOWN = 50


@never_cache
def appeal(request: HttpRequest, number: str, position: str) -> HttpResponse:
    """Say why a hidden voice should be read by everybody. Its words are not shown here: a number can be guessed."""
    opinions = Opinion.objects.standing().select_related("submission__process", "submission__ward")
    opinion = get_object_or_404(opinions, submission__receipt=number, position=int(position))
    set_subject(request, opinion.submission.process)
    participation = participation_of(request)
    participation.offer()
    form = AppealForm(request.POST if request.method == "POST" else None)
    status = 400 if form.is_bound else 200
    now = timezone.now()
    if form.is_bound and form.is_valid():
        try:
            with participation.acting(now=now) as author:
                actions.appeal(opinion=opinion, text=form.cleaned_data["text"], author=author, now=now)
            return redirect(opinion.submission)
        except Refusal as error:
            form.add_error("text", str(words_for(error)))
            status = 409
    context = {"form": form, "opinion": opinion, "standing": appeals.standing_of(opinion)}
    response = render(request, "opinions/appeal.html", context, status=status)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def hidden(request: HttpRequest) -> HttpResponse:
    """Every voice that is not public, by day, channel and ward, with the rule and the reason. No words, no number."""
    process = main_process()
    set_subject(request, process)
    pages = Paginator(appeals.hidden_reviews(process), HIDDEN_SHOWN)
    part = pages.page(max(1, min(page_named(request.GET), pages.num_pages)))
    by_rule = appeals.hidden_by_rule(process)
    return render(request, "opinions/hidden_list.html", {"page": part, "by_rule": by_rule})
