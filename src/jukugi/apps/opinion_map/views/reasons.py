from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from jukugi.apps.accounts.actions import participation_of
from jukugi.apps.opinion_map import actions
from jukugi.apps.opinion_map.models import Reason, Statement
from jukugi.apps.opinion_map.queries.reasons import ShownReason, reasons_page
from jukugi.apps.opinion_map.reason_forms import HelpfulForm, ReasonForm
from jukugi.kit.errors import Refusal, words_for
from jukugi.kit.pages.rendering import refusal_page, set_subject


@never_cache
def reasons(request: HttpRequest, topic_pk: int, statement_pk: int) -> HttpResponse:
    """Reasons under a statement; a reason of one's own is sent from here."""
    statement = _statement(topic_pk, statement_pk)
    if request.method != "POST":
        return _page(request, statement)
    form = ReasonForm(request.POST)
    now = timezone.now()
    if form.is_valid():
        try:
            with participation_of(request).acting(now=now) as author:
                given = actions.give_reason(statement=statement, **form.cleaned_data, author=author, now=now)
            return redirect("receipt", number=given.receipt)
        except Refusal as error:
            form.add_error("text", str(words_for(error)))
    return _page(request, statement, form=form, status=409)


@require_POST
def helpful(request: HttpRequest, topic_pk: int, reason_pk: int) -> HttpResponse:
    """Mark a reason as helpful, or take the mark back."""
    related = Reason.objects.select_related(
        "statement__topic__process", "statement__topic__area", "statement__topic__issue"
    )
    reason = get_object_or_404(related, pk=reason_pk, statement__topic=topic_pk)
    form = HelpfulForm(request.POST)
    now = timezone.now()
    is_on = form.is_valid() and form.cleaned_data["is_on"] == "1"
    if form.is_valid():
        try:
            with participation_of(request).acting(now=now) as participant:
                actions.mark_helpful(reason=reason, participant=participant, is_on=is_on, now=now)
        except Refusal as error:
            back = f"/topics/{topic_pk}/statements/{reason.statement_id}/reasons/"
            return refusal_page(request, error, back=back)
    if form.is_valid() and request.htmx:  # type: ignore[attr-defined]
        row = ShownReason(reason, is_on, False, None)
        return render(request, "opinion_map/_reason_helpful.html", {"row": row, "phase": True})
    return redirect(reason.get_absolute_url())


def _statement(topic_pk: int, statement_pk: int) -> Statement:
    related = Statement.objects.shown().select_related(
        "topic__process", "topic__area", "topic__issue", "opinion", "condition"
    )
    return get_object_or_404(related, pk=statement_pk, topic=topic_pk)


def _page(
    request: HttpRequest, statement: Statement, *, form: ReasonForm | None = None, status: int = 200
) -> HttpResponse:
    set_subject(request, statement.topic.process)
    participation = participation_of(request)
    participation.offer()
    context: dict[str, Any] = {
        "page": reasons_page(statement, participation.current, now=timezone.now()),
        "topic": statement.topic,
        "form": form or ReasonForm(),
    }
    return render(request, "opinion_map/reasons.html", context, status=status)
