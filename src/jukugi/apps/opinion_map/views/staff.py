from typing import cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from jukugi.apps.accounts.models import User
from jukugi.apps.opinion_map import actions, permissions, policies
from jukugi.apps.opinion_map.errors import NoSuchPublicOpinion, ReasonMissing
from jukugi.apps.opinion_map.forms import MoreStatementsForm, ReviewForm, TopicForm
from jukugi.apps.opinion_map.models import Statement, Topic
from jukugi.apps.opinion_map.queries.topics import statements_for_staff, topics_run_by
from jukugi.kit.errors import NotAllowed, Refusal, words_for
from jukugi.kit.pages.hints import asks_for_hints, unjudged
from jukugi.kit.pages.rendering import refusal_page, set_subject


@login_required
def topics(request: HttpRequest) -> HttpResponse:
    """The topics this member of staff runs; those with waiting statements first."""
    areas = permissions.areas_run_by(request.user)
    if not areas:
        return refusal_page(request, NotAllowed())
    return render(request, "opinion_map/staff_topic_list.html", {"topics": topics_run_by(areas)})


@login_required
def topic(request: HttpRequest, topic_pk: int) -> HttpResponse:
    """One topic: what waits, what is shown, what is hidden and why."""
    shown = get_object_or_404(Topic.objects.select_related("process", "area"), pk=topic_pk)
    if not permissions.can_run(request.user, shown):
        return refusal_page(request, NotAllowed())
    return _topic_page(request, shown, MoreStatementsForm())


@login_required
def new_topic(request: HttpRequest) -> HttpResponse:
    """Open a topic with its first statements."""
    if not permissions.areas_run_by(request.user):
        return refusal_page(request, NotAllowed())
    form = TopicForm(request.POST or None)
    if asks_for_hints(request):
        return render(request, "opinion_map/staff_topic_new.html", {"form": unjudged(form)})
    if request.method == "POST" and form.is_valid():
        try:
            opened = actions.open_topic(**form.cleaned_data, actor=_signed_in(request), now=timezone.now())
            return redirect("opinion_map:staff-topic", topic_pk=opened.pk)
        except Refusal as error:
            form.add_error(None, str(words_for(error)))
    status = 400 if form.is_bound else 200
    return render(request, "opinion_map/staff_topic_new.html", {"form": form}, status=status)


@login_required
@require_POST
def add(request: HttpRequest, topic_pk: int) -> HttpResponse:
    """Add statements of the city to a topic."""
    shown = get_object_or_404(Topic.objects.select_related("process", "area"), pk=topic_pk)
    form = MoreStatementsForm(request.POST)
    if form.is_valid():
        try:
            actions.add_statements(topic=shown, **form.cleaned_data, actor=_signed_in(request), now=timezone.now())
            return redirect("opinion_map:staff-topic", topic_pk=topic_pk)
        except NotAllowed as error:
            return refusal_page(request, error)
        except NoSuchPublicOpinion as error:
            form.add_error("receipt", str(words_for(error)))
        except Refusal as error:
            form.add_error("texts", str(words_for(error)))
    if not permissions.can_run(request.user, shown):
        return refusal_page(request, NotAllowed())
    return _topic_page(request, shown, form, status=400)


@login_required
@require_POST
def close(request: HttpRequest, topic_pk: int) -> HttpResponse:
    """End the voting on a topic."""
    shown = get_object_or_404(Topic.objects.select_related("area"), pk=topic_pk)
    try:
        actions.close_topic(topic=shown, actor=_signed_in(request), now=timezone.now())
    except Refusal as error:
        return refusal_page(request, error, back=f"/desk/topics/{topic_pk}/")
    return redirect("opinion_map:staff-topic", topic_pk=topic_pk)


@login_required
@require_POST
def review(request: HttpRequest, statement_pk: int) -> HttpResponse:
    """Show or hide a statement, with a reason. What cannot be taken comes back with its words on the topic's page."""
    reviewed = get_object_or_404(Statement.objects.select_related("topic__process", "topic__area"), pk=statement_pk)
    if not permissions.can_run(request.user, reviewed.topic):
        return refusal_page(request, NotAllowed())
    form = ReviewForm(request.POST)
    back = f"/desk/topics/{reviewed.topic_id}/#statement-{reviewed.pk}"
    if form.is_valid():
        try:
            actions.review_statement(
                statement=reviewed, **form.cleaned_data, actor=_signed_in(request), now=timezone.now()
            )
            return redirect(back)
        except ReasonMissing as error:
            form.add_error("reason", str(words_for(error)))
        except Refusal as error:
            return refusal_page(request, error, back=back)
    return _topic_page(request, reviewed.topic, MoreStatementsForm(), review=(reviewed.pk, form), status=400)


def _signed_in(request: HttpRequest) -> User:
    """The member of staff behind a page for which one has to sign in."""
    return cast(User, request.user)


def _topic_page(
    request: HttpRequest,
    topic: Topic,
    form: MoreStatementsForm,
    *,
    review: tuple[int, ReviewForm] | None = None,
    status: int = 200,
) -> HttpResponse:
    """``review`` is the statement whose decision came back, and its form."""
    set_subject(request, topic.process)
    reviewed_pk, review_form = review or (None, None)
    context = {
        "topic": topic,
        "statements": statements_for_staff(topic),
        "form": form,
        "reviewed_pk": reviewed_pk,
        "review_form": review_form,
        "phase": policies.voting_phase(topic, now=timezone.now()),
    }
    return render(request, "opinion_map/staff_topic.html", context, status=status)
