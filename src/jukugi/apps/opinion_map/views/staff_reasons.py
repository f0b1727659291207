from collections.abc import Callable
from typing import Any, cast

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from jukugi.apps.accounts.models import User
from jukugi.apps.opinion_map import actions, permissions
from jukugi.apps.opinion_map.errors import ReasonMissing
from jukugi.apps.opinion_map.models import Reason, ReasonReply, Topic
from jukugi.apps.opinion_map.queries.reasons import reasons_for_staff
from jukugi.apps.opinion_map.reason_forms import ConditionForm, ReplyForm, ReviewReasonForm
from jukugi.kit.errors import NotAllowed, Refusal, words_for
from jukugi.kit.pages.rendering import refusal_page, set_subject


@login_required
def reasons(request: HttpRequest, topic_pk: int) -> HttpResponse:
    """Reasons under a topic's statements: what waits, conditions that many share, the others."""
    topic = get_object_or_404(Topic.objects.select_related("process", "area"), pk=topic_pk)
    if not permissions.can_run(request.user, topic):
        return refusal_page(request, NotAllowed())
    return _page(request, topic)


@login_required
@require_POST
def review(request: HttpRequest, reason_pk: int) -> HttpResponse:
    """Show or hide a reason, with a public note."""
    return _decide(request, reason_pk, ReviewReasonForm(request.POST), actions.review_reason, "reason")


@login_required
@require_POST
def reply(request: HttpRequest, reason_pk: int) -> HttpResponse:
    """Answer a reason in the name of the city."""
    return _decide(request, reason_pk, ReplyForm(request.POST), actions.reply_to_reason, "reason")


@login_required
@require_POST
def make_statement(request: HttpRequest, reason_pk: int) -> HttpResponse:
    """Make a condition a statement to vote on."""
    return _decide(request, reason_pk, ConditionForm(request.POST), actions.statement_of_condition, "condition")


@login_required
@require_POST
def withdraw(request: HttpRequest, reply_pk: int) -> HttpResponse:
    """Take an answer back."""
    found = get_object_or_404(ReasonReply.objects.select_related("reason__statement__topic__area"), pk=reply_pk)
    try:
        actions.withdraw_reply(reply=found, actor=_signed_in(request), now=timezone.now())
    except NotAllowed as error:
        return refusal_page(request, error)
    return redirect(_place(found.reason))


def _decide(
    request: HttpRequest, reason_pk: int, form: forms.Form, action: Callable[..., Any], subject: str
) -> HttpResponse:
    """Do one thing with a reason. What cannot be taken comes back with its words, in its place."""
    related = Reason.objects.select_related("statement__topic__process", "statement__topic__area")
    reason = get_object_or_404(related, pk=reason_pk)
    topic = reason.statement.topic
    if not permissions.can_run(request.user, topic):
        return refusal_page(request, NotAllowed())
    if form.is_valid():
        try:
            action(**{subject: reason}, **form.cleaned_data, actor=_signed_in(request), now=timezone.now())
            return redirect(_place(reason))
        except ReasonMissing as error:
            form.add_error("note", str(words_for(error)))
        except Refusal as error:
            form.add_error("text" if "text" in form.fields else None, str(words_for(error)))
    return _page(request, topic, failed=(reason.pk, form), status=400)


def _place(reason: Reason) -> str:
    return f"/desk/topics/{reason.statement.topic_id}/reasons/#reason-{reason.pk}"


def _signed_in(request: HttpRequest) -> User:
    """The member of staff behind a page for which one has to sign in."""
    return cast(User, request.user)


def _page(
    request: HttpRequest, topic: Topic, *, failed: tuple[int, forms.Form] | None = None, status: int = 200
) -> HttpResponse:
    """``failed`` is the reason whose form came back, and the form."""
    set_subject(request, topic.process)
    failed_pk, form = failed or (None, None)
    found = reasons_for_staff(topic)
    context = {
        "topic": topic,
        "reasons": found,
        "waiting": sum(reason.state == "waiting" for reason in found),
        "failed_pk": failed_pk,
        "form": form,
        "failed": type(form).__name__ if form is not None else "",
    }
    return render(request, "opinion_map/staff_reasons.html", context, status=status)
