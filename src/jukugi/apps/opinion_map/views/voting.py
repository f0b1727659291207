from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from jukugi.apps.accounts.actions import participation_of
from jukugi.apps.opinion_map import actions
from jukugi.apps.opinion_map.errors import StatementExists
from jukugi.apps.opinion_map.forms import ProposalForm, VoteForm
from jukugi.apps.opinion_map.models import Statement, Topic
from jukugi.apps.opinion_map.queries.topics import topic_rows
from jukugi.apps.opinion_map.queries.voting import vote_card
from jukugi.kit.errors import Refusal, words_for
from jukugi.kit.pages.rendering import page_or_part, set_subject


def topics(request: HttpRequest) -> HttpResponse:
    """Every topic, those that take answers first."""
    return render(request, "opinion_map/topic_list.html", {"rows": topic_rows(now=timezone.now())})


@never_cache
def vote(request: HttpRequest, topic_pk: int) -> HttpResponse:
    """The next statement this participant has not answered; ``?after=`` puts one off."""
    topic = get_object_or_404(Topic.objects.select_related("process", "area", "issue"), pk=topic_pk)
    after = request.GET.get("after", "")
    return _voting_page(
        request, topic, after=int(after) if after.isascii() and after.isdigit() and len(after) < 19 else None
    )


@never_cache
def statement(request: HttpRequest, topic_pk: int, statement_pk: int) -> HttpResponse:
    """One statement, to answer it or to answer it anew."""
    topic = get_object_or_404(Topic.objects.select_related("process", "area", "issue"), pk=topic_pk)
    shown_statement = get_object_or_404(topic.statements.shown(), pk=statement_pk)
    return _voting_page(request, topic, statement=shown_statement)


@require_POST
def cast(request: HttpRequest, topic_pk: int, statement_pk: int) -> HttpResponse:
    """Take one answer, then go on to the next statement. No account: the first answer makes a participant."""
    answered = get_object_or_404(
        Statement.objects.select_related("topic__process", "topic__area", "topic__issue"), pk=statement_pk
    )
    if answered.topic_id != topic_pk:
        raise Http404
    form = VoteForm(request.POST)
    has_read = request.POST.get("after_reasons") == "1"
    now = timezone.now()
    if form.is_valid():
        try:
            with participation_of(request).acting(now=now) as voter:
                actions.cast_vote(
                    statement=answered,
                    voter=voter,
                    choice=form.cleaned_data["choice"],
                    now=now,
                    after_reasons=has_read,
                )
        except Refusal as error:
            form.add_error(None, str(words_for(error)))
    if form.is_valid() and not request.htmx:  # type: ignore[attr-defined]
        if has_read:
            return redirect("opinion_map:reasons", topic_pk=topic_pk, statement_pk=statement_pk)
        return redirect("opinion_map:vote", topic_pk=topic_pk)
    errors = [str(error) for field in form.errors.values() for error in field]
    return _voting_page(request, answered.topic, errors=errors, status=409 if errors else 200)


@require_POST
def propose(request: HttpRequest, topic_pk: int) -> HttpResponse:
    """Take a statement in a citizen's own words, and hand out a receipt."""
    topic = get_object_or_404(Topic.objects.select_related("process", "area", "issue"), pk=topic_pk)
    form = ProposalForm(request.POST)
    now = timezone.now()
    same: Statement | None = None
    if form.is_valid():
        try:
            with participation_of(request).acting(now=now) as author:
                proposed = actions.propose_statement(
                    topic=topic, text=form.cleaned_data["text"], author=author, now=now
                )
            return redirect("receipt", number=proposed.receipt)
        except StatementExists as error:
            form.add_error("text", str(words_for(error)))
            same = topic.statements.shown().filter(pk=error.statement_pk).first()
        except Refusal as error:
            form.add_error("text", str(words_for(error)))
    return _voting_page(request, topic, proposal=form, same=same, status=409)


def _voting_page(
    request: HttpRequest,
    topic: Topic,
    *,
    statement: Statement | None = None,
    after: int | None = None,
    errors: list[str] | None = None,
    proposal: ProposalForm | None = None,
    same: Statement | None = None,
    status: int = 200,
) -> HttpResponse:
    now = timezone.now()
    set_subject(request, topic.process)
    participation = participation_of(request)
    participation.offer()
    context: dict[str, Any] = {
        "card": vote_card(topic, participation.current, now=now, statement=statement, after=after),
        "errors": errors or [],
        "proposal": proposal or ProposalForm(),
        "same": same,
    }
    return page_or_part(request, "opinion_map/voting.html", "vote-card", context, status=status)
